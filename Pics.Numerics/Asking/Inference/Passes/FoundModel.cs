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
    private readonly CircuitNumbers? numbers;
    private readonly Dictionary<(int Group, int Head), FoundFunction> functions;

    private FoundModel(AskedCircuit model, EvidenceRows evidence, CircuitNumbers? numbers, Dictionary<(int Group, int Head), FoundFunction> functions) =>
        (Model, Evidence, this.numbers, this.functions) = (model, evidence, numbers, functions);

    /// <summary>The model that is asked.</summary>
    public AskedCircuit Model { get; }

    /// <summary>The rows as it takes them, [B, variables, C].</summary>
    public EvidenceRows Evidence { get; }

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
    public static FoundModel Of(AskedCircuit model, params EncodedRow[] rows)
    {
        var form = rows[0].Form;
        var more = rows.SelectMany(row => row.Findings.Keys).Select(place => place / form.Channels).Where(model.Families.ContainsKey).ToImmutableSortedSet();
        if (more.IsEmpty) return new(model, Rows([.. rows.Select(row => row.Form.Seen(row.Values))], form), null, []);
        var entries = more.ToDictionary(variable => variable, variable => Entries(model.Families[variable], variable, rows));
        var made = new Made(model, entries);
        var units = model.Circuit.Unfold().Units.Units.Select(made.Of).ToArray();
        var folded = Qpc.Create(units, model.Circuit.Rule).Bind(Fold.Pass.Apply).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var numbers = made.Tables(folded);
        return new(model.With(folded, numbers, model.IsNormalised), Rows([.. rows.Select(row => Numbers(row, model.Families, entries))], form), numbers, made.Functions);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (numbers is null) return;
        Model.Dispose();
        numbers.Dispose();
    }

    private static EvidenceRows Rows(IReadOnlyList<double[]> rows, RowForm form) => EvidenceRows.Of(rows, form.Variables, form.Channels);

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
    private sealed class Made(AskedCircuit model, Dictionary<int, ImmutableArray<Restriction>> entries)
    {
        private readonly Dictionary<(int Variable, int Given), (int Group, List<double[]> Heads, int Nodes, int Entries)> groups = [];
        private readonly Dictionary<(int Variable, FunctionSpec Density), FunctionSpec> known = [];

        public Dictionary<(int Group, int Head), FoundFunction> Functions { get; } = [];

        public CircuitUnit Of(CircuitUnit unit)
        {
            if (unit is not CircuitUnit.Input { Observation: Observation.Open } input || !entries.TryGetValue(input.Variable, out var found)) return unit;
            if (!known.TryGetValue((input.Variable, input.Density), out var density)) known.Add((input.Variable, input.Density), density = Density(input, found));
            return input with { Density = density };
        }

        public CircuitNumbers Tables(FoldedQpc folded)
        {
            var used = folded.Groups.Select(group => group.Id).ToHashSet();
            return new([
                .. model.Numbers.Groups.Where(used.Contains).Select(group => (group, model.Numbers[group].Alias())),
                .. groups.Select(own => (own.Value.Group, Table(own.Value.Heads, own.Value.Nodes, model.Families[own.Key.Variable].Channels, own.Value.Entries)))]);
        }

        private NumberTable Table(List<double[]> heads, int nodes, int channels, int count) =>
            NumberTable.Of(model.IsDouble, [.. heads.SelectMany(head => head)], heads.Count, nodes, channels, count);

        private FunctionSpec Density(CircuitUnit.Input input, ImmutableArray<Restriction> found)
        {
            var (family, given) = (model.Families[input.Variable], input.Density.Signature.Latents);
            var function = new FoundFunction(input.Variable, family, model.Numbers[input.Density.Group], input.Density.Head);
            if (!groups.TryGetValue((input.Variable, given), out var own)) groups.Add((input.Variable, given), own = (model.Numbers.Last + 1 + groups.Count, [], function.Nodes, found.Length));
            var signature = new FunctionSignature.Density(new InputFamily.Categorical(family.Channels, found.Length), given);
            var density = new FunctionSpec(signature, own.Group, own.Heads.Count, Sharing.None);
            own.Heads.Add(function.LogMasses(found));
            Functions.Add((density.Group, density.Head), function);
            return density;
        }
    }
}
