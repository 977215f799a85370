namespace Pics.Numerics;

/// <summary>A model, and rows of which more may be known than values: intervals, sets, weights.</summary>
/// <remarks>
/// A variable of which more is known has input units of its own then: tables of one entry for each different thing that is known of it, which is the
/// logarithm of the sum, or integral, of the unit's density times what each value counts. What is known becomes the number of the entry. So all engines
/// and passes take it as a value of a category; nothing known is the constant one, as it always is. Cost: a circuit that is compiled anew, and one number for
/// each entry, node and channel of the functions of these variables. Where only values are known the model stays as it is.
/// </remarks>
internal sealed class FoundModel : IDisposable
{
    private readonly CircuitTensors? tensors;
    private readonly Dictionary<(int Group, int Head), FoundFunction> functions;

    private FoundModel(QpcModel model, Tensor evidence, CircuitTensors? tensors, Dictionary<(int Group, int Head), FoundFunction> functions) =>
        (Model, Evidence, this.tensors, this.functions) = (model, evidence, tensors, functions);

    /// <summary>The model that is asked.</summary>
    public QpcModel Model { get; }

    /// <summary>The rows as it takes them, [B, variables, C].</summary>
    public Tensor Evidence { get; }

    /// <summary>Whether more than values is known.</summary>
    public bool HasMore => functions.Count > 0;

    /// <summary>What an input unit of a variable of which more is known stands for; nothing for others.</summary>
    public FoundFunction? FunctionOf(FunctionSpec function) => functions.GetValueOrDefault((function.Group, function.Head));

    /// <summary>Draws of what such an input unit stands for, given what a row knows of it; null for others.</summary>
    public Func<int, int, double, double>? Draws(FunctionSpec function, EncodedRow row)
    {
        if (FunctionOf(function) is not { } found) return null;
        var known = Enumerable.Range(0, row.Form.Channels).Select(channel => At(row, (found.Variable * row.Form.Channels) + channel, found.Family)).ToArray();
        return (node, channel, uniform) => found.At(node, channel, known[channel]).Draw(uniform);
    }

    /// <summary>The rows and the model for them. Owned by the caller; the model must outlive it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">At least one, all of one form.</param>
    public static FoundModel Of(QpcModel model, params EncodedRow[] rows)
    {
        var form = rows[0].Form;
        var more = rows.SelectMany(row => row.Findings.Keys).Select(place => place / form.Channels).Where(model.Families.ContainsKey).ToImmutableSortedSet();
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        if (more.IsEmpty) return new(model, Values(rows, model).MoveToOuterDisposeScope().DetachFromDisposeScope(), null, []);
        var entries = more.ToDictionary(variable => variable, variable => Entries(model.Families[variable], variable, rows));
        var made = new Made(model, entries);
        var units = model.Circuit.Unfold().Units.Units.Select(made.Of).ToArray();
        var folded = Qpc.Create(units, model.Circuit.Rule).Bind(Fold.Pass.Apply).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var tensors = made.Tensors(folded);
        var found = model.With(folded, tensors);
        var numbers = rows.Select(row => Numbers(row, model.Families, entries)).ToList();
        return new(found, EvidenceTensors.Of(numbers, form.Variables, form.Channels, found.IsReal, model.Device).DetachFromDisposeScope(), tensors, made.Functions);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Evidence.Dispose();
        if (tensors is null) return;
        Model.Dispose();
        tensors.Dispose();
    }

    private static Tensor Values(EncodedRow[] rows, QpcModel model) =>
        EvidenceTensors.Of([.. rows.Select(row => row.Form.Seen(row.Values))], rows[0].Form.Variables, rows[0].Form.Channels, model.IsReal, model.Device);

    private static Restriction At(EncodedRow row, int place, InputFamily family) => row.Form.Columns[place / row.Form.Channels].Restrict(row.At(place), family);

    /// <summary>The different things that are known of a variable.</summary>
    private static ImmutableArray<Restriction> Entries(InputFamily family, int variable, EncodedRow[] rows) =>
        [.. (from row in rows
             from channel in Enumerable.Range(0, row.Form.Channels)
             select At(row, (variable * row.Form.Channels) + channel, family)).Where(known => known is not Restriction.All).Distinct()];

    /// <summary>A row with entries in place of what is known of the variables that have them.</summary>
    private static double[] Numbers(EncodedRow row, IReadOnlyDictionary<int, InputFamily> families, Dictionary<int, ImmutableArray<Restriction>> entries)
    {
        var numbers = row.Form.Seen(row.Values).ToArray();
        foreach (var (variable, known) in entries)
            for (var channel = 0; channel < row.Form.Channels; channel++)
            {
                var place = (variable * row.Form.Channels) + channel;
                numbers[place] = known.IndexOf(At(row, place, families[variable])) is >= 0 and var entry ? entry : double.NaN;
            }

        return numbers;
    }

    /// <summary>Input units of their own for some variables.</summary>
    private sealed class Made(QpcModel model, Dictionary<int, ImmutableArray<Restriction>> entries)
    {
        private readonly Dictionary<(int Variable, int Given), (int Group, List<Tensor> Heads)> groups = [];
        private readonly Dictionary<(int Variable, FunctionSpec Density), FunctionSpec> known = [];

        public Dictionary<(int Group, int Head), FoundFunction> Functions { get; } = [];

        public CircuitUnit Of(CircuitUnit unit)
        {
            if (unit is not CircuitUnit.Input { Observation: Observation.Open } input || !entries.TryGetValue(input.Variable, out var found)) return unit;
            if (!known.TryGetValue((input.Variable, input.Density), out var density)) known.Add((input.Variable, input.Density), density = Density(input, found));
            return input with { Density = density };
        }

        public CircuitTensors Tensors(FoldedQpc folded)
        {
            var used = folded.Groups.Select(group => group.Id).ToHashSet();
            return new([
                .. model.Parameters.Groups.Where(used.Contains).Select(group => (group, model.Parameters[group].detach().alias())),
                .. groups.Values.Select(own => (own.Group, stack([.. own.Heads])))]);
        }

        private FunctionSpec Density(CircuitUnit.Input input, ImmutableArray<Restriction> found)
        {
            var (family, given) = (model.Families[input.Variable], input.Density.Signature.Latents);
            if (!groups.TryGetValue((input.Variable, given), out var own)) groups.Add((input.Variable, given), own = (model.Parameters.Groups.Last() + 1 + groups.Count, []));
            var function = new FoundFunction(input.Variable, family, model.Parameters[input.Density.Group].detach()[input.Density.Head]);
            var signature = new FunctionSignature.Density(new InputFamily.Categorical(family.Channels, found.Length), given);
            var density = new FunctionSpec(signature, own.Group, own.Heads.Count, Sharing.None);
            own.Heads.Add(tensor(function.LogMasses(found), [function.Nodes, family.Channels, found.Length], ScalarType.Float64).to(model.Type).to(model.Device));
            Functions.Add((density.Group, density.Head), function);
            return density;
        }
    }
}
