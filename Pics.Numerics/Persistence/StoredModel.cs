namespace Pics.Numerics;

/// <summary>A model as it is stored: a PIC or plain circuit, its parameters, and the rule that it was trained with.</summary>
public sealed class StoredModel : IDisposable
{
    /// <summary>Puts a model together; owns the parameters.</summary>
    public StoredModel(Pic pic, ICircuitParameters parameters, NetSettings settings, RuleKind rule, int nodes) =>
        (Pic, Parameters, Settings, Rule, Nodes) = (pic, parameters, settings, rule, nodes);

    /// <summary>The circuit.</summary>
    public Pic Pic { get; }

    /// <summary>Nets for a PIC, free weights for a plain circuit.</summary>
    public ICircuitParameters Parameters { get; }

    /// <summary>The size and precision of the nets.</summary>
    public NetSettings Settings { get; }

    /// <summary>The kind of rule that it was trained with.</summary>
    public RuleKind Rule { get; }

    /// <summary>K in training.</summary>
    public int Nodes { get; }

    /// <summary>Whether there are free weights instead of nets; then K cannot be changed.</summary>
    public bool IsPlain => Parameters is FreeWeights;

    /// <summary>Fresh parameters for a circuit.</summary>
    public static StoredModel Fresh(Pic pic, bool plain, NetSettings settings, RuleKind rule, int nodes, long seed, Device? device = null) => new(
        pic,
        plain ? new FreeWeights(pic, nodes, settings, seed, device) : new PicNets(pic, settings, seed, device),
        settings,
        rule,
        nodes);

    /// <inheritdoc/>
    public void Dispose() => Parameters.Dispose();
}
