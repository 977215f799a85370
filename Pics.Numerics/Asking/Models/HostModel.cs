namespace Pics.Numerics;

/// <summary>A model as it is stored, in plain memory: a PIC or plain circuit, its parameters by name, and the rule that it was trained with.</summary>
/// <remarks>Nothing in it is trained. Owns its tables; what <see cref="Numbers"/> gave stays valid without it.</remarks>
public sealed class HostModel : IStoredModel
{
    /// <summary>The largest K of a model.</summary>
    public const int MostNodes = 1 << 16;

    private readonly Dictionary<string, NumberTable> byName;

    private HostModel(Pic pic, HostModelKind parameters, bool isNormalised, NetSettings settings, StoredRule rule)
    {
        (Pic, Parameters, IsNormalised, Settings, Rule) = (pic, parameters, isNormalised, settings, rule);
        Named = [.. Shapes(pic, parameters, settings, rule.Nodes).Select(entry => (entry.Name, NumberTable.New(settings.Double, entry.Shape)))];
        byName = Named.ToDictionary(entry => entry.Name, entry => entry.Table, StringComparer.Ordinal);
    }

    /// <summary>The circuit.</summary>
    public Pic Pic { get; }

    /// <summary>What its parameters are.</summary>
    internal HostModelKind Parameters { get; }

    /// <summary>The size and precision of the nets.</summary>
    public NetSettings Settings { get; }

    /// <summary>The quadrature rule that it was trained with.</summary>
    public StoredRule Rule { get; }

    /// <summary>K in training.</summary>
    public int Nodes => Rule.Nodes;

    /// <summary>Whether the rows of the kernels sum to one by construction, so that log Z is zero.</summary>
    public bool IsNormalised { get; }

    /// <summary>Whether there are free weights or fixed parameters instead of nets; then K and rule cannot be changed.</summary>
    public bool IsPlain => Parameters != HostModelKind.Nets;

    /// <summary>Whether the parameters of the circuit are all that there is, as of an imported one.</summary>
    public bool IsFixed => Parameters == HostModelKind.Fixed;

    /// <summary>What the model is, for people.</summary>
    public string Kind => IsFixed ? "circuit of fixed numbers" : IsPlain ? "plain circuit" : "PIC";

    /// <summary>Every table that is kept, by name: of nets the frequencies, hidden layers and heads of each group, else one table a group; in the order in which they are stored.</summary>
    internal ImmutableArray<(string Name, NumberTable Table)> Named { get; }

    /// <summary>How many numbers are learned, or fixed.</summary>
    public long Count => Named.Where(entry => IsPlain || !entry.Name.EndsWith(ParameterShapes.Frequencies, StringComparison.Ordinal)).Sum(entry => entry.Table.Count);

    /// <summary>A model with whatever is in memory.</summary>
    /// <param name="pic">The circuit.</param>
    /// <param name="parameters">What its parameters are.</param>
    /// <param name="isNormalised">Of fixed numbers, whether the rows of the kernels sum to one; those of nets do, and free weights do not.</param>
    /// <param name="settings">The size and precision of the nets.</param>
    /// <param name="rule">The rule, of a possible K.</param>
    internal static HostModel Empty(Pic pic, HostModelKind parameters, bool isNormalised, NetSettings settings, StoredRule rule) =>
        new(pic, parameters, parameters == HostModelKind.Fixed ? isNormalised : parameters == HostModelKind.Nets, settings, rule);

    /// <summary>A circuit of fixed numbers; the tables are copied, rounded to its precision, and disposed of.</summary>
    /// <param name="pic">The circuit.</param>
    /// <param name="tables">Its parameters, by increasing group.</param>
    /// <param name="isNormalised">Whether the rows of the kernels sum to one.</param>
    /// <param name="settings">Of which the precision counts.</param>
    /// <param name="rule">The rule, of a possible K.</param>
    internal static HostModel Of(Pic pic, IEnumerable<(int Group, NumberTable Table)> tables, bool isNormalised, NetSettings settings, StoredRule rule)
    {
        var model = Empty(pic, HostModelKind.Fixed, isNormalised, settings, rule);
        foreach (var ((_, to), (_, from)) in model.Named.Zip(tables))
            using (from)
                for (var place = 0L; place < to.Count; place++) to[place] = from[place];
        return model;
    }

    /// <summary>A copy of the model in a precision; owned by the caller.</summary>
    internal HostModel In(bool isDouble)
    {
        var model = Empty(Pic, Parameters, IsNormalised, Settings with { Double = isDouble }, Rule);
        foreach (var ((_, to), (_, from)) in model.Named.Zip(Named))
            for (var place = 0L; place < to.Count; place++) to[place] = from[place];
        return model;
    }

    /// <summary>How many numbers such a model has in all, its frequencies too; throws <see cref="OverflowException"/> where there are too many.</summary>
    internal static long CountAll(Pic pic, HostModelKind parameters, NetSettings settings, int nodes) =>
        pic.Groups.Sum(group => parameters switch
        {
            HostModelKind.Nets => ParameterShapes.CountOfNet(group, settings) + ((long)group.Signature.Latents * (settings.Width / 2)),
            HostModelKind.Free => ParameterShapes.Count(ParameterShapes.Free(group, nodes)),
            _ => ParameterShapes.Count(ParameterShapes.Fixed(group, nodes)),
        });

    /// <summary>The error of a rule whose K is not that of the model's numbers, if they are at nodes of their own; else null.</summary>
    public PicsError? FindFault(QuadratureRule rule) => IsPlain && rule.Count != Nodes
        ? new PicsError.Rule(new RuleError.BadCount(rule.Name, rule.Count, $"the {Nodes} of this circuit, whose numbers are at its own nodes; only a PIC is evaluated at another K"))
        : null;

    /// <summary>The parameters of the circuit under a rule, owned by the caller. Error: <see cref="PicsError.Rule"/>.</summary>
    /// <param name="rule">The quadrature rule; of as many nodes as the model has where its numbers are at nodes of their own, which alone counts there.</param>
    internal Either<PicsError, CircuitNumbers> Numbers(QuadratureRule rule) => FindFault(rule) is { } fault ? fault : new CircuitNumbers(Parameters switch
    {
        HostModelKind.Nets => HostNets.Evaluate(this, rule),
        HostModelKind.Free => Groups.Select(entry => (entry.Group.Id, entry.Group.Signature is FunctionSignature.Density { Family: var family } ? HostDensities.Of(family, entry.Table) : entry.Table.Alias())),
        _ => Groups.Select(entry => (entry.Group.Id, entry.Table.Alias())),
    });

    /// <summary>The table of a name.</summary>
    internal NumberTable this[string name] => byName[name];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, table) in Named) table.Dispose();
    }

    /// <summary>Each group with its one table, where there are no nets.</summary>
    private IEnumerable<(FunctionGroup Group, NumberTable Table)> Groups => Pic.Groups.Zip(Named, (group, entry) => (group, entry.Table));

    private static IEnumerable<(string Name, ImmutableArray<long> Shape)> Shapes(Pic pic, HostModelKind parameters, NetSettings settings, int nodes) => parameters switch
    {
        HostModelKind.Nets => pic.Groups.SelectMany(group => ParameterShapes.OfNet(group, settings).Select(part => (ParameterShapes.NameOf(group.Id, part.Name), part.Shape))),
        HostModelKind.Free => pic.Groups.Select(group => (ParameterShapes.NameOf(group.Id), ParameterShapes.Free(group, nodes))),
        _ => pic.Groups.Select(group => (ParameterShapes.NameOf(group.Id), ParameterShapes.Fixed(group, nodes))),
    };
}
