using MathNet.Numerics;

namespace Pics.Numerics;

/// <summary>What the functions of a trained model mean: its parameters under a rule as an interpretation, for the denotation.</summary>
/// <remarks>
/// The functions are known at the nodes of the rule, so the interpretation goes with circuits under that rule; elsewhere their values are not a
/// number. It holds copies of the numbers, not the model. Of one channel, and of models whose sums are normalised by construction: those of PICs.
/// </remarks>
public static class ModelMeaning
{
    /// <summary>The interpretation of a stored model under the rule that it was trained with. Error: <see cref="QueryError"/>.</summary>
    /// <param name="model">The model; it may be disposed of afterwards.</param>
    /// <param name="row">A value a variable, as the model encodes it; NaN where it is not observed.</param>
    public static Either<QueryError, Interpretation> Of(StoredModel model, Arr<double> row) =>
        model.Rule.Create().MapLeft(error => Refused(model.Nodes, error)).Bind(rule => Of(model, rule, row));

    /// <summary>The interpretation of a stored model under another rule. Error: <see cref="QueryError"/>.</summary>
    /// <param name="model">The model; it may be disposed of afterwards.</param>
    /// <param name="rule">The rule, for a plain circuit of as many nodes as it has.</param>
    /// <param name="row">A value a variable, as the model encodes it; NaN where it is not observed.</param>
    public static Either<QueryError, Interpretation> Of(StoredModel model, QuadratureRule rule, Arr<double> row) =>
        QpcModel.Of(model, rule).MapLeft(error => Refused(rule.Count, error)).Bind(queries =>
        {
            using (queries) return Of(queries, row);
        });

    /// <summary>The interpretation of a model under its rule. Error: <see cref="QueryError"/>.</summary>
    /// <param name="model">The model; it may be disposed of afterwards.</param>
    /// <param name="row">A value a variable, as the model encodes it; NaN where it is not observed.</param>
    public static Either<QueryError, Interpretation> Of(QpcModel model, Arr<double> row) => Of(model.Asked, row);

    /// <summary>The interpretation of a model in plain memory under its rule. Error: <see cref="QueryError"/>.</summary>
    internal static Either<QueryError, Interpretation> Of(AskedCircuit model, Arr<double> row) => FindError(model, row) is { } error ? error : Numbers(model, row);

    private static QueryError Refused(int nodes, PicsError error) => new QueryError.Argument("K of a denotation", nodes, $"possible for the model ({error.Explain()})");

    private static QueryError? FindError(AskedCircuit model, Arr<double> row)
    {
        if (!model.IsNormalised) return new QueryError.Argument("log Z of a denotation", model.LogZ, "zero by construction, as for a PIC; free weights have no denotation");
        if (model.Channels > 1) return new QueryError.Argument("the number of channels of a denotation", model.Channels, "1");
        if (row.Count < model.Variables) return new QueryError.BadShape(Arr.create(1L, row.Count, 1L), "Float64", model.Variables, 1);
        foreach (var (variable, family) in model.Families)
            if (!double.IsNaN(row[variable]) && !family.Takes(row[variable])) return new QueryError.BadValue(0, variable, row[variable], family);
        return null;
    }

    private static Interpretation Numbers(AskedCircuit model, Arr<double> row)
    {
        var rule = model.Circuit.Rule;
        var tables = model.Circuit.Groups.Select(group => (group.Id, Table: model.Numbers[group.Id])).ToDictionary(entry => entry.Id, entry => (Numbers: entry.Table.Doubles(0, checked((int)entry.Table.Count)), Width: (int)entry.Table.Shape[^1]));
        var places = rule.Nodes.Select((node, index) => (node, index)).DistinctBy(entry => entry.node).ToDictionary(entry => entry.node, entry => entry.index);
        bool AreNodes(Arr<double> latents) => latents.ForAll(places.ContainsKey);
        int Index(IEnumerable<double> latents) => latents.Aggregate(0, (index, node) => (index * rule.Count) + places[node]);

        // A row of sums is w f over the sum of w f: so f = W / w gives the row W again.
        double Kernel(FunctionSpec function, Arr<double> latents)
        {
            if (!AreNodes(latents) || !tables.TryGetValue(function.Group, out var table)) return double.NaN;
            var (outputs, inputs) = function.Signature.Match(density => (density.Given, 0), kernel => (kernel.Outputs, kernel.Inputs));
            var place = (((function.Head * (int)Math.Pow(rule.Count, outputs)) + Index(latents.Take(outputs))) * table.Width) + Index(latents.Skip(outputs));
            return place >= table.Numbers.Length ? double.NaN : table.Numbers[place] / latents.Skip(outputs).Aggregate(1.0, (weight, node) => weight * rule.Weights[places[node]]);
        }

        double Density(FunctionSpec function, double x, Arr<double> latents)
        {
            if (!AreNodes(latents) || !tables.TryGetValue(function.Group, out var table)) return double.NaN;
            var start = ((function.Head * (int)Math.Pow(rule.Count, latents.Count)) + Index(latents)) * table.Width;
            var family = function.Signature.Match(density => density.Family, _ => null!);
            return family is null || start + table.Width > table.Numbers.Length ? double.NaN : Value(family, x, table.Numbers.AsSpan(start, table.Width));
        }

        return new(Kernel, Density, variable => variable < 0 || variable >= row.Count || double.IsNaN(row[variable]) ? Option<double>.None : row[variable]);
    }

    /// <summary>p(x) of a family with the parameters of one node.</summary>
    private static double Value(InputFamily family, double x, ReadOnlySpan<double> entry) => !family.Takes(x) ? 0
        : family.Values.IsSome ? Math.Exp(entry[(int)x])
        : family is InputFamily.Gaussian ? Math.Exp(-0.5 * Math.Pow((x - entry[0]) / Math.Exp(entry[1]), 2)) / (Math.Exp(entry[1]) * Constants.Sqrt2Pi)
        : Math.Exp((x * entry[0]) - Math.Exp(entry[0]) - SpecialFunctions.GammaLn(x + 1));
}
