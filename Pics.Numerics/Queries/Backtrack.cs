using System.Numerics;

namespace Pics.Numerics;

/// <summary>The way back: from the root to the input units along one induced tree, one alternative of each sum after the other.</summary>
/// <remarks>
/// A sum with output node o takes input node i with weight W[o, i] times the activation of i; a mixing layer takes an input likewise;
/// products take all of their inputs. What is not observed gets a value at the input units. Since the circuit is decomposable, a variable
/// gets one value. Cost for a row: K operations for each sum on the way, of which there are about two a variable.
/// </remarks>
internal abstract class Backtrack
{
    /// <summary>A way back for the precision of a model; activations and model must outlive it.</summary>
    public static Backtrack Of(QpcModel model, Activations activations) => model.Type == ScalarType.Float64
        ? new Backtrack<double>(model, activations)
        : new Backtrack<float>(model, activations);

    /// <summary>Fills what is not observed, on all threads.</summary>
    /// <param name="targets">[N, variables, C] of the host, contiguous, changed in place.</param>
    /// <param name="jobs">For each target, the row of the activations and how to decide.</param>
    public abstract void Fill(Tensor targets, IReadOnlyList<(int Row, IPick Pick)> jobs);
}

/// <inheritdoc/>
internal sealed unsafe partial class Backtrack<T> : Backtrack
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly QpcModel model;
    private readonly Activations activations;
    private readonly Step[] steps;
    private readonly int[] offsets; // of the folds of each layer among all folds

    public Backtrack(QpcModel model, Activations activations)
    {
        (this.model, this.activations) = (model, activations);
        var layers = model.Circuit.Layers;
        offsets = [.. layers.Scan(0, (total, layer) => total + layer.Folds)];
        var slots = layers.Scan(0L, (total, layer) => total + layer.Sources.Count + layer.Folds).ToArray();
        var spans = activations.Values.Zip(activations.Exponents, (values, exponents) =>
            new Span((nint)TensorMemory.Pointer<T>(values), (nint)TensorMemory.Pointer<double>(exponents), (int)values.shape[2])).ToArray();
        var groups = model.Circuit.Groups.Where(group => group.Signature is FunctionSignature.Kernel).ToDictionary(group => group.Id, group => Kernel.Of(model.Host.Plain(group.Id)));
        var leaves = new Dictionary<FunctionSpec, LeafFunction>();
        steps = [.. layers.Select((layer, index) => layer.Match<Step>(
            input => new InputStep(input, model, leaves, slots[^1]),
            cp => new CpStep(Wires(cp, spans, slots[index]), Kernels(cp, groups)),
            tucker => new TuckerStep(Wires(tucker, spans, slots[index]), Kernels(tucker, groups)),
            hadamard => new HadamardStep(Wires(hadamard, spans, slots[index])),
            kronecker => new KroneckerStep(Wires(kronecker, spans, slots[index])),
            mixing => new MixingStep(Wires(mixing, spans, slots[index]), [.. mixing.Weights])))];
    }

    /// <inheritdoc/>
    public override void Fill(Tensor targets, IReadOnlyList<(int Row, IPick Pick)> jobs)
    {
        var isReal = targets.dtype == ScalarType.Float64;
        var stride = targets.shape[1] * targets.shape[2];
        var start = jobs.Count * stride == 0 ? 0 : isReal ? (nint)TensorMemory.Pointer<double>(targets) : (nint)TensorMemory.Pointer<long>(targets);
        var descents = Enumerable.Range(0, Workers.Count).Select(_ => new Descent(new int[offsets[^1]])).ToArray();
        Workers.Run(Workers.Count, jobs.Count, (job, worker) =>
        {
            var descent = descents[worker];
            (descent.Row, descent.Pick, descent.Target) = (jobs[job].Row, jobs[job].Pick, new(start + (nint)(job * stride * sizeof(long)), isReal));
            System.Array.Fill(descent.Nodes, Descent.Nowhere);
            descent.Nodes[^1] = 0;
            for (var layer = steps.Length - 1; layer >= 0; layer--)
                for (var fold = offsets[layer + 1] - offsets[layer] - 1; fold >= 0; fold--)
                    if (descent.Nodes[offsets[layer] + fold] is var node && node != Descent.Nowhere) steps[layer].Down(descent, fold, node);
        });
    }

    private WireList Wires(FoldedLayer layer, Span[] spans, long firstPlace) => new(
        [.. layer.Sources.Map(source => new Wire(
            offsets[source.Layer] + source.Fold,
            (T*)spans[source.Layer].Values + ((long)source.Fold * activations.Rows * spans[source.Layer].Width),
            (double*)spans[source.Layer].Exponents + ((long)source.Fold * activations.Rows),
            spans[source.Layer].Width,
            model.Circuit.Scopes[source.Layer][source.Fold].IsEmpty))],
        layer.Arity,
        firstPlace);

    private static Kernel[] Kernels(FoldedLayer layer, Dictionary<int, Kernel> groups) =>
        [.. layer.Functions.Map(function => groups[function.Group].Head(function.Head))];

    /// <summary>Where the activations of a layer begin.</summary>
    private readonly record struct Span(nint Values, nint Exponents, int Width);

    /// <summary>One row on its way.</summary>
    /// <param name="nodes">The node that each fold of the circuit is read at.</param>
    private sealed class Descent(int[] nodes)
    {
        public const int Nowhere = -1;

        private double[] weights = [];

        public int[] Nodes => nodes;

        public int Row { get; set; }

        public IPick Pick { get; set; } = new Largest();

        public Target Target { get; set; }

        public Span<double> Weights(int count)
        {
            if (weights.Length < count) weights = new double[count];
            return weights.AsSpan(0, count);
        }
    }

    /// <summary>The values of one row, whole or real.</summary>
    private readonly record struct Target(nint Start, bool IsReal)
    {
        public bool IsHidden(int place) => IsReal ? double.IsNaN(((double*)Start)[place]) : ((long*)Start)[place] < 0;

        public void Set(int place, double value)
        {
            if (IsReal) ((double*)Start)[place] = value;
            else ((long*)Start)[place] = (long)value;
        }
    }

    /// <summary>A fold that is read.</summary>
    private readonly struct Wire(int fold, T* values, double* exponents, int width, bool isEmpty)
    {
        public int Width => width;

        public T* Values(int row) => values + ((long)row * width);

        public double Exponent(int row) => exponents[row];

        /// <summary>Below an empty scope there is nothing to fill.</summary>
        public void Enter(Descent descent, int node)
        {
            if (!isEmpty) descent.Nodes[fold] = node;
        }
    }

    private readonly record struct WireList(Wire[] All, int Arity, long FirstPlace)
    {
        public ReadOnlySpan<Wire> Of(int fold) => All.AsSpan(fold * Arity, Arity);

        /// <summary>The place of a choice that is made once a fold, after those made once a slot.</summary>
        public long Place(int fold) => FirstPlace + All.Length + fold;

        /// <summary>Enters all inputs of a fold at the parts of a combination of their nodes, the last fastest.</summary>
        public void Split(Descent descent, int fold, int combination)
        {
            var wires = Of(fold);
            for (var h = wires.Length - 1; h >= 0; h--)
            {
                wires[h].Enter(descent, combination % wires[h].Width);
                combination /= wires[h].Width;
            }
        }
    }

    /// <summary>The weights of a function, [K_out, K_in].</summary>
    private readonly struct Kernel(T* start, int outputs, int inputs)
    {
        /// <summary>The first function of a group.</summary>
        public static Kernel Of(Tensor numbers) => new(TensorMemory.Pointer<T>(numbers), (int)numbers.shape[1], (int)numbers.shape[2]);

        public Kernel Head(int head) => new(start + ((long)head * outputs * inputs), outputs, inputs);

        public T* Row(int output) => start + ((long)output * inputs);
    }
}
