namespace Pics.Properties;

/// <summary>What a PIC means under a rule, as loops inside loops: no vectors, no grid of nodes, nothing computed twice is kept.</summary>
internal static class NestedQuadrature
{
    /// <summary>The value of the circuit, by recursion on the unravelled tree.</summary>
    public static double Of(Pic pic, QuadratureRule rule, Interpretation meaning) => new Recursion(pic, rule, meaning).Value(pic.Units.Root, []);

    private sealed record Recursion(Pic Pic, QuadratureRule Rule, Interpretation Meaning)
    {
        public double Value(UnitId id, double[] latents)
        {
            switch (Pic.Units[id])
            {
                case CircuitUnit.Input input:
                    if (input.Observation is Observation.Hidden) return 1;
                    var value = input.Observation is Observation.Known known ? known.Value : Meaning.Evidence(input.Variable).IfNone(double.NaN);
                    return double.IsNaN(value) ? 1 : Meaning.Density(input.Density, value, latents.ToArr());
                case CircuitUnit.Hadamard product:
                    return product.Factors.Fold(1.0, (value, factor) => value * Value(factor, latents));
                case CircuitUnit.Kronecker product:
                    var (outer, start) = (1.0, 0);
                    foreach (var factor in product.Factors)
                    {
                        outer *= Value(factor, latents[start..(start + Latents(factor))]);
                        start += Latents(factor);
                    }

                    return outer;
                case CircuitUnit.Linear integral:
                    var (sum, total) = Loop(integral, latents, [], Latents(integral.Operand), 1);
                    return sum / total;
                case var unit:
                    var mixture = (CircuitUnit.Mixture)unit;
                    return Enumerable.Range(0, mixture.Inputs.Count).Sum(place => mixture.Weights[place] * Value(mixture.Inputs[place], latents));
            }
        }

        /// <summary>One loop over the nodes for each latent that is still to be integrated: the integrals of f u and of f.</summary>
        private (double Sum, double Total) Loop(CircuitUnit.Linear integral, double[] outer, double[] inner, int left, double weight)
        {
            if (left == 0)
            {
                var kernel = weight * Meaning.Kernel(integral.Kernel, outer.Concat(inner).ToArr());
                return (kernel * Value(integral.Operand, inner), kernel);
            }

            var (sum, total) = (0.0, 0.0);
            for (var k = 0; k < Rule.Nodes.Length; k++)
            {
                var (more, moreTotal) = Loop(integral, outer, [.. inner, Rule.Nodes[k]], left - 1, weight * Rule.Weights[k]);
                (sum, total) = (sum + more, total + moreTotal);
            }

            return (sum, total);
        }

        private int Latents(UnitId id) => Pic.Units[id].Match(
            input => input.Density.Signature.Latents,
            product => Latents(product.Factors[0]),
            product => product.Factors.Sum(Latents),
            integral => ((FunctionSignature.Kernel)integral.Kernel.Signature).Outputs,
            mixture => Latents(mixture.Inputs[0]));
    }
}
