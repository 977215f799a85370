using MathNet.Numerics;

namespace Pics.Numerics;

/// <summary>The parameters of a PIC under a rule as an interpretation of its functions, for the denotation. Of one channel.</summary>
internal static class TableMeaning
{
    /// <summary>The interpretation for a row of evidence, NaN where not observed.</summary>
    public static Interpretation Of(QpcModel model, Arr<double> row)
    {
        var rule = model.Circuit.Rule;
        var tables = new Dictionary<int, (double[] Numbers, int Width)>();
        var places = rule.Nodes.Select((node, index) => (node, index)).DistinctBy(entry => entry.node).ToDictionary(entry => entry.node, entry => entry.index);
        int Index(IEnumerable<double> latents) => latents.Aggregate(0, (index, node) => (index * rule.Count) + places[node]);

        (double[] Numbers, int Width) Table(FunctionSpec function)
        {
            if (!tables.TryGetValue(function.Group, out var known))
                tables.Add(function.Group, known = (LawScene.Values(model.Parameters[function.Group]), (int)model.Parameters[function.Group].shape[^1]));
            return known;
        }

        // A row of sums is w f over the sum of w f: so f = W / w gives the row W again.
        double Kernel(FunctionSpec function, Arr<double> latents)
        {
            var (numbers, width) = Table(function);
            var (outputs, inputs) = function.Signature.Match(density => (density.Given, 0), kernel => (kernel.Outputs, kernel.Inputs));
            var place = (((function.Head * (int)Math.Pow(rule.Count, outputs)) + Index(latents.Take(outputs))) * width) + Index(latents.Skip(outputs));
            return numbers[place] / latents.Skip(outputs).Aggregate(1.0, (weight, node) => weight * rule.Weights[places[node]]);
        }

        double Density(FunctionSpec function, double x, Arr<double> latents)
        {
            var (numbers, width) = Table(function);
            var entry = numbers.AsSpan(((function.Head * (int)Math.Pow(rule.Count, latents.Count)) + Index(latents)) * width, width);
            var family = function.Signature.Match(density => density.Family, _ => throw new InvalidOperationException("an input unit has a density"));
            return family.Values.IsSome ? Math.Exp(entry[(int)x])
                : family is InputFamily.Gaussian ? Math.Exp(-0.5 * Math.Pow((x - entry[0]) / Math.Exp(entry[1]), 2)) / (Math.Exp(entry[1]) * Constants.Sqrt2Pi)
                : Math.Exp((x * entry[0]) - Math.Exp(entry[0]) - SpecialFunctions.GammaLn(x + 1));
        }

        return new(Kernel, Density, variable => double.IsNaN(row[variable]) ? Option<double>.None : row[variable]);
    }
}
