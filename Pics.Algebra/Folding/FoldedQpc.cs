namespace Pics.Algebra;

/// <summary>A quadrature circuit as a list of layers: what a tensor engine evaluates, one layer after the other.</summary>
/// <remarks>Invariant: a layer reads earlier layers only, unfolding gives a valid QPC, and the last layer is the root alone.</remarks>
public sealed class FoldedQpc : IEquatable<FoldedQpc>, IRecheck<FoldedQpc>
{
    private FoldedQpc(ImmutableArray<FoldedLayer> layers, Qpc unfolded, ImmutableArray<ImmutableArray<UnitId>> ids)
    {
        Layers = layers;
        Unfolded = unfolded;
        Scopes = [.. ids.Select(layer => layer.Select(id => unfolded.Scopes[id.Index]).ToImmutableArray())];
    }

    /// <summary>The layers in evaluation order.</summary>
    public ImmutableArray<FoldedLayer> Layers { get; }

    /// <summary>The observed variables of each fold of each layer: the address book of the circuit.</summary>
    public ImmutableArray<ImmutableArray<Scope>> Scopes { get; }

    /// <summary>The rule that every latent is integrated with.</summary>
    public QuadratureRule Rule => Unfolded.Rule;

    /// <summary>The function groups by increasing number.</summary>
    public ImmutableArray<FunctionGroup> Groups => Unfolded.Groups;

    /// <summary>The observed variables of the circuit: those that an input unit is open to.</summary>
    public Scope Scope => Unfolded.Scope;

    /// <summary>The same circuit as a graph of units, in layer order: the inverse of <see cref="Fold"/> up to order.</summary>
    public Qpc Unfolded { get; }

    /// <summary>Checks the layers. Error: <see cref="FoldingError"/> or <see cref="CircuitError"/>.</summary>
    public static Either<PicsError, FoldedQpc> Create(IEnumerable<FoldedLayer> layers, QuadratureRule rule)
    {
        var array = layers.ToImmutableArray();
        if (FindError(array) is { } error) return new PicsError.Folding(error);
        var units = new List<QpcUnit>();
        var ids = new List<ImmutableArray<UnitId>>();
        foreach (var layer in array) ids.Add(Unfold(layer, units, address => ids[address.Layer][address.Fold]));
        return Qpc.Create(units, rule).Bind<FoldedQpc>(qpc => MismatchedWidth(array, ids, qpc) is { } mismatch
            ? new PicsError.Circuit(mismatch)
            : new FoldedQpc(array, qpc, [.. ids]));
    }

    Either<PicsError, FoldedQpc> IRecheck<FoldedQpc>.Recheck() => Create(Layers, Rule);

    /// <inheritdoc/>
    public bool Equals(FoldedQpc? other) =>
        other is not null && Rule.Equals(other.Rule) && Layers.AsSpan().SequenceEqual(other.Layers.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FoldedQpc);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule, Layers.Length, Layers[^1]);

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

    private static ImmutableArray<UnitId> Unfold(FoldedLayer layer, List<QpcUnit> units, Func<FoldAddress, UnitId> read)
    {
        UnitId Add(QpcUnit unit)
        {
            units.Add(unit);
            return new(units.Count - 1);
        }

        Arr<UnitId> Inputs(int fold) => Enumerable.Range(fold * layer.Arity, layer.Arity).Select(slot => read(layer.Sources[slot])).ToArr();

        Func<int, UnitId> fold = layer.Match<Func<int, UnitId>>(
            input => f => Add(new QpcUnit.Input(input.Variables[f], input.Functions[f], input.Observations[f])),
            cp => f =>
            {
                var sums = Inputs(f).Map((h, source) => Add(new QpcUnit.Sum(source, cp.Functions[(f * cp.Arity) + h]))).ToArr();
                return sums.Count == 1 ? sums[0] : Add(new QpcUnit.Hadamard(sums));
            },
            tucker => f => Add(new QpcUnit.Sum(Add(new QpcUnit.Kronecker(Inputs(f))), tucker.Functions[f])),
            hadamard => f => Add(new QpcUnit.Hadamard(Inputs(f))),
            kronecker => f => Add(new QpcUnit.Kronecker(Inputs(f))),
            mixing => f => Add(new QpcUnit.Mixing(Inputs(f), Enumerable.Range(f * mixing.Arity, mixing.Arity).Select(slot => mixing.Weights[slot]).ToArr())));
        return [.. Enumerable.Range(0, layer.Folds).Select(fold)];
    }

    private static CircuitError? MismatchedWidth(ImmutableArray<FoldedLayer> layers, List<ImmutableArray<UnitId>> ids, Qpc qpc)
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
