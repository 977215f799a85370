using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <content>One step down for each kind of layer.</content>
internal sealed unsafe partial class TopDownPass<T>
{
    private sealed class CpStep<TPick>(WireList wires, Kernel[] kernels) : InnerStep<TPick>(wires)
        where TPick : struct, IPick<TPick>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Down(Chunk<TPick> chunk, int fold, Visitors visitors)
        {
            var inputs = Wires.Of(fold);
            for (var h = 0; h < inputs.Length; h++)
            {
                var slot = (fold * Wires.Arity) + h;
                var (wire, kernel, place) = (inputs[h], kernels[slot], Wires.FirstPlace + slot);
                if (wire.IsEmpty) continue;
                var room = chunk.Room(wire.Width);
                var known = chunk.Of(wire.Fold);
                if (chunk.AreOne(visitors, known))
                {
                    chunk.EnterAll(wire, visitors.Rows, chunk.Alternatives(visitors, new(kernel.Sums(0), wire.Width, wire.Width, null, 0), place));
                    continue;
                }

                for (var visit = 0; visit < visitors.Rows.Length; visit++)
                {
                    var (row, node) = (visitors.Rows[visit], visitors.Nodes[visit]);
                    if (Chunk<TPick>.IsDone(known[row])) continue;
                    chunk.Enter(wire, row, chunk.IsOne(known[row])
                        ? chunk.Pick(row).Alternative(kernel.Sums(node), wire.Width, place)
                        : chunk.Pick(row).Alternative(kernel.Row(node), chunk.Values(wire, row), room, wire.Width, place));
                }
            }
        }
    }

    private sealed class TuckerStep<TPick>(WireList wires, Kernel[] kernels) : InnerStep<TPick>(wires)
        where TPick : struct, IPick<TPick>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Down(Chunk<TPick> chunk, int fold, Visitors visitors)
        {
            var inputs = Wires.Of(fold);
            var (count, isOpen) = (1, false);
            foreach (var wire in inputs) (count, isOpen) = (count * wire.Width, isOpen || !wire.IsEmpty);
            if (!isOpen) return;
            var outer = chunk.Room(2 * count);
            var place = Wires.Place(fold);
            for (var visit = 0; visit < visitors.Rows.Length; visit++)
            {
                var (row, node) = (visitors.Rows[visit], visitors.Nodes[visit]);
                var known = chunk.Below(inputs, row);
                if (Chunk<TPick>.IsDone(known)) continue;
                var isOne = chunk.IsOne(known);
                if (!isOne) Outer(chunk, inputs, row, outer);
                Wires.Split(chunk, fold, row, isOne
                    ? chunk.Pick(row).Alternative(kernels[fold].Sums(node), count, place)
                    : chunk.Pick(row).Alternative(kernels[fold].Row(node), outer, outer + count, count, place));
            }
        }

        /// <summary>The outer product of the inputs' values, the last fastest.</summary>
        private static void Outer(Chunk<TPick> chunk, ReadOnlySpan<Wire> inputs, int row, T* products)
        {
            products[0] = T.One;
            var filled = 1;
            foreach (var wire in inputs)
            {
                // From the back, so that the products of the earlier inputs are read before they are overwritten.
                var values = chunk.Values(wire, row);
                for (var place = filled - 1; place >= 0; place--)
                {
                    var product = products[place];
                    for (var i = wire.Width - 1; i >= 0; i--) products[(place * wire.Width) + i] = product * values[i];
                }

                filled *= wire.Width;
            }
        }
    }

    private sealed class HadamardStep<TPick>(WireList wires) : InnerStep<TPick>(wires)
        where TPick : struct, IPick<TPick>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Down(Chunk<TPick> chunk, int fold, Visitors visitors)
        {
            foreach (var wire in Wires.Of(fold))
                for (var visit = 0; visit < visitors.Rows.Length; visit++)
                    chunk.Enter(wire, visitors.Rows[visit], visitors.Nodes[visit]);
        }
    }

    private sealed class KroneckerStep<TPick>(WireList wires) : InnerStep<TPick>(wires)
        where TPick : struct, IPick<TPick>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Down(Chunk<TPick> chunk, int fold, Visitors visitors)
        {
            for (var visit = 0; visit < visitors.Rows.Length; visit++)
                Wires.Split(chunk, fold, visitors.Rows[visit], visitors.Nodes[visit]);
        }
    }

    private sealed class MixingStep<TPick>(WireList wires, double[] factors) : InnerStep<TPick>(wires)
        where TPick : struct, IPick<TPick>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Down(Chunk<TPick> chunk, int fold, Visitors visitors)
        {
            var inputs = Wires.Of(fold);
            if (inputs[0].IsEmpty) return;
            var room = chunk.Room(4 * inputs.Length);
            var weights = room;
            var values = room + inputs.Length;
            var sums = room + (3 * inputs.Length);
            for (var h = 0; h < inputs.Length; h++)
            {
                weights[h] = T.CreateTruncating(factors[(fold * Wires.Arity) + h]);
                sums[h] = weights[h] + (h == 0 ? T.Zero : sums[h - 1]);
            }

            for (var visit = 0; visit < visitors.Rows.Length; visit++)
            {
                var (row, node) = (visitors.Rows[visit], visitors.Nodes[visit]);
                var known = chunk.Below(inputs, row);
                if (Chunk<TPick>.IsDone(known)) continue;
                if (!chunk.IsOne(known)) Scale(chunk, inputs, row, node, values);
                chunk.Enter(
                    inputs[chunk.IsOne(known)
                        ? chunk.Pick(row).Alternative(sums, inputs.Length, Wires.Place(fold))
                        : chunk.Pick(row).Alternative(weights, values, values + inputs.Length, inputs.Length, Wires.Place(fold))],
                    row,
                    node);
            }
        }

        /// <summary>The inputs' values at a node, the largest power of two taken out.</summary>
        private static void Scale(Chunk<TPick> chunk, ReadOnlySpan<Wire> inputs, int row, int node, T* values)
        {
            var largest = double.NegativeInfinity;
            foreach (var wire in inputs)
                if (chunk.Values(wire, row)[node] > T.Zero)
                    largest = Math.Max(largest, chunk.Exponent(wire, row));
            for (var h = 0; h < inputs.Length; h++)
            {
                var value = chunk.Values(inputs[h], row)[node];
                values[h] = T.IsZero(value) ? T.Zero : value * T.CreateTruncating(Math.Pow(2, chunk.Exponent(inputs[h], row) - largest));
            }
        }
    }

    private sealed class InputStep<TPick>(FoldedLayer.Input layer, LeafFunction<T>[] functions, int firstFold, long firstPlace) : Step<TPick>
        where TPick : struct, IPick<TPick>
    {
        private readonly int channels = layer.Family.Channels;

        /// <inheritdoc/>
        public override void See(Chunk<TPick> chunk, int fold, Span<byte> known)
        {
            known.Clear();
            if (layer.Observations[fold] is Observation.Known) known.Fill(Chunk<TPick>.Seen);
            if (layer.Observations[fold] is not Observation.Open) return;
            for (var row = 0; row < chunk.Count; row++)
                for (var channel = 0; channel < channels; channel++)
                    known[row] |= functions[fold].Within is not null ? Chunk<TPick>.Both // of a variable that has no value more may be known
                        : double.IsNaN(chunk.Targets[row, (layer.Variables[fold] * channels) + channel]) ? Chunk<TPick>.Hidden : Chunk<TPick>.Seen;
        }

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Down(Chunk<TPick> chunk, int fold, Visitors visitors)
        {
            if (layer.Observations[fold] is not Observation.Open) return;
            for (var channel = 0; channel < channels; channel++)
            {
                var place = (layer.Variables[fold] * channels) + channel;
                if (chunk.AreOne(visitors, chunk.Of(firstFold + fold)) && functions[fold].IsPlain)
                {
                    var found = chunk.Alternatives(visitors, functions[fold].Sums(channel), firstPlace + place);
                    for (var visit = 0; visit < found.Length; visit++) chunk.Targets[visitors.Rows[visit], place] = found[visit];
                    continue;
                }

                for (var visit = 0; visit < visitors.Rows.Length; visit++)
                    if (visitors.Rows[visit] is var row && double.IsNaN(chunk.Targets[row, place]))
                        chunk.Targets[row, place] = chunk.Pick(row).Value(functions[fold], visitors.Nodes[visit], channel, firstPlace + place);
            }
        }
    }
}
