using System.Numerics;

namespace Pics.Numerics;

/// <summary>The top-down pass, from the root to the input units along one induced tree, one alternative of each sum after the other: ancestral sampling, or the back-tracking of max-product.</summary>
/// <remarks>
/// A sum with output node o takes input node i with weight W[o, i] times the activation of i; a mixing layer takes an input likewise;
/// products take all of their inputs. What is not observed gets a value at the input units. Since the circuit is decomposable, a variable
/// gets one value. Rows go in chunks, fold by fold, so that weights are read from the cache. Cost for a row: K operations for each sum on the
/// way, of which there are about two a variable; log K without evidence.
/// </remarks>
internal abstract class TopDownPass
{
    /// <summary>A top-down pass through activations; without them nothing is observed and the circuit is normalised. What is given must outlive it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="activations">What was observed; null for nothing.</param>
    /// <param name="within">Draws of functions of which only a part of the values counts, see <see cref="LeafFunction{T}.Within"/>; null for others.</param>
    public static TopDownPass Of(QpcModel model, Activations? activations, Func<FunctionSpec, Func<int, int, double, double>?>? within = null) => model.Type == ScalarType.Float64
        ? new TopDownPass<double>(model, activations, within)
        : new TopDownPass<float>(model, activations, within);

    /// <summary>Draws what is not observed.</summary>
    /// <param name="targets">[N, variables, C] of the host, contiguous, changed in place.</param>
    /// <param name="rows">For each target, the row of the activations.</param>
    /// <param name="keys">For each target, what its random numbers start from.</param>
    public abstract void Draw(Tensor targets, int[] rows, ulong[] keys);

    /// <summary>Fills what is not observed along the largest alternatives.</summary>
    /// <param name="targets">As for <see cref="Draw"/>.</param>
    /// <param name="rows">As for <see cref="Draw"/>.</param>
    public abstract void Complete(Tensor targets, int[] rows);
}

/// <inheritdoc/>
internal sealed unsafe partial class TopDownPass<T> : TopDownPass
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ChunkSize = 64; // rows: their nodes at all folds of a large circuit fit into a cache

    private readonly QpcModel model;
    private readonly Activations? activations;
    private readonly Func<FunctionSpec, Func<int, int, double, double>?>? within;
    private readonly int[] offsets; // of the folds of each layer among all folds
    private readonly Lazy<Step[]> draws;
    private readonly Lazy<Step[]> completions;

    public TopDownPass(QpcModel model, Activations? activations, Func<FunctionSpec, Func<int, int, double, double>?>? within)
    {
        (this.model, this.activations, this.within) = (model, activations, within);
        offsets = [.. model.Circuit.Layers.Scan(0, (total, layer) => total + layer.Folds)];
        draws = new(() => Steps((group, family) => family.Values.IsSome ? model.Host.Cumulative(group) : model.Host.Plain(group)));
        completions = new(() => Steps((group, _) => model.Host.Modes(group)));
    }

    /// <inheritdoc/>
    public override void Draw(Tensor targets, int[] rows, ulong[] keys) => Run(draws.Value, targets, rows, job => new Draw(keys[job]));

    /// <inheritdoc/>
    public override void Complete(Tensor targets, int[] rows) => Run(completions.Value, targets, rows, _ => default(Largest));

    private void Run<TPick>(Step[] steps, Tensor targets, int[] rows, Func<int, TPick> pick)
        where TPick : struct, IPick
    {
        var stride = (int)(targets.shape[1] * targets.shape[2]);
        if (rows.Length == 0 || stride == 0) return;
        var isReal = targets.dtype == ScalarType.Float64;
        var start = isReal ? (nint)TensorMemory.Pointer<double>(targets) : (nint)TensorMemory.Pointer<long>(targets);
        var workers = Workers.Count;
        var chunks = new Chunk<TPick>[workers];
        var size = Math.Clamp((rows.Length + workers - 1) / workers, 1, ChunkSize);
        Workers.Run(workers, (rows.Length + size - 1) / size, (task, worker) =>
        {
            var chunk = chunks[worker] ??= new(offsets[^1], size);
            var (first, count) = (task * size, Math.Min(size, rows.Length - (task * size)));
            chunk.Begin(rows.AsSpan(first, count), new(start + ((nint)first * stride * sizeof(long)), stride, isReal), job => pick(first + job));
            for (var layer = steps.Length - 1; layer >= 0; layer--)
                for (var fold = offsets[layer + 1] - offsets[layer] - 1; fold >= 0; fold--)
                    if (chunk.Visits[offsets[layer] + fold] > 0) steps[layer].Down(chunk, fold, chunk.Nodes.AsSpan((offsets[layer] + fold) * chunk.Size, count));
        });
    }

    private Step[] Steps(Func<int, InputFamily, Tensor> leaves)
    {
        var layers = model.Circuit.Layers;
        var places = layers.Scan(0L, (total, layer) => total + layer.Sources.Count + layer.Folds).ToArray();
        var functions = new Dictionary<FunctionSpec, LeafFunction<T>>();
        LeafFunction<T> Leaf(FunctionSpec function, InputFamily family) => functions.TryGetValue(function, out var known)
            ? known
            : functions[function] = new(leaves(function.Group, family), function, family, within?.Invoke(function));
        var kernels = model.Circuit.Groups.Where(group => group.Signature is FunctionSignature.Kernel)
            .ToDictionary(group => group.Id, group => Kernel.Of(activations is null ? model.Host.Cumulative(group.Id) : model.Host.Plain(group.Id)));
        Kernel[] Kernels(FoldedLayer layer) => [.. layer.Functions.Map(function => kernels[function.Group].Head(function.Head))];
        return [.. layers.Select((layer, index) => layer.Match<Step>(
            input => new InputStep(input, [.. input.Functions.Map(function => Leaf(function, input.Family))], places[^1]),
            cp => new CpStep(Wires(cp, places[index]), Kernels(cp)),
            tucker => new TuckerStep(Wires(tucker, places[index]), Kernels(tucker)),
            hadamard => new HadamardStep(Wires(hadamard, places[index])),
            kronecker => new KroneckerStep(Wires(kronecker, places[index])),
            mixing => new MixingStep(Wires(mixing, places[index]), [.. mixing.Weights])))];
    }

    private WireList Wires(FoldedLayer layer, long firstPlace) => new(
        [.. layer.Sources.Map(source => new Wire(
            offsets[source.Layer] + source.Fold,
            model.Circuit.Layers[source.Layer].Width,
            activations?.Of(source),
            model.Circuit.Scopes[source.Layer][source.Fold].IsEmpty))],
        layer.Arity,
        firstPlace);

    private abstract class Step
    {
        /// <summary>From the node at which each row reads a fold to those of the folds that it reads.</summary>
        public abstract void Down<TPick>(Chunk<TPick> chunk, int fold, Span<int> nodes)
            where TPick : struct, IPick;
    }
}
