namespace Pics.Algebra;

/// <summary>PIC to PIC, or QPC to QPC: drops what does not change the value.</summary>
/// <remarks>
/// Preserves the denotation, exactly but for the rounding of mixture weights that are added up. Equal units become one; a mixture loses inputs of weight zero and
/// names each input once; a unit whose input units are all hidden is the constant one, because a density and a kernel are normalised,
/// and all constants of one size become one of them; a product loses constant factors where its size allows it; what is left
/// of one factor or input is that factor or input. Functions keep their groups and heads, so the numbers of the whole circuit fit.
/// Law: idempotent, never grows; commutes with <see cref="Materialize"/> for two nodes or more.
/// </remarks>
public static class Prune
{
    private const string Name = "prune";

    /// <summary>The pass on PICs; it never refuses.</summary>
    public static Pass<Pic, Pic> Pass { get; } = Algebra.Pass.Total<Pic, Pic>(Name, pic => new Rewriting<Pic, PicUnit>(pic).Run());

    /// <summary>The pass on QPCs; it never refuses.</summary>
    public static Pass<Qpc, Qpc> QpcPass { get; } = Algebra.Pass.Total<Qpc, Qpc>(Name, qpc => new Rewriting<Qpc, QpcUnit>(qpc).Run());

    private sealed class Rewriting<TCircuit, TUnit>(ICircuit<TCircuit, TUnit> circuit)
        where TUnit : class, ICircuitUnit<TUnit>
    {
        private readonly Interner<TUnit> interner = new();
        private readonly Dictionary<int, UnitId> ones = []; // by size
        private readonly System.Collections.Generic.HashSet<UnitId> constants = [];

        public TCircuit Run()
        {
            var places = new UnitId[circuit.Units.Units.Length];
            foreach (var id in circuit.Units.Ids)
                places[id.Index] = Simplify(circuit.Units[id].MapChildren(child => places[child.Index]), circuit.Sizes[id.Index]);
            return circuit.With(Dag<TUnit>.Below(interner.ToImmutable(), places[^1]));
        }

        private UnitId Simplify(TUnit unit, int size)
        {
            var form = unit.Form(latents => latents);
            return form.Kind switch
            {
                FormKind.Leaf => form.Observation is Observation.Hidden ? One(unit, size) : interner.Add(unit),
                FormKind.Linear => constants.Contains(unit.Children[0]) ? One(unit, size) : interner.Add(unit),
                FormKind.Hadamard => Hadamard(unit),
                FormKind.Kronecker => Kronecker(unit, size),
                _ => Mixture(unit, form.Weights),
            };
        }

        private UnitId Hadamard(TUnit product) =>
            product.Children.Filter(factor => !constants.Contains(factor)) is { Count: > 0 } factors ? Of(product, factors) : product.Children[0];

        /// <summary>Constant factors stay where they carry latents: those are summed over by a reader.</summary>
        private UnitId Kronecker(TUnit product, int size)
        {
            var factors = product.Children.Filter(factor => !ones.TryGetValue(circuit.NumberSize, out var one) || factor != one);
            if (factors.IsEmpty) return product.Children[0];
            return factors.Count > 1 && factors.ForAll(constants.Contains) ? One(product.Over(factors, default), size) : Of(product, factors);
        }

        private UnitId Mixture(TUnit mixture, Arr<double> weights)
        {
            var terms = mixture.Children.Zip(weights)
                .Where(term => term.Item2 > 0)
                .GroupBy(term => term.Item1, term => term.Item2)
                .Select(term => (Input: term.Key, Weight: term.Sum()))
                .ToArr();
            return Of(mixture, terms.Map(term => term.Input), terms.Map(term => term.Weight));
        }

        private UnitId Of(TUnit unit, Arr<UnitId> inputs, Arr<double> weights = default) =>
            inputs.Count == 1 ? inputs[0] : interner.Add(unit.Over(inputs, weights));

        /// <summary>The constant one of a size: the first that there is.</summary>
        private UnitId One(TUnit unit, int size)
        {
            if (ones.TryGetValue(size, out var known)) return known;
            var one = interner.Add(unit);
            ones.Add(size, one);
            constants.Add(one);
            return one;
        }
    }
}
