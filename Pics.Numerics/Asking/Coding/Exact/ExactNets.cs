using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>The nets of a PIC at the nodes of a rule, in float64 with the same bits on every machine: features, tanh layers, heads.</summary>
/// <remarks>Each number is a sum in a fixed order; registers hold points side by side, so that their width changes nothing.</remarks>
internal sealed unsafe class ExactNets
{
    private const int MostPoints = 256; // at a time: few enough for a cache

    private readonly HostModel model;
    private readonly QuadratureRule rule;
    private readonly FunctionGroup group;
    private readonly double[] frequencies;
    private readonly double[][] weights;
    private readonly double[][] biases;
    private readonly double[] head;
    private readonly double[] headBias;
    private readonly int width;

    /// <summary>The net of a group.</summary>
    public ExactNets(HostModel model, FunctionGroup group, QuadratureRule rule)
    {
        (this.model, this.group, this.rule, width) = (model, group, rule, model.Settings.Width);
        var layers = Enumerable.Range(0, ParameterShapes.HiddenLayers(group)).Select(ParameterShapes.Hidden).ToArray();
        frequencies = All(ParameterShapes.Frequencies);
        weights = [.. layers.Select(layer => All($"{layer}.weight"))];
        biases = [.. layers.Select(layer => Bias(layer))];
        (head, headBias) = (All($"{ParameterShapes.Head}.weight"), Bias(ParameterShapes.Head));
    }

    private int Heads => ParameterShapes.Heads(group);

    private int Trunks => ParameterShapes.Trunks(group);

    private int Outputs => ParameterShapes.Outputs(group);

    /// <summary>What the net of a density gives, [H, K, P].</summary>
    public double[] Densities()
    {
        var points = Points(rule, group.Signature.Latents);
        var to = new double[Heads * points.Length * Outputs];
        Run([.. points.Select(point => point.Nodes)], (first, count, raw, stride) =>
        {
            for (var h = 0; h < Heads; h++)
                for (var o = 0; o < Outputs; o++)
                    for (var p = 0; p < count; p++) to[(((h * points.Length) + first + p) * Outputs) + o] = raw[(((h * Outputs) + o) * stride) + p];
        });
        return to;
    }

    /// <summary>The weights of the sums of a circuit, [H, K_out, K_in]: w (softplus of what the net gives, + eps), each row over its sum, rounded to float32.</summary>
    public NumberTable Kernels()
    {
        var kernel = (FunctionSignature.Kernel)group.Signature;
        var (outer, inner) = (Points(rule, kernel.Outputs), Points(rule, kernel.Inputs));
        var to = NumberTable.New(isDouble: false, Heads, outer.Length, inner.Length);
        var together = Math.Max(1, MostPoints / inner.Length);
        var (tasks, epsilon) = ((outer.Length + together - 1) / together, model.Settings.Epsilon);
        Workers.Run(Workers.Count, tasks, (task, _) =>
        {
            var (start, rows) = (task * together, Math.Min(together, outer.Length - (task * together)));
            var values = new double[(long)Heads * rows * inner.Length];
            ImmutableArray<Arr<double>> points = [.. Enumerable.Range(start, rows).SelectMany(row => inner.Select(point => outer[row].Nodes.Append(point.Nodes).ToArr()))];
            Run(points, (first, count, raw, stride) =>
            {
                for (var h = 0; h < Heads; h++)
                    for (var p = 0; p < count; p++) values[((long)h * rows * inner.Length) + first + p] = raw[((long)h * stride) + p];
            });
            for (var h = 0; h < Heads; h++)
                for (var row = 0; row < rows; row++)
                    Normalise(values.AsSpan(checked((int)((((long)h * rows) + row) * inner.Length)), inner.Length), inner, epsilon, new((float*)to.Address + ((((long)h * outer.Length) + start + row) * inner.Length), inner.Length));
        });
        return to;
    }

    private static void Normalise(Span<double> raw, ImmutableArray<(Arr<double> Nodes, double Weight)> inner, double epsilon, Span<float> to)
    {
        var sum = 0.0;
        for (var i = 0; i < raw.Length; i++) sum += raw[i] = inner[i].Weight * (Softplus(raw[i]) + epsilon);
        for (var i = 0; i < raw.Length; i++) to[i] = (float)(raw[i] / sum);
    }

    /// <summary>log(1 + exp x), as other engines have it.</summary>
    private static double Softplus(double x) => x > 20 ? x : Math.Max(x, 0) + ExactFunctions.LogOnePlus(ExactFunctions.Exp(-Math.Abs(x)));

    /// <summary>All combinations of nodes of some latents, the last fastest, and the products of their weights.</summary>
    private static ImmutableArray<(Arr<double> Nodes, double Weight)> Points(QuadratureRule rule, int latents) => Enumerable.Range(0, latents).Aggregate(
        ImmutableArray.Create((Nodes: Arr<double>.Empty, Weight: 1.0)),
        (points, _) => [.. points.SelectMany(point => Enumerable.Range(0, rule.Count).Select(k => (point.Nodes.Add(rule.Nodes[k]), point.Weight * rule.Weights[k])))]);

    /// <summary>Given the first point, how many, and what the heads give there, [heads and outputs, points].</summary>
    private delegate void Take(int first, int count, double* raw, int stride);

    private void Run(ImmutableArray<Arr<double>> points, Take take)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes512<double>>(points, take);
        else Run<Lanes256<double>>(points, take);
    }

    private void Run<TLanes>(ImmutableArray<Arr<double>> points, Take take)
        where TLanes : struct, ILanes<TLanes, double>
    {
        using NativeBuffer<double> features = new(), first = new(), second = new(), raw = new();
        for (var start = 0; start < points.Length; start += MostPoints)
        {
            var count = Math.Min(MostPoints, points.Length - start);
            var stride = (count + 7) / 8 * 8; // of the widest registers, so that all machines have the same
            double* f = features.Reserve((long)width * stride), a = first.Reserve((long)width * stride), b = second.Reserve((long)width * stride);
            var r = raw.Reserve((long)Heads * Outputs * stride);
            Features(points.AsSpan().Slice(start, count), f, stride);
            for (var trunk = 0; trunk < Trunks; trunk++)
            {
                var input = f;
                for (var layer = 0; layer < weights.Length; layer++)
                {
                    var output = layer % 2 == 0 ? a : b;
                    Layer<TLanes>(layer, trunk, input, output, stride);
                    input = output;
                }

                if (Trunks == 1 && Outputs == 1) Head<TLanes>(0, Heads, 1, input, r, stride);
                else for (var h = Trunks == 1 ? 0 : trunk; h < (Trunks == 1 ? Heads : trunk + 1); h++) Head<TLanes>(h, 1, Outputs, input, r + ((long)h * Outputs * stride), stride);
            }

            take(start, count, r, stride);
        }
    }

    /// <summary>Cosines and sines, [M, points].</summary>
    private void Features(ReadOnlySpan<Arr<double>> points, double* to, int stride)
    {
        var half = width / 2;
        new Span<double>(to, width * stride).Clear();
        for (var p = 0; p < points.Length; p++)
            for (var j = 0; j < half; j++)
            {
                var turns = 0.0;
                for (var latent = 0; latent < points[p].Count; latent++) turns = Math.FusedMultiplyAdd(points[p][latent], frequencies[(latent * half) + j], turns);
                to[((long)j * stride) + p] = ExactFunctions.CosineOfTurns(turns);
                to[((long)(half + j) * stride) + p] = ExactFunctions.SineOfTurns(turns);
            }
    }

    private void Layer<TLanes>(int layer, int trunk, double* input, double* output, int stride)
        where TLanes : struct, ILanes<TLanes, double>
    {
        fixed (double* w = weights[layer])
            Products<TLanes, double>.Multiply(new(w + ((long)trunk * width * width), width, width, 1, width), new(input, width, stride, stride), new(output, width, stride, stride), add: false);
        for (var o = 0; o < width; o++)
        {
            var bias = TLanes.Of(biases[layer].Length == 0 ? 0 : biases[layer][(trunk * width) + o]);
            for (var p = 0; p < stride; p += TLanes.Count)
            {
                var place = output + ((long)o * stride) + p;
                TLanes.Store(Elementary<TLanes, double>.Tanh(TLanes.Load(place) + bias), place);
            }
        }
    }

    /// <summary>Some heads of one output, or one head of several.</summary>
    private void Head<TLanes>(int which, int heads, int outputs, double* input, double* output, int stride)
        where TLanes : struct, ILanes<TLanes, double>
    {
        var rows = heads * outputs;
        fixed (double* w = head)
            Products<TLanes, double>.Multiply(new(w + ((long)which * width * outputs), rows, width, outputs == 1 ? width : 1, outputs), new(input, width, stride, stride), new(output, rows, stride, stride), add: false);
        for (var o = 0; o < rows; o++)
        {
            var bias = TLanes.Of(headBias.Length == 0 ? 0 : headBias[(which * outputs) + o]);
            for (var p = 0; p < stride; p += TLanes.Count) TLanes.Store(TLanes.Load(output + ((long)o * stride) + p) + bias, output + ((long)o * stride) + p);
        }
    }

    private double[] All(string part)
    {
        var table = model[ParameterShapes.NameOf(group.Id, part)];
        return table.Doubles(0, checked((int)table.Count));
    }

    private double[] Bias(string layer) => model.Settings.Bias ? All($"{layer}.bias") : [];
}
