namespace Pics.Algebra;

/// <summary>PIC to PIC: drops what does not change the value.</summary>
/// <remarks>
/// Preserves the denotation, exactly but for the rounding of mixture weights that are added up. Equal units become one; a mixture loses inputs of weight zero and
/// names each input once; a unit whose input units are all hidden is the constant one, because a density and a kernel are normalised,
/// and all constants of as many latents become one of them; a product loses constant factors where its latents allow it; what is left
/// of one factor or input is that factor or input. Functions keep their groups and heads, so the numbers of the whole circuit fit.
/// Law: idempotent, never grows.
/// </remarks>
public static class Prune
{
    /// <summary>The pass; it never refuses.</summary>
    public static Pass<Pic, Pic> Pass { get; } = Algebra.Pass.Total<Pic, Pic>("prune", pic => new Rewriting(pic).Run());

    private sealed class Rewriting(Pic pic)
    {
        private readonly Interner<PicUnit> interner = new();
        private readonly Dictionary<int, UnitId> ones = []; // by latents
        private readonly System.Collections.Generic.HashSet<UnitId> constants = [];

        public Pic Run()
        {
            var places = new UnitId[pic.Units.Units.Length];
            foreach (var id in pic.Units.Ids)
                places[id.Index] = Simplify(pic.Units[id].MapChildren(child => places[child.Index]), pic.Latents[id.Index]);
            return Pic.Trusted(Dag<PicUnit>.Below(interner.ToImmutable(), places[^1]));
        }

        private UnitId Simplify(PicUnit unit, int latents) => unit.Match(
            input => input.Observation is Observation.Hidden ? One(input, latents) : interner.Add(input),
            product => product.Factors.Filter(factor => !constants.Contains(factor)) is { Count: > 0 } factors
                ? Of(factors, new PicUnit.Hadamard(factors))
                : product.Factors[0],
            product => Kronecker(product.Factors, latents),
            integral => constants.Contains(integral.Integrand) ? One(integral, latents) : interner.Add(integral),
            Mixture);

        /// <summary>Constant factors stay where they carry latents: those are integrated by a reader.</summary>
        private UnitId Kronecker(Arr<UnitId> all, int latents)
        {
            var factors = all.Filter(factor => !ones.TryGetValue(0, out var one) || factor != one);
            if (factors.IsEmpty) return all[0];
            var product = new PicUnit.Kronecker(factors);
            return factors.Count > 1 && factors.ForAll(constants.Contains) ? One(product, latents) : Of(factors, product);
        }

        private UnitId Mixture(PicUnit.Mixture mixture)
        {
            var terms = mixture.Inputs.Zip(mixture.Weights)
                .Where(term => term.Item2 > 0)
                .GroupBy(term => term.Item1, term => term.Item2)
                .Select(term => (Input: term.Key, Weight: term.Sum()))
                .ToArr();
            return Of(terms.Map(term => term.Input), new PicUnit.Mixture(terms.Map(term => term.Input), terms.Map(term => term.Weight)));
        }

        private UnitId Of(Arr<UnitId> inputs, PicUnit unit) => inputs.Count == 1 ? inputs[0] : interner.Add(unit);

        /// <summary>The constant one of so many latents: the first that there is.</summary>
        private UnitId One(PicUnit unit, int latents)
        {
            if (ones.TryGetValue(latents, out var known)) return known;
            var one = interner.Add(unit);
            ones.Add(latents, one);
            constants.Add(one);
            return one;
        }
    }
}
