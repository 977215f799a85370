namespace Pics.Numerics;

/// <content>One step down for each kind of layer.</content>
internal sealed unsafe partial class TopDownPass<T>
{
    private sealed class CpStep(WireList wires, Kernel[] kernels) : Step
    {
        public override void Down<TPick>(Chunk<TPick> chunk, int fold, Span<int> nodes)
        {
            var inputs = wires.Of(fold);
            for (var h = 0; h < inputs.Length; h++)
            {
                var slot = (fold * wires.Arity) + h;
                var (wire, kernel, place) = (inputs[h], kernels[slot], wires.FirstPlace + slot);
                var room = chunk.Room(wire.Width);
                for (var row = 0; row < nodes.Length; row++)
                {
                    if (nodes[row] is var node && node < 0) continue;
                    wire.Enter(chunk, row, wire.IsOne
                        ? chunk.Pick(row).Alternative(kernel.Row(node), wire.Width, place)
                        : chunk.Pick(row).Alternative(kernel.Row(node), wire.Values(chunk.Row(row)), room, wire.Width, place));
                }
            }
        }
    }

    private sealed class TuckerStep(WireList wires, Kernel[] kernels) : Step
    {
        public override void Down<TPick>(Chunk<TPick> chunk, int fold, Span<int> nodes)
        {
            var count = 1;
            foreach (var wire in wires.Of(fold)) count *= wire.Width;
            var outer = chunk.Room(2 * count);
            var place = wires.Place(fold);
            for (var row = 0; row < nodes.Length; row++)
            {
                if (nodes[row] is var node && node < 0) continue;
                var isOne = wires.Of(fold)[0].IsOne;
                if (!isOne) Outer(wires.Of(fold), chunk.Row(row), outer);
                wires.Split(chunk, fold, row, isOne
                    ? chunk.Pick(row).Alternative(kernels[fold].Row(node), count, place)
                    : chunk.Pick(row).Alternative(kernels[fold].Row(node), outer, outer + count, count, place));
            }
        }

        /// <summary>The outer product of the inputs' values, the last fastest.</summary>
        private static void Outer(ReadOnlySpan<Wire> inputs, int row, T* products)
        {
            products[0] = T.One;
            var filled = 1;
            foreach (var wire in inputs)
            {
                // From the back, so that the products of the earlier inputs are read before they are overwritten.
                var values = wire.Values(row);
                for (var place = filled - 1; place >= 0; place--)
                {
                    var product = products[place];
                    for (var i = wire.Width - 1; i >= 0; i--) products[(place * wire.Width) + i] = product * values[i];
                }

                filled *= wire.Width;
            }
        }
    }

    private sealed class HadamardStep(WireList wires) : Step
    {
        public override void Down<TPick>(Chunk<TPick> chunk, int fold, Span<int> nodes)
        {
            foreach (var wire in wires.Of(fold))
                for (var row = 0; row < nodes.Length; row++)
                    if (nodes[row] is var node && node >= 0)
                        wire.Enter(chunk, row, node);
        }
    }

    private sealed class KroneckerStep(WireList wires) : Step
    {
        public override void Down<TPick>(Chunk<TPick> chunk, int fold, Span<int> nodes)
        {
            for (var row = 0; row < nodes.Length; row++)
                if (nodes[row] is var node && node >= 0)
                    wires.Split(chunk, fold, row, node);
        }
    }

    private sealed class MixingStep(WireList wires, double[] factors) : Step
    {
        public override void Down<TPick>(Chunk<TPick> chunk, int fold, Span<int> nodes)
        {
            var inputs = wires.Of(fold);
            var room = chunk.Room(3 * inputs.Length);
            var weights = room;
            var values = room + inputs.Length;
            for (var h = 0; h < inputs.Length; h++) weights[h] = T.CreateTruncating(factors[(fold * wires.Arity) + h]);
            for (var row = 0; row < nodes.Length; row++)
            {
                if (nodes[row] is var node && node < 0) continue;
                if (inputs[0].IsOne) for (var h = 0; h < inputs.Length; h++) values[h] = T.One;
                else Scale(inputs, chunk.Row(row), node, values);
                inputs[chunk.Pick(row).Alternative(weights, values, values + inputs.Length, inputs.Length, wires.Place(fold))].Enter(chunk, row, node);
            }
        }

        /// <summary>The inputs' values at a node, the largest power of two taken out.</summary>
        private static void Scale(ReadOnlySpan<Wire> inputs, int row, int node, T* values)
        {
            var largest = double.NegativeInfinity;
            foreach (var wire in inputs)
                if (wire.Values(row)[node] > T.Zero)
                    largest = Math.Max(largest, wire.Exponent(row));
            for (var h = 0; h < inputs.Length; h++)
                values[h] = T.IsZero(inputs[h].Values(row)[node]) ? T.Zero : inputs[h].Values(row)[node] * T.CreateTruncating(Math.Pow(2, inputs[h].Exponent(row) - largest));
        }
    }

    private sealed class InputStep(FoldedLayer.Input layer, LeafFunction<T>[] functions, long firstPlace) : Step
    {
        private readonly int channels = layer.Family.Channels;

        public override void Down<TPick>(Chunk<TPick> chunk, int fold, Span<int> nodes)
        {
            if (layer.Observations[fold] is not Observation.Open) return;
            for (var channel = 0; channel < channels; channel++)
            {
                var place = (layer.Variables[fold] * channels) + channel;
                for (var row = 0; row < nodes.Length; row++)
                    if (nodes[row] is var node && node >= 0 && chunk.Targets.IsHidden(row, place))
                        chunk.Targets.Set(row, place, chunk.Pick(row).Value(functions[fold], node, channel, firstPlace + place));
            }
        }
    }
}
