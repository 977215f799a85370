using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>What a training step or a query holds at most at one time, in bytes, from shapes alone; the program and its libraries are not counted.</summary>
/// <remarks>
/// Counted tensor by tensor and buffer by buffer. For the fused engine it is an upper bound: every row of the batch counts as different
/// from the others in every part of the circuit, and where rows are equal, less is needed. For the engines on libtorch most of what a layer
/// frees counts as not used by another one, see <see cref="LayerMemory"/>.
/// </remarks>
/// <param name="Parameters">Parameters; in training also gradients, two moments of Adam, the copy of the best, and parameters and moments of the last good state.</param>
/// <param name="CircuitParameters">The parameters of the circuit, what is kept of as many to differentiate them, and their gradients.</param>
/// <param name="Nets">Hidden activations and working memory of the nets, beyond what the circuit leaves free for them.</param>
/// <param name="Circuit">Values of the layers and their gradients where both together are most, and the rows.</param>
public sealed record MemoryEstimate(long Parameters, long CircuitParameters, long Nets, long Circuit)
{
    private const int CopiesInTraining = 8;
    private const int KeptPercent = 80; // of what layers of libtorch free and another does not reuse; from peaks that were measured, see bench memory
    private const double MostCounted = 1L << 55; // beyond, only that it is far too much

    /// <summary>All of it.</summary>
    public long Total => Parameters + CircuitParameters + Nets + Circuit;

    /// <summary>The estimate for a circuit, its parameters, a number of rows and an engine.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="settings">Size and precision of the nets.</param>
    /// <param name="plain">Whether the parameters are the free weights of a plain circuit.</param>
    /// <param name="batchSize">Rows evaluated at once: the micro-batch, or else the batch.</param>
    /// <param name="engine">The engine that evaluates the circuit.</param>
    public static MemoryEstimate OfTrainingStep(FoldedQpc circuit, NetSettings settings, bool plain, int batchSize, EngineKind engine) =>
        OfTrainingStep(circuit, settings, plain, batchSize, engine, null);

    /// <summary>The estimate where kernels' nets are evaluated at few nodes and interpolated (<see cref="StepRules.NetNodes"/>), or not for null.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="settings">Size and precision of the nets.</param>
    /// <param name="plain">Whether the parameters are the free weights of a plain circuit.</param>
    /// <param name="batchSize">Rows evaluated at once.</param>
    /// <param name="engine">The engine that evaluates the circuit.</param>
    /// <param name="netNodes">Nodes of the nets.</param>
    public static MemoryEstimate OfTrainingStep(FoldedQpc circuit, NetSettings settings, bool plain, int batchSize, EngineKind engine, int? netNodes) =>
        OfTrainingStep(circuit, settings, plain, batchSize, engine, Lanes(circuit, settings), Workers.Count, netNodes);

    internal static MemoryEstimate OfTrainingStep(FoldedQpc circuit, NetSettings settings, bool plain, int batchSize, EngineKind engine, int lanes, int workers, int? netNodes = null)
    {
        long size = settings.Double ? 8 : 4;
        if (TooMuch(circuit, settings) is { } tooMuch) return tooMuch;
        var nodes = plain ? null : CoarseNodes.For(circuit.Rule, netNodes);
        var parameters = circuit.Groups.Sum(group => plain ? Sizes.Parameters(circuit, group) : FunctionNet.CountParameters(group, settings)) * size;
        var evidence = (long)batchSize * new ConstantColumns(circuit).Columns * circuit.Groups.Max(Channels) * sizeof(long);
        var isFused = engine == EngineKind.Fused;
        var layers = isFused ? FusedMemory.Of(circuit, batchSize, size, lanes, workers).Total : Layers(circuit, batchSize, size, engine);
        var tables = circuit.Groups
            .Where(group => plain || !isFused || group.Signature is FunctionSignature.Density)
            .Select(group => plain ? TableMemory.OfWeights(circuit, group, size) : TableMemory.OfNet(circuit, group, settings, nodes))
            .ToList();
        var passing = tables.Select(table => table.Passing).DefaultIfEmpty().Max();
        var kernels = plain || !isFused ? 0 : circuit.Groups.Where(group => group.Signature is FunctionSignature.Kernel).Sum(group => 2 * Sizes.Parameters(circuit, group) * size);
        return new(
            CopiesInTraining * parameters,
            tables.Sum(table => table.CircuitParameters) + kernels,
            tables.Sum(table => table.Kept)
                + (plain || !isFused ? 0 : FusedNetMemory.Of(circuit, settings, lanes, workers, nodes).Total)
                + Math.Max(0, passing - (isFused ? 0 : layers)), // libtorch gives its memory back to the next operation
            layers + evidence);
    }

    /// <summary>The same for a step whose batch is cut into parts that one process adds in a tree, which holds a sum of each height: of all tables, or of one function a thread where an engine looks at parts at once.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="settings">Size and precision of the nets.</param>
    /// <param name="parts">How many parts, a power of two.</param>
    /// <param name="atOnce">How many of them an engine looks at at once, a power of two.</param>
    /// <param name="areOfNets">Whether they add up gradients of nets, or of tables.</param>
    public MemoryEstimate InParts(FoldedQpc circuit, NetSettings settings, int parts, int atOnce, bool areOfNets)
    {
        if (parts <= 1) return this;
        if (areOfNets) return this with { Parameters = Parameters / CopiesInTraining * (CopiesInTraining + 1 + int.Log2(parts)) };
        var numbers = int.Log2(parts / atOnce) * circuit.Groups.Sum(group => Sizes.Parameters(circuit, group));
        if (atOnce > 1) numbers += FusedMemory.OfParts(circuit, atOnce, Workers.Count);
        return this with { CircuitParameters = CircuitParameters + (numbers * (settings.Double ? 8 : 4)) };
    }

    /// <summary>The estimate for log-likelihoods, and for samples where they are wanted: parameters of the circuit once, layers of the forward pass, nothing for a backward pass.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="settings">Size and precision of the nets.</param>
    /// <param name="plain">Whether the parameters are the free weights of a plain circuit.</param>
    /// <param name="rows">Rows evaluated at once.</param>
    /// <param name="engine">The engine that evaluates the circuit.</param>
    /// <param name="kind">What is asked.</param>
    public static MemoryEstimate OfQuery(FoldedQpc circuit, NetSettings settings, bool plain, int rows, EngineKind engine, EvaluationKind kind) =>
        QueryMemory.Of(circuit, settings, plain, rows, engine, kind, (Lanes(circuit, settings), Workers.Count));

    /// <summary>More than can be counted; null if it is not.</summary>
    internal static MemoryEstimate? TooMuch(FoldedQpc circuit, NetSettings settings)
    {
        // The combinations of nodes that one function integrates over are counted by an int.
        var columns = Math.Pow(circuit.Rule.Count, circuit.Groups.Max(group => group.Signature.Match(_ => 0, kernel => kernel.Inputs)));
        var bound = columns > int.MaxValue ? double.MaxValue : Bound(circuit, settings);
        return bound > MostCounted ? new(0, (long)Math.Min(bound, long.MaxValue / 8), 0, 0) : null;
    }

    /// <summary>The layers of a libtorch engine, and the gradients of the parameters of the circuit as autograd gives them.</summary>
    private static long Layers(FoldedQpc circuit, int rows, long size, EngineKind engine)
    {
        Func<FoldedLayer, LayerMemory> layer = engine == EngineKind.Scaled ? new ScaledMemory(circuit, rows, size).Of : new ReferenceMemory(circuit, rows, size).Of;
        return (circuit.Layers.Sum(each => layer(each).Total) / 100 * KeptPercent) + (circuit.Groups.Sum(group => Sizes.Parameters(circuit, group)) * size);
    }

    /// <summary>Numbers per register of those that the fused engine takes.</summary>
    private static int Lanes(FoldedQpc circuit, NetSettings settings)
    {
        var wide = 64 / (settings.Double ? 8 : 4);
        return Vector512.IsHardwareAccelerated && circuit.Rule.Count > wide / 2 ? wide : wide / 2;
    }

    internal static long Channels(FunctionGroup group) => group.Signature.Match(density => density.Family.Channels, _ => 1);

    /// <summary>More than any product of lengths here.</summary>
    private static double Bound(FoldedQpc circuit, NetSettings settings) =>
        Math.Pow(circuit.Rule.Count, circuit.Groups.Max(group => group.Signature.Latents)) * settings.Width * circuit.Layers.Sum(layer => layer.Folds + (double)layer.Sources.Count);
}
