namespace Pics.Numerics;

/// <summary>Flows by the scaled engine and autograd, for any device; the oracle of the fused ones.</summary>
internal sealed class ScaledFlows : Flows
{
    private readonly ImmutableArray<Unit> units;

    private ScaledFlows(ImmutableArray<Unit> units, int rows)
    {
        (this.units, Rows) = (units, rows);
        Units = [.. units.Select(unit => unit.Of)];
    }

    /// <inheritdoc/>
    public override ImmutableArray<FlowUnit> Units { get; }

    /// <inheritdoc/>
    public override int Rows { get; }

    /// <summary>The flows, and the log-likelihood of each row, [B].</summary>
    public static (Flows Flows, Tensor LogLikelihood) Of(FoldedQpc circuit, ScaledStack stack, CircuitTensors parameters, Tensor evidence, bool[] isWanted)
    {
        using var tracked = enable_grad();
        var taps = new Dictionary<int, ScaledValues>();
        var logLikelihood = stack.Tracked(parameters, evidence, (layer, values) =>
        {
            if (circuit.Layers[layer] is not FoldedLayer.Input) return values;
            var leaf = new ScaledValues(values.Values.detach().requires_grad_(true), values.Exponents);
            taps.Add(layer, leaf);
            return leaf;
        });
        using var total = logLikelihood.sum();
        if (total.requires_grad) total.backward();
        using var untracked = no_grad();
        return (new ScaledFlows([.. taps.SelectMany(tap => Of((FoldedLayer.Input)circuit.Layers[tap.Key], tap.Value, isWanted))], (int)evidence.shape[0]), logLikelihood);
    }

    /// <inheritdoc/>
    public override int RowOf(int row) => row;

    /// <inheritdoc/>
    public override void Shares(int unit, Span<double> shares) => units[unit].Shares.CopyTo(shares);

    /// <inheritdoc/>
    public override void LogSlopes(int unit, Span<double> logSlopes, Span<double> least, Span<double> most)
    {
        units[unit].LogSlopes.CopyTo(logSlopes);
        units[unit].Least.CopyTo(least);
        units[unit].Most.CopyTo(most);
    }

    /// <inheritdoc/>
    public override void LogNodes(int unit, Span<double> logs) => units[unit].LogNodes.CopyTo(logs);

    private static IEnumerable<Unit> Of(FoldedLayer.Input layer, ScaledValues values, bool[] isWanted)
    {
        var wanted = Enumerable.Range(0, layer.Folds).Where(fold => layer.Observations[fold] is Observation.Open && isWanted[layer.Variables[fold]]).ToList();
        if (wanted.Count == 0) return [];
        using var scope = NewDisposeScope();
        var rows = tensor(wanted.Select(fold => (long)fold).ToArray(), device: values.Values.device);
        Tensor Pick(Tensor all) => all.index_select(0, rows).to(ScalarType.Float64);
        double[][] Host(Tensor all) => [.. all.cpu().contiguous().data<double>().ToArray().Chunk((int)(all.numel() / wanted.Count))];
        var slopes = Pick(values.Values.grad ?? zeros_like(values.Values));
        var exponents = Pick(values.Exponents.squeeze(2));
        var sizes = Pick(values.Values.detach()).log2().Plus(exponents.unsqueeze(2));
        var shares = Host(slopes * Pick(values.Values.detach()));
        var logSlopes = Host(slopes.sum(2).log() - exponents.mul(Held.Of(Math.Log(2))));
        var logNodes = Host(slopes.log() - exponents.mul(Held.Of(Math.Log(2))).unsqueeze(2));
        var (least, most) = (Host(sizes.amin([2])), Host(sizes.amax([2])));
        return [.. wanted.Select((fold, place) => new Unit(new(layer.Functions[fold], layer.Variables[fold], layer.Family, layer.Width), shares[place], logSlopes[place], logNodes[place], least[place], most[place]))];
    }

    /// <summary>One unit in the host's memory.</summary>
    private sealed record Unit(FlowUnit Of, double[] Shares, double[] LogSlopes, double[] LogNodes, double[] Least, double[] Most);
}
