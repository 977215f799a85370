namespace Pics.Algebra;

/// <summary>A quadrature circuit as a list of layers: what a tensor engine evaluates, one layer after the other.</summary>
/// <remarks>Invariant: a layer reads earlier layers only, unfolding gives a valid QPC, and the last layer is the root alone.</remarks>
public sealed class FoldedQpc : IEquatable<FoldedQpc>, IRecheck<FoldedQpc>
{
    private FoldedQpc(ImmutableArray<FoldedLayer> layers, QuadratureRule rule, ImmutableArray<ImmutableArray<Scope>> scopes, ImmutableArray<FunctionGroup> groups) =>
        (Layers, Rule, Scopes, Groups) = (layers, rule, scopes, groups);

    /// <summary>The layers in evaluation order.</summary>
    public ImmutableArray<FoldedLayer> Layers { get; }

    /// <summary>The observed variables of each fold of each layer: the address book of the circuit.</summary>
    public ImmutableArray<ImmutableArray<Scope>> Scopes { get; }

    /// <summary>The rule that every latent is integrated with.</summary>
    public QuadratureRule Rule { get; }

    /// <summary>The function groups by increasing number.</summary>
    public ImmutableArray<FunctionGroup> Groups { get; }

    /// <summary>The observed variables of the circuit: those that an input unit is open to.</summary>
    public Scope Scope => Scopes[^1][0];

    /// <summary>Checks the layers. Error: <see cref="FoldingError"/> or <see cref="CircuitError"/>.</summary>
    public static Either<PicsError, FoldedQpc> Create(IEnumerable<FoldedLayer> layers, QuadratureRule rule)
    {
        var array = layers.ToImmutableArray();
        if (FindError(array) is { } error) return new PicsError.Folding(error);
        var (units, ids) = Unfolding.Of(array);
        return Qpc.Create(units, rule).Bind<FoldedQpc>(qpc => MismatchedWidth(array, ids, qpc) is { } mismatch
            ? new PicsError.Circuit(mismatch)
            : Trusted(array, qpc, id => ids[id.Layer][id.Fold]));
    }

    /// <summary>The same circuit as a graph of units, in layer order: the inverse of <see cref="Fold"/> up to order.</summary>
    public Qpc Unfold() => Qpc.Trusted(Dag<CircuitUnit>.Trusted(Unfolding.Of(Layers).Units), Rule);

    Either<PicsError, FoldedQpc> IRecheck<FoldedQpc>.Recheck() => Create(Layers, Rule);

    /// <inheritdoc/>
    public bool Equals(FoldedQpc? other) =>
        other is not null && Rule.Equals(other.Rule) && Layers.AsSpan().SequenceEqual(other.Layers.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FoldedQpc);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, Layers.Length, Layers[^1]);

    /// <summary>For layers that are known to stand for a circuit.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="qpc">The circuit.</param>
    /// <param name="unit">The unit of each fold.</param>
    internal static FoldedQpc Trusted(ImmutableArray<FoldedLayer> layers, Qpc qpc, Func<FoldAddress, UnitId> unit)
    {
        ImmutableArray<Scope> Scopes(FoldedLayer layer, int index) => [.. Enumerable.Range(0, layer.Folds).Select(fold => qpc.Scopes[unit(new(index, fold)).Index])];
        return new(layers, qpc.Rule, [.. layers.Select(Scopes)], qpc.Groups);
    }

    private static FoldingError? FindError(ImmutableArray<FoldedLayer> layers)
    {
        if (layers.IsEmpty) return new FoldingError.NoLayers();
        for (var index = 0; index < layers.Length; index++)
        {
            var layer = layers[index];
            var parameters = layer.Match(
                input => input.Folds, cp => cp.Folds * cp.Arity, tucker => tucker.Folds, _ => 0, _ => 0, mixing => mixing.Folds * mixing.Arity);
            var given = layer is FoldedLayer.Mixing mixing ? mixing.Weights.Count : layer.Functions.Count;
            var listed = layer.Match(
                input => input.Variables.Count == input.Folds && input.Observations.Count == input.Folds && input.Arity == 0,
                _ => true,
                tucker => tucker.InputWidths.Count == tucker.Arity,
                _ => true,
                kronecker => kronecker.InputWidths.Count == kronecker.Arity,
                _ => true);
            if (!listed || layer.Folds < 1 || layer.Sources.Count != (long)layer.Folds * layer.Arity || given != parameters)
                return new FoldingError.BadShape(index, layer.Sources.Count, given, layer.Folds);
            for (var slot = 0; slot < layer.Sources.Count; slot++)
            {
                var address = layer.Sources[slot];
                if (address.Layer < 0 || address.Layer >= index || address.Fold < 0 || address.Fold >= layers[address.Layer].Folds)
                    return new FoldingError.BadAddress(index, slot, address);
            }
        }

        return layers[^1].Folds == 1 ? null : new FoldingError.NotOneRoot(layers[^1].Folds);
    }

    private static CircuitError? MismatchedWidth(ImmutableArray<FoldedLayer> layers, ImmutableArray<ImmutableArray<UnitId>> ids, Qpc qpc)
    {
        for (var index = 0; index < layers.Length; index++)
        {
            var layer = layers[index];
            foreach (var id in ids[index])
                if (qpc.Widths[id.Index] != layer.Width)
                    return new CircuitError.LatentMismatch(id, layer.Width, qpc.Widths[id.Index]);
            for (var slot = 0; slot < layer.Sources.Count; slot++)
            {
                var expected = layer.Match(
                    _ => 0, cp => cp.InputWidth, tucker => tucker.InputWidths[slot % layer.Arity],
                    _ => layer.Width, kronecker => kronecker.InputWidths[slot % layer.Arity], _ => layer.Width);
                var found = layers[layer.Sources[slot].Layer].Width;
                if (found != expected) return new CircuitError.LatentMismatch(ids[index][slot / layer.Arity], expected, found);
            }
        }

        return null;
    }
}
