namespace Pics.Algebra;

/// <summary>PIC to PIC, or QPC to QPC: drops what does not change the value.</summary>
/// <remarks>
/// Preserves the denotation, exactly but for the rounding of mixture weights that are added up. Equal units become one; a mixture loses inputs of weight zero and
/// names each input once; a unit whose input units are all hidden is the constant one, because a density and a kernel are normalised,
/// and all constants of one size become one of them; a product loses constant factors where its size allows it; what is left
/// of one factor or input is that factor or input. Functions keep their groups and heads, so the parameters of the whole circuit fit.
/// Law: idempotent, never grows; commutes with <see cref="Materialize"/> for two nodes or more.
/// </remarks>
public static class Prune
{
    /// <summary>The pass; it never refuses.</summary>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    public static Pass<TCircuit, TCircuit> Pass<TCircuit>()
        where TCircuit : class, ICircuit<TCircuit> => Algebra.Pass.Total<TCircuit, TCircuit>("prune", circuit => new Rewriting<TCircuit>(circuit).Run());

    private sealed class Rewriting<TCircuit>(TCircuit circuit)
        where TCircuit : class, ICircuit<TCircuit>
    {
        private readonly Interner<CircuitUnit> interner = new();
        private readonly Dictionary<int, UnitId> ones = []; // by size
        private readonly System.Collections.Generic.HashSet<UnitId> constants = [];
        private readonly int sizeOfNumber = circuit.Sizing.OfNumber;

        public TCircuit Run()
        {
            var places = new UnitId[circuit.Units.Units.Length];
            foreach (var id in circuit.Units.Ids)
                places[id.Index] = Simplify(circuit.Units[id].MapChildren(child => places[child.Index]), circuit.Sizes[id.Index]);
            return circuit.With(Dag<CircuitUnit>.Below(interner.ToImmutable(), places[^1]));
        }

        private UnitId Simplify(CircuitUnit unit, int size) => unit.Match(
            input => input.Observation is Observation.Hidden ? One(input, size) : interner.Add(input),
            Hadamard,
            product => Kronecker(product, size),
            linear => constants.Contains(linear.Operand) ? One(linear, size) : interner.Add(linear),
            Mixture);

        private UnitId Hadamard(CircuitUnit.Hadamard product) =>
            product.Factors.Filter(factor => !constants.Contains(factor)) is { Count: > 0 } factors
                ? Of(factors, () => new CircuitUnit.Hadamard(factors))
                : product.Factors[0];

        /// <summary>Constant factors stay where they carry latents: those are summed over by a reader.</summary>
        private UnitId Kronecker(CircuitUnit.Kronecker product, int size)
        {
            var factors = product.Factors.Filter(factor => !ones.TryGetValue(sizeOfNumber, out var one) || factor != one);
            if (factors.IsEmpty) return product.Factors[0];
            return factors.Count > 1 && factors.ForAll(constants.Contains)
                ? One(new CircuitUnit.Kronecker(factors), size)
                : Of(factors, () => new CircuitUnit.Kronecker(factors));
        }

        private UnitId Mixture(CircuitUnit.Mixture mixture)
        {
            var terms = mixture.Inputs.Zip(mixture.Weights)
                .Where(term => term.Item2 > 0)
                .GroupBy(term => term.Item1, term => term.Item2)
                .Select(term => (Input: term.Key, Weight: term.Sum()))
                .ToArr();
            return Of(terms.Map(term => term.Input), () => new CircuitUnit.Mixture(terms.Map(term => term.Input), terms.Map(term => term.Weight)));
        }

        /// <summary>The only input there is, or a unit over several.</summary>
        private UnitId Of(Arr<UnitId> inputs, Func<CircuitUnit> unit) => inputs.Count == 1 ? inputs[0] : interner.Add(unit());

        /// <summary>The constant one of a size: the first that there is.</summary>
        private UnitId One(CircuitUnit unit, int size)
        {
            if (ones.TryGetValue(size, out var known)) return known;
            var one = interner.Add(unit);
            ones.Add(size, one);
            constants.Add(one);
            return one;
        }
    }
}
