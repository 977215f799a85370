namespace Pics.Numerics;

/// <summary>A model as it is stored: a PIC or plain circuit, its parameters, and the rule that it was trained with.</summary>
public sealed class StoredModel : IStoredModel
{
    /// <summary>The largest K of a model.</summary>
    public const int MostNodes = HostModel.MostNodes;

    /// <summary>Puts a model together; owns the parameters. A K that is not from 1 to 65536 is refused with an <see cref="ArgumentException"/>.</summary>
    internal StoredModel(Pic pic, ICircuitParameters parameters, NetSettings settings, RuleKind rule, int nodes)
        : this(pic, parameters, settings, StoredRule.Of(rule, nodes))
    {
    }

    /// <summary>The same with any rule, also one of one's own.</summary>
    internal StoredModel(Pic pic, ICircuitParameters parameters, NetSettings settings, StoredRule rule) =>
        (Pic, Parameters, Settings, Rule) = (pic, parameters, settings, Possible(rule));

    /// <summary>The circuit.</summary>
    public Pic Pic { get; }

    /// <summary>Nets for a PIC, free weights for a plain circuit, fixed parameters for an imported one.</summary>
    public ICircuitParameters Parameters { get; }

    /// <summary>The size and precision of the nets.</summary>
    public NetSettings Settings { get; }

    /// <summary>The quadrature rule that it was trained with.</summary>
    public StoredRule Rule { get; }

    /// <summary>K in training.</summary>
    public int Nodes => Rule.Nodes;

    /// <summary>Whether there are free weights or fixed parameters instead of nets; then K and rule cannot be changed.</summary>
    public bool IsPlain => Parameters is FreeWeights or FixedParameters;

    /// <summary>Whether the parameters of the circuit are all that there is, as of an imported one.</summary>
    public bool IsFixed => Parameters is FixedParameters;

    /// <summary>What the model is, for people.</summary>
    public string Kind => IsFixed ? "circuit of fixed numbers" : IsPlain ? "plain circuit" : "PIC";

    /// <summary>How many numbers are learned, or fixed.</summary>
    public long Count => IsFixed ? Parameters.Named.Sum(entry => entry.Tensor.numel()) : Parameters.Trainable.Sum(parameter => parameter.numel());

    /// <summary>Where the parameters are.</summary>
    public Device Device => Parameters.Named.First().Tensor.device;

    /// <summary>Fresh parameters for a circuit, at a K that may be impossible. Error: <see cref="ModelError.Argument"/>.</summary>
    public static Either<ModelError, StoredModel> Create(Pic pic, bool plain, NetSettings settings, RuleKind rule, int nodes, long seed, Device? device = null) =>
        Create(pic, plain, settings, StoredRule.Of(rule, nodes), seed, device);

    /// <summary>Fresh parameters for a circuit with any rule, also one of one's own. Error: <see cref="ModelError.Argument"/>.</summary>
    public static Either<ModelError, StoredModel> Create(Pic pic, bool plain, NetSettings settings, StoredRule rule, long seed, Device? device = null) =>
        FindFault(rule.Nodes) is { } fault ? fault : Fresh(pic, plain, settings, rule, seed, device);

    /// <summary>Fresh parameters for a circuit. A K that is not from 1 to 65536 is refused with an <see cref="ArgumentException"/>.</summary>
    internal static StoredModel Fresh(Pic pic, bool plain, NetSettings settings, RuleKind rule, int nodes, long seed, Device? device = null) =>
        Fresh(pic, plain, settings, StoredRule.Of(rule, nodes), seed, device);

    /// <summary>The same with any rule, also one of one's own.</summary>
    internal static StoredModel Fresh(Pic pic, bool plain, NetSettings settings, StoredRule rule, long seed, Device? device = null)
    {
        var nodes = Possible(rule).Nodes;
        return new(pic, plain ? new FreeWeights(pic, nodes, settings, seed, device) : new PicNets(pic, settings, seed, device), settings, rule);
    }

    /// <summary>A copy of the model in a precision.</summary>
    public StoredModel In(bool isDouble)
    {
        var settings = Settings with { Double = isDouble };
        ICircuitParameters parameters = Parameters switch
        {
            PicNets => new PicNets(Pic, settings, seed: 0, Device),
            FreeWeights => new FreeWeights(Pic, Nodes, settings, seed: 0, Device),
            _ => FixedParameters.Empty(Pic, Nodes, Parameters.IsNormalised, settings.Type, Device),
        };
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (to, from) in parameters.Named.Zip(Parameters.Named)) to.Tensor.copy_(from.Tensor);
        return new(Pic, parameters, settings, Rule);
    }

    /// <inheritdoc/>
    public void Dispose() => Parameters.Dispose();

    private static ModelError? FindFault(int nodes) => nodes is >= 1 and <= MostNodes ? null : new ModelError.Argument("the number of nodes of a model", nodes, $"1 to {MostNodes}");

    private static StoredRule Possible(StoredRule rule) => FindFault(rule.Nodes) is { } fault ? throw new ArgumentException(fault.Explain()) : rule;
}
