namespace Pics.Numerics;

/// <summary>How the log-likelihood of each row depends on each input unit: one forward and one backward pass.</summary>
/// <remarks>
/// The likelihood is linear in the values u[f, k] of the units of one variable, so d log p / d u times u is the probability, given the
/// evidence, that x was drawn by that unit at that node, and the sum of d p / d u over the units of a variable is the likelihood
/// without it (Darwiche, 2003). Of rows that are possible.
/// </remarks>
internal sealed class Flows : IDisposable
{
    private Flows(ImmutableArray<Leaf> leaves) => Leaves = leaves;

    /// <summary>Input layers that a variable is open in.</summary>
    public ImmutableArray<Leaf> Leaves { get; }

    /// <summary>The flows of evidence that was checked.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="withNodes">Whether the slopes of all nodes are kept.</param>
    public static Flows Of(QpcModel model, Tensor evidence, bool withNodes = false)
    {
        using var scope = NewDisposeScope();
        using var tracked = enable_grad();
        var taps = new Dictionary<int, ScaledValues>();
        var total = model.Scaled.Tracked(model.Parameters, evidence, (layer, values) =>
        {
            if (model.Circuit.Layers[layer] is not FoldedLayer.Input) return values;
            var leaf = new ScaledValues(values.Values.detach().requires_grad_(true), values.Exponents);
            taps.Add(layer, leaf);
            return leaf;
        }).sum();
        if (total.requires_grad) total.backward();
        return new([.. from tap in taps
                       let layer = (FoldedLayer.Input)model.Circuit.Layers[tap.Key]
                       where layer.Observations.Exists(observation => observation is Observation.Open)
                       select Leaf.Of(layer, tap.Value, withNodes)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var leaf in Leaves) leaf.Dispose();
    }

    /// <summary>One input layer, reduced to the folds that are open.</summary>
    /// <param name="Functions">Their functions.</param>
    /// <param name="Variables">Their variables.</param>
    /// <param name="Family">Their family.</param>
    /// <param name="Shares">The probability of unit and node given the evidence, [F, B, K] of float64.</param>
    /// <param name="LogSlopes">The logarithm of the sum over nodes of d log p / d u, [F, B] of float64.</param>
    /// <param name="Least">The logarithm to base 2 of the least u over nodes, [F, B] of float64.</param>
    /// <param name="Most">The same of the largest u.</param>
    /// <param name="LogNodes">The logarithm of d log p / d u of each node, [F, B, K] of float64; null unless asked for.</param>
    internal sealed record Leaf(
        ImmutableArray<FunctionSpec> Functions, ImmutableArray<int> Variables, InputFamily Family, Tensor Shares, Tensor LogSlopes, Tensor Least, Tensor Most, Tensor? LogNodes) : IDisposable
    {
        public static Leaf Of(FoldedLayer.Input layer, ScaledValues values, bool withNodes)
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            var open = Enumerable.Range(0, layer.Folds).Where(fold => layer.Observations[fold] is Observation.Open).ToList();
            var rows = tensor(open.Select(fold => (long)fold).ToArray(), device: values.Values.device);
            Tensor Pick(Tensor all) => all.index_select(0, rows).to(ScalarType.Float64);
            var slopes = Pick(values.Values.grad ?? zeros_like(values.Values));
            var shares = slopes * Pick(values.Values.detach());
            var exponents = Pick(values.Exponents.squeeze(2));
            var logSlopes = slopes.sum(2).log() - exponents.mul(Held.Of(Math.Log(2)));
            var sizes = Pick(values.Values.detach()).log2().Plus(exponents.unsqueeze(2));
            return new(
                [.. open.Select(fold => layer.Functions[fold])],
                [.. open.Select(fold => layer.Variables[fold])],
                layer.Family,
                shares.DetachFromDisposeScope(),
                logSlopes.DetachFromDisposeScope(),
                sizes.amin([2]).DetachFromDisposeScope(),
                sizes.amax([2]).DetachFromDisposeScope(),
                withNodes ? slopes.log().sub(exponents.mul(Held.Of(Math.Log(2))).unsqueeze(2)).DetachFromDisposeScope() : null);
        }

        /// <summary>The parameters of the folds' functions, [F, K, C, V] of float64.</summary>
        public Tensor Parameters(QpcModel model) =>
            stack(Functions.Select(function => model.Parameters[function.Group].detach()[function.Head]).ToList(), 0).to(ScalarType.Float64);

        /// <summary>The variable of each fold, [F].</summary>
        public Tensor Places() => tensor(Variables.Select(variable => (long)variable).ToArray(), device: Shares.device);

        public void Dispose()
        {
            Shares.Dispose();
            LogSlopes.Dispose();
            Least.Dispose();
            Most.Dispose();
            LogNodes?.Dispose();
        }
    }
}
