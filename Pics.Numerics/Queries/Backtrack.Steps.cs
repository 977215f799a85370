namespace Pics.Numerics;

/// <content>One step down for each kind of layer.</content>
internal sealed unsafe partial class Backtrack<T>
{
    private abstract class Step
    {
        /// <summary>From the node at which a fold is read to those of the folds that it reads.</summary>
        public abstract void Down(Descent descent, int fold, int node);
    }

    private sealed class CpStep(WireList wires, Kernel[] kernels) : Step
    {
        public override void Down(Descent descent, int fold, int node)
        {
            var inputs = wires.Of(fold);
            for (var h = 0; h < inputs.Length; h++)
            {
                var slot = (fold * wires.Arity) + h;
                var row = kernels[slot].Row(node);
                var values = inputs[h].Values(descent.Row);
                var weights = descent.Weights(inputs[h].Width);
                for (var i = 0; i < weights.Length; i++) weights[i] = double.CreateTruncating(row[i]) * double.CreateTruncating(values[i]);
                inputs[h].Enter(descent, descent.Pick.Alternative(weights, wires.FirstPlace + slot));
            }
        }
    }

    private sealed class TuckerStep(WireList wires, Kernel[] kernels) : Step
    {
        public override void Down(Descent descent, int fold, int node)
        {
            var row = kernels[fold].Row(node);
            var count = 1;
            foreach (var wire in wires.Of(fold)) count *= wire.Width;
            var weights = descent.Weights(count);
            weights[0] = 1;
            var filled = 1;
            foreach (var wire in wires.Of(fold))
            {
                // From the back, so that the products of the earlier inputs are read before they are overwritten.
                var values = wire.Values(descent.Row);
                for (var outer = filled - 1; outer >= 0; outer--)
                {
                    var product = weights[outer];
                    for (var i = wire.Width - 1; i >= 0; i--) weights[(outer * wire.Width) + i] = product * double.CreateTruncating(values[i]);
                }

                filled *= wire.Width;
            }

            for (var combination = 0; combination < count; combination++) weights[combination] *= double.CreateTruncating(row[combination]);
            wires.Split(descent, fold, descent.Pick.Alternative(weights, wires.Place(fold)));
        }
    }

    private sealed class HadamardStep(WireList wires) : Step
    {
        public override void Down(Descent descent, int fold, int node)
        {
            foreach (var wire in wires.Of(fold)) wire.Enter(descent, node);
        }
    }

    private sealed class KroneckerStep(WireList wires) : Step
    {
        public override void Down(Descent descent, int fold, int node) => wires.Split(descent, fold, node);
    }

    private sealed class MixingStep(WireList wires, double[] factors) : Step
    {
        public override void Down(Descent descent, int fold, int node)
        {
            var inputs = wires.Of(fold);
            var largest = double.NegativeInfinity;
            foreach (var wire in inputs) largest = Math.Max(largest, wire.Exponent(descent.Row));
            var weights = descent.Weights(inputs.Length);
            for (var h = 0; h < inputs.Length; h++)
                weights[h] = factors[(fold * wires.Arity) + h] * double.CreateTruncating(inputs[h].Values(descent.Row)[node]) * Math.Pow(2, inputs[h].Exponent(descent.Row) - largest);
            inputs[descent.Pick.Alternative(weights, wires.Place(fold))].Enter(descent, node);
        }
    }

    private sealed class InputStep : Step
    {
        private readonly FoldedLayer.Input layer;
        private readonly LeafFunction[] functions;
        private readonly int channels;
        private readonly long firstPlace;

        public InputStep(FoldedLayer.Input layer, QpcModel model, Dictionary<FunctionSpec, LeafFunction> known, long firstPlace)
        {
            (this.layer, channels, this.firstPlace) = (layer, model.Channels, firstPlace);
            functions = [.. layer.Functions.Map(function => known.TryGetValue(function, out var found)
                ? found
                : known[function] = new LeafFunction<T>(model.Host, function, Compile.Family(layer)))];
        }

        public override void Down(Descent descent, int fold, int node)
        {
            if (layer.Observations[fold] is not Observation.Open) return;
            for (var channel = 0; channel < channels; channel++)
            {
                var place = (layer.Variables[fold] * channels) + channel;
                if (descent.Target.IsHidden(place)) descent.Target.Set(place, descent.Pick.Value(functions[fold], node, channel, firstPlace + place));
            }
        }
    }
}
