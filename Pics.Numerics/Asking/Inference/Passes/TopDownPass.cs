using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The top-down pass, from the root to the input units along one induced tree, one alternative of each sum after the other: ancestral sampling, or the back-tracking of max-product.</summary>
/// <remarks>
/// A sum with output node o takes input node i with weight W[o, i] times the activation of i; a mixing layer takes an input likewise;
/// products take all of their inputs. What is not observed gets a value at the input units. Since the circuit is decomposable, a variable
/// gets one value. Where all is observed below a fold there is nothing to do, and where nothing is, the activations of a normalised circuit are one and
/// running sums of the weights are searched. Rows go in chunks, fold by fold, so that weights are read from the cache. Cost for a row: K operations for
/// each sum on the way to what it does not observe, of which there are about two a variable; log K where nothing is observed.
/// </remarks>
internal abstract class TopDownPass
{
    /// <summary>The pass of a model, which must outlive it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="within">Draws of functions of which only a part of the values counts, see <see cref="LeafFunction{T}.Within"/>; null for others.</param>
    public static TopDownPass Of(AskedCircuit model, Func<FunctionSpec, Func<int, int, double, double>?>? within = null) => model.IsDouble
        ? new TopDownPass<double>(model, within)
        : new TopDownPass<float>(model, within);

    /// <summary>Draws what is not observed.</summary>
    /// <param name="activations">What every fold gives; null where nothing is observed and the circuit is normalised.</param>
    /// <param name="targets">[N, variables, C], changed in place.</param>
    /// <param name="rows">For each target, the row of the activations.</param>
    /// <param name="keys">For each target, what its random numbers start from.</param>
    public abstract void Draw(Activations? activations, EvidenceRows targets, int[] rows, ulong[] keys);

    /// <summary>Fills what is not observed along the largest alternatives.</summary>
    /// <param name="activations">As for <see cref="Draw"/>, with maxima.</param>
    /// <param name="targets">As for <see cref="Draw"/>.</param>
    /// <param name="rows">As for <see cref="Draw"/>.</param>
    public abstract void Complete(Activations activations, EvidenceRows targets, int[] rows);
}

/// <inheritdoc/>
internal sealed unsafe partial class TopDownPass<T> : TopDownPass
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int FewRows = 64; // their nodes at all folds of a large circuit fit into a cache
    private const int ManyRows = 128; // where weights are so many that reading them for fewer costs more
    private const int ManyNodes = 64;

    private readonly AskedCircuit model;
    private readonly Func<FunctionSpec, Func<int, int, double, double>?>? within;
    private readonly int chunkSize;
    private readonly int[] offsets; // of the folds of each layer among all folds
    private readonly Lazy<Step<Draw>[]> draws;
    private readonly Lazy<Step<Largest>[]> completions;
    private readonly Lazy<Chunk<Draw>[]> drawing; // working memory of each thread; one query of a model runs at a time
    private readonly Lazy<Chunk<Largest>[]> completing;
    private FoldValues[] values = [];

    public TopDownPass(AskedCircuit model, Func<FunctionSpec, Func<int, int, double, double>?>? within)
    {
        (this.model, this.within) = (model, within);
        chunkSize = model.Circuit.Rule.Count < ManyNodes ? FewRows : ManyRows;
        offsets = [.. model.Circuit.Layers.Scan(0, (total, layer) => total + layer.Folds)];
        draws = new(() => Steps<Draw>((group, family) => family.Values.IsSome ? model.Host.Cumulative(group) : model.Host.Plain(group), sums: true));
        drawing = new(() => [.. Enumerable.Range(0, Workers.Count).Select(_ => new Chunk<Draw>(offsets[^1], chunkSize))]);
        completing = new(() => [.. Enumerable.Range(0, Workers.Count).Select(_ => new Chunk<Largest>(offsets[^1], chunkSize))]);
        completions = new(() => Steps<Largest>((group, _) => model.Host.Modes(group), sums: false));
    }

    /// <inheritdoc/>
    public override void Draw(Activations? activations, EvidenceRows targets, int[] rows, ulong[] keys) =>
        Run(draws.Value, drawing.Value, activations, targets, rows, model.IsNormalised, job => new Draw(keys[job]));

    /// <inheritdoc/>
    public override void Complete(Activations activations, EvidenceRows targets, int[] rows) =>
        Run(completions.Value, completing.Value, activations, targets, rows, isOneWhereHidden: false, _ => default(Largest));

    private void Run<TPick>(Step<TPick>[] steps, Chunk<TPick>[] chunks, Activations? activations, EvidenceRows targets, int[] rows, bool isOneWhereHidden, Func<int, TPick> pick)
        where TPick : struct, IPick<TPick>
    {
        if (rows.Length == 0 || targets.Width == 0) return;
        var given = activations is null ? null : All(activations);
        var size = Math.Clamp((rows.Length + chunks.Length - 1) / chunks.Length, 1, chunkSize);
        foreach (var chunk in chunks) chunk.Use(given, isOneWhereHidden);
        Workers.Run(chunks.Length, (rows.Length + size - 1) / size, (task, worker) =>
        {
            var chunk = chunks[worker];
            var (first, count) = (task * size, Math.Min(size, rows.Length - (task * size)));
            chunk.Begin(rows.AsSpan(first, count), targets.Part(first, count), job => pick(first + job));
            if (given is not null) See(steps, chunk);
            Down(steps, chunk);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void See<TPick>(Step<TPick>[] steps, Chunk<TPick> chunk)
        where TPick : struct, IPick<TPick>
    {
        for (var layer = 0; layer < steps.Length; layer++)
            for (var fold = 0; fold < offsets[layer + 1] - offsets[layer]; fold++) steps[layer].See(chunk, fold, chunk.Of(offsets[layer] + fold));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Down<TPick>(Step<TPick>[] steps, Chunk<TPick> chunk)
        where TPick : struct, IPick<TPick>
    {
        for (var layer = steps.Length - 1; layer >= 0; layer--)
            for (var fold = offsets[layer + 1] - offsets[layer] - 1; fold >= 0; fold--)
                if (chunk.To(offsets[layer] + fold) is { Rows.Length: > 0 } visitors) steps[layer].Down(chunk, fold, visitors);
    }

    /// <summary>What every fold gives, layer by layer.</summary>
    private FoldValues[] All(Activations activations)
    {
        if (values.Length == 0) values = new FoldValues[offsets[^1]];
        for (var layer = 0; layer < offsets.Length - 1; layer++)
            for (var fold = 0; fold < offsets[layer + 1] - offsets[layer]; fold++) values[offsets[layer] + fold] = activations.Of(new(layer, fold));
        return values;
    }

    private Step<TPick>[] Steps<TPick>(Func<int, InputFamily, NumberTable> leaves, bool sums)
        where TPick : struct, IPick<TPick>
    {
        var layers = model.Circuit.Layers;
        var places = layers.Scan(0L, (total, layer) => total + layer.Sources.Count + layer.Folds).ToArray();
        var functions = new Dictionary<FunctionSpec, LeafFunction<T>>();
        LeafFunction<T> Leaf(FunctionSpec function, InputFamily family) => functions.TryGetValue(function, out var known)
            ? known
            : functions[function] = new(leaves(function.Group, family), function, family, within?.Invoke(function));
        var kernels = model.Circuit.Groups.Where(group => group.Signature is FunctionSignature.Kernel)
            .ToDictionary(group => group.Id, group => Kernel.Of(model.Host.Plain(group.Id), sums && model.IsNormalised ? model.Host.Cumulative(group.Id) : null));
        Kernel[] Kernels(FoldedLayer layer) => [.. layer.Functions.Map(function => kernels[function.Group].Head(function.Head))];
        return [.. layers.Select((layer, index) => layer.Match<Step<TPick>>(
            input => new InputStep<TPick>(input, [.. input.Functions.Map(function => Leaf(function, input.Family))], offsets[index], places[^1]),
            cp => new CpStep<TPick>(Wires(cp, places[index]), Kernels(cp)),
            tucker => new TuckerStep<TPick>(Wires(tucker, places[index]), Kernels(tucker)),
            hadamard => new HadamardStep<TPick>(Wires(hadamard, places[index])),
            kronecker => new KroneckerStep<TPick>(Wires(kronecker, places[index])),
            mixing => new MixingStep<TPick>(Wires(mixing, places[index]), [.. mixing.Weights])))];
    }

    private WireList Wires(FoldedLayer layer, long firstPlace) => new(
        [.. layer.Sources.Map(source => new Wire(
            offsets[source.Layer] + source.Fold,
            model.Circuit.Layers[source.Layer].Width,
            model.Circuit.Scopes[source.Layer][source.Fold].IsEmpty))],
        layer.Arity,
        firstPlace);

    private abstract class Step<TPick>
        where TPick : struct, IPick<TPick>
    {
        /// <summary>What rows know below a fold: whether something is observed and whether something is not.</summary>
        public abstract void See(Chunk<TPick> chunk, int fold, Span<byte> known);

        /// <summary>From the node at which each row reads a fold to those of the folds that it reads.</summary>
        public abstract void Down(Chunk<TPick> chunk, int fold, Visitors visitors);
    }

    /// <summary>A step of a layer above others.</summary>
    private abstract class InnerStep<TPick>(WireList wires) : Step<TPick>
        where TPick : struct, IPick<TPick>
    {
        protected WireList Wires => wires;

        /// <inheritdoc/>
        public override void See(Chunk<TPick> chunk, int fold, Span<byte> known)
        {
            known.Clear();
            foreach (var wire in wires.Of(fold))
            {
                var below = chunk.Of(wire.Fold);
                var place = 0;
                for (; place + Vector<byte>.Count <= known.Length; place += Vector<byte>.Count)
                    (new Vector<byte>(known[place..]) | new Vector<byte>(below[place..])).CopyTo(known[place..]);
                for (; place < known.Length; place++) known[place] |= below[place];
            }
        }
    }
}
