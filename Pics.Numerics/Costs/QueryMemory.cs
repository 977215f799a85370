namespace Pics.Numerics;

/// <summary>What a query holds: the parameters of the circuit, what computing them takes, and the layers of the forward pass.</summary>
internal static class QueryMemory
{
    private const int KeptPercent = 60; // from peaks that were measured, see bench memory

    private const int NodesAtOnce = 64; // rows of a chunk of samples

    public static MemoryEstimate Of(FoldedQpc circuit, NetSettings settings, bool plain, int rows, EngineKind engine, EvaluationKind kind, (int Lanes, int Workers) machine)
    {
        var (lanes, workers) = machine;
        if (MemoryEstimate.TooMuch(circuit, settings) is { } tooMuch) return tooMuch;
        long size = settings.Double ? 8 : 4;
        var isFused = engine == EngineKind.Fused;
        var parameters = circuit.Groups.Sum(group => plain ? Sizes.Parameters(circuit, group) : FunctionNet.CountParameters(group, settings)) * size;
        var numbers = circuit.Groups.Sum(group => plain && group.Signature is FunctionSignature.Kernel ? 0 : Sizes.Parameters(circuit, group)) * size; // a plain kernel is its parameter
        var all = circuit.Groups.Sum(group => Sizes.Parameters(circuit, group)) * size;
        var nets = plain ? 0 : Nets(circuit, settings, isFused, lanes, workers);
        var evidence = (long)rows * new ConstantColumns(circuit).Columns * circuit.Groups.Max(MemoryEstimate.Channels) * sizeof(long);
        return kind == EvaluationKind.Samples
            ? new(parameters, numbers + (2 * all), Math.Max(0, nets - (2 * all)), (2 * evidence) + Samples(circuit, workers)) // sums along an axis, made beside a copy when the nets are done
            : new(
                parameters,
                numbers + (isFused && kind == EvaluationKind.Scores ? Held(circuit, size, lanes) : 0),
                nets,
                evidence + (isFused ? FusedMemory.Of(circuit, rows, size, lanes, workers) with { Slots = 0 } : default).Total + (isFused ? 0 : Layers(circuit, rows, size, engine)));
    }

    /// <summary>What computing the parameters of the circuit takes: the largest net of those on libtorch, and the working memory of the others.</summary>
    private static long Nets(FoldedQpc circuit, NetSettings settings, bool isFused, int lanes, int workers)
    {
        var passing = circuit.Groups
            .Where(group => !isFused || group.Signature is FunctionSignature.Density)
            .Select(group => TableMemory.OfNet(circuit, group, settings))
            .Select(table => table.Passing)
            .DefaultIfEmpty()
            .Max();
        return passing + (isFused ? FusedNetMemory.Of(circuit, settings, lanes, workers).Total : 0);
    }

    /// <summary>A part of the values of all layers and of what each needs besides: the C library keeps some of what lies between those that stay.</summary>
    private static long Layers(FoldedQpc circuit, int rows, long size, EngineKind engine)
    {
        Func<FoldedLayer, LayerMemory> layer = engine == EngineKind.Scaled ? new ScaledMemory(circuit, rows, size).Of : new ReferenceMemory(circuit, rows, size).Of;
        return circuit.Layers.Select(layer).Sum(each => each.Output + each.Saved + each.Forward) / 100 * KeptPercent;
    }

    /// <summary>The weights of sum layers once more, transposed.</summary>
    private static long Held(FoldedQpc circuit, long size, int lanes)
    {
        long Padded(long width) => (width + lanes - 1) / lanes * lanes;
        return circuit.Layers.Sum(layer => layer.Match(
            _ => 0L,
            cp => (long)cp.Sources.Count * cp.InputWidth * Padded(cp.Width),
            tucker => tucker.Folds * Sizes.Product(tucker.InputWidths) * Padded(tucker.Width),
            _ => 0L,
            _ => 0L,
            _ => 0L)) * size;
    }

    private static long Samples(FoldedQpc circuit, int workers) => workers * NodesAtOnce * circuit.Layers.Sum(layer => (long)layer.Folds) * (sizeof(int) + 2); // node, row, what is known
}
