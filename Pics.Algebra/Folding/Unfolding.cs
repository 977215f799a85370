namespace Pics.Algebra;

/// <summary>The units that layers stand for, in layer order: what folding joined, taken apart again.</summary>
/// <param name="Units">The units, inputs before outputs.</param>
/// <param name="Ids">The unit of each fold of each layer.</param>
internal sealed record Unfolding(ImmutableArray<CircuitUnit> Units, ImmutableArray<ImmutableArray<UnitId>> Ids)
{
    /// <summary>The units of layers that read earlier layers only.</summary>
    public static Unfolding Of(ImmutableArray<FoldedLayer> layers)
    {
        var units = ImmutableArray.CreateBuilder<CircuitUnit>();
        var ids = new List<ImmutableArray<UnitId>>();
        foreach (var layer in layers) ids.Add(Unfold(layer, units, address => ids[address.Layer][address.Fold]));
        return new(units.ToImmutable(), [.. ids]);
    }

    private static ImmutableArray<UnitId> Unfold(FoldedLayer layer, ImmutableArray<CircuitUnit>.Builder units, Func<FoldAddress, UnitId> read)
    {
        UnitId Add(CircuitUnit unit)
        {
            units.Add(unit);
            return new(units.Count - 1);
        }

        Arr<UnitId> Inputs(int fold) => Enumerable.Range(fold * layer.Arity, layer.Arity).Select(slot => read(layer.Sources[slot])).ToArr();

        Func<int, UnitId> fold = layer.Match<Func<int, UnitId>>(
            input => f => Add(new CircuitUnit.Input(input.Variables[f], input.Functions[f], input.Observations[f])),
            cp => f =>
            {
                var sums = Inputs(f).Map((h, source) => Add(new CircuitUnit.Linear(source, cp.Functions[(f * cp.Arity) + h]))).ToArr();
                return sums.Count == 1 ? sums[0] : Add(new CircuitUnit.Hadamard(sums));
            },
            tucker => f => Add(new CircuitUnit.Linear(Add(new CircuitUnit.Kronecker(Inputs(f))), tucker.Functions[f])),
            hadamard => f => Add(new CircuitUnit.Hadamard(Inputs(f))),
            kronecker => f => Add(new CircuitUnit.Kronecker(Inputs(f))),
            mixing => f => Add(new CircuitUnit.Mixture(Inputs(f), Enumerable.Range(f * mixing.Arity, mixing.Arity).Select(slot => mixing.Weights[slot]).ToArr())));
        return [.. Enumerable.Range(0, layer.Folds).Select(fold)];
    }
}
