using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>The parameters of a PIC: one net per function group. With its PIC it is a trained model, for any rule and any K.</summary>
public sealed class PicNets : ICircuitParameters
{
    private readonly ImmutableArray<FunctionNet> nets;
    private readonly FusedNets fused;
    private (Func<int, bool> Owns, FusedNets Fused)? dealt;

    /// <summary>Fresh nets with seeded random parameters: U(±1/sqrt(fan_in)), frequencies Normal(0, sigma^2), equal heads under composite sharing.</summary>
    /// <param name="pic">The circuit whose functions are wanted.</param>
    /// <param name="settings">Sizes and precision.</param>
    /// <param name="seed">Equal seeds give equal nets.</param>
    /// <param name="device">Where the parameters live; null is the CPU.</param>
    public PicNets(Pic pic, NetSettings settings, long seed, Device? device = null)
    {
        using var generator = new Generator((ulong)seed, CPU);
        nets = [.. pic.Groups.Select(group => new FunctionNet(group, settings, generator, device ?? CPU))];
        fused = new(nets);
        Trainable = [.. nets.SelectMany(net => net.Parameters)];
        Settings = settings;
    }

    /// <summary>Sizes and precision.</summary>
    public NetSettings Settings { get; }

    /// <summary>The nets by increasing group.</summary>
    public IReadOnlyList<FunctionNet> Nets => nets;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Trainable { get; }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Tensor)> Named =>
        nets.SelectMany(net => net.Named.Select(entry => ($"group.{net.Group.Id}.{entry.Name}", entry.Tensor)));

    /// <inheritdoc/>
    public bool IsNormalised => true;

    /// <inheritdoc/>
    public bool IsOfEveryRule => true;

    /// <inheritdoc/>
    public Materialization Materialize(QuadratureRule rule, bool forGradients, EngineKind engine) => Materialize(rule, null, forGradients, engine);

    /// <inheritdoc/>
    public Materialization Materialize(QuadratureRule rule, int? netNodes, bool forGradients, EngineKind engine)
    {
        var at = CoarseNodes.For(rule, netNodes);
        return new(engine == EngineKind.Fused
            ? nets.Where(net => !IsKernel(net)).Select(net => FunctionTables.Materialize(net, rule, at, forGradients)).Append(fused.Materialize(rule, at, forGradients, FunctionTables.ActivationBudget))
            : nets.Select(net => FunctionTables.Materialize(net, rule, at, forGradients)));
    }

    Materialization ICircuitParameters.Materialize(QuadratureRule rule, int? netNodes, bool forGradients, EngineKind engine, Func<int, bool> owns)
    {
        if (nets.All(net => owns(net.Group.Id))) return Materialize(rule, netNodes, forGradients, engine);
        var at = CoarseNodes.For(rule, netNodes);
        var isFused = engine == EngineKind.Fused;
        return new([
            .. nets.Where(net => !owns(net.Group.Id)).Select(net => Materialization.Part.Of(net.Group.Id, Unknown(net, rule), (_, _) => { }, () => { })),
            .. nets.Where(net => owns(net.Group.Id) && !(isFused && IsKernel(net))).Select(net => FunctionTables.Materialize(net, rule, at, forGradients)),
            .. isFused && nets.Any(net => owns(net.Group.Id) && IsKernel(net)) ? new[] { Dealt(owns).Materialize(rule, at, forGradients, FunctionTables.ActivationBudget) } : [],
        ]);
    }

    IEnumerable<Parameter> ICircuitParameters.Of(int group) => nets.First(net => net.Group.Id == group).Parameters;

    /// <inheritdoc/>
    public void Project()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        fused.Dispose();
        dealt?.Fused.Dispose();
        foreach (var net in nets) net.Dispose();
    }

    private FusedNets Dealt(Func<int, bool> owns)
    {
        if (dealt is { } known && known.Owns == owns) return known.Fused;
        dealt?.Fused.Dispose();
        dealt = (owns, new(nets.Where(net => owns(net.Group.Id))));
        return dealt.Value.Fused;
    }

    private static Tensor Unknown(FunctionNet net, QuadratureRule rule)
    {
        using var scope = NewDisposeScope();
        return empty([.. ParameterShapes.Fixed(net.Group, rule.Count)], dtype: net.Settings.Type, device: net.Frequencies.device).DetachFromDisposeScope();
    }

    private static bool IsKernel(FunctionNet net) => net.Group.Signature is FunctionSignature.Kernel;
}
