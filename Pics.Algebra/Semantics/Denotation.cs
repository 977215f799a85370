namespace Pics.Algebra;

/// <summary>The reference semantics: what each representation means, over double-precision numbers, as the definitions read.</summary>
/// <remarks>
/// Slow and obviously right; every faster evaluation is held against it. Values are probabilities, not logarithms, so they
/// underflow for circuits with hundreds of variables.
/// </remarks>
public static class Denotation
{
    /// <summary>The value of a PIC with each integral replaced by the rule, by nested recursion; a unit is asked once for each of its latents' values.</summary>
    public static double OfPic(Pic pic, QuadratureRule rule, Interpretation meaning)
    {
        var known = new Dictionary<(UnitId Unit, Arr<double> Latents), double>();

        double Value(UnitId id, Arr<double> latents)
        {
            if (!known.TryGetValue((id, latents), out var value))
            {
                value = Found(id, latents);
                known.Add((id, latents), value);
            }

            return value;
        }

        double Found(UnitId id, Arr<double> latents) => pic.Units[id].Match(
            input => Density(input.Variable, input.Observation, input.Density, latents, meaning),
            hadamard => hadamard.Factors.Map(factor => Value(factor, latents)).Aggregate(1.0, Times),
            kronecker => Outer(kronecker.Factors, latents),
            linear => Integral(linear, latents),
            mixture => mixture.Inputs.Zip(mixture.Weights).Sum(term => term.Item2 * Value(term.Item1, latents)));

        double Outer(Arr<UnitId> factors, Arr<double> latents)
        {
            var (product, start) = (1.0, 0);
            foreach (var factor in factors)
            {
                var count = pic.Latents[factor.Index];
                product *= Value(factor, latents.Skip(start).Take(count).ToArr());
                start += count;
            }

            return product;
        }

        double Integral(CircuitUnit.Linear integral, Arr<double> latents)
        {
            var points = NodeGrid.Points(rule, pic.Latents[integral.Operand.Index]);
            double Weight((Arr<double> Nodes, double Weight) point) => point.Weight * meaning.Kernel(integral.Kernel, latents + point.Nodes);
            return points.Sum(point => Weight(point) * Value(integral.Operand, point.Nodes)) / points.Sum(Weight);
        }

        return Value(pic.Units.Root, Arr<double>.Empty);
    }

    /// <summary>The value of a QPC.</summary>
    public static double OfQpc(Qpc qpc, Interpretation meaning) => VectorsOfQpc(qpc, meaning)[^1][0];

    /// <summary>The values of all units of a QPC: one vector per unit, in topological order.</summary>
    public static ImmutableArray<ImmutableArray<double>> VectorsOfQpc(Qpc qpc, Interpretation meaning) => qpc.Units.FoldUp<ImmutableArray<double>>((unit, value) => unit.Match(
        input => Input(qpc.Rule, input.Variable, input.Observation, input.Density, meaning),
        hadamard => Hadamard(hadamard.Factors.Map(value)),
        kronecker => Kronecker(kronecker.Factors.Map(value)),
        linear => Sum(qpc.Rule, linear.Kernel, value(linear.Operand), meaning),
        mixture => Mixing(mixture.Inputs.Map(value), mixture.Weights)));

    /// <summary>The value of a folded QPC: one vector per fold, layer by layer.</summary>
    public static double OfFolded(FoldedQpc folded, Interpretation meaning)
    {
        var values = new List<ImmutableArray<ImmutableArray<double>>>();
        foreach (var layer in folded.Layers)
        {
            Arr<ImmutableArray<double>> Inputs(int fold) => Slots(fold).Map(slot => values[layer.Sources[slot].Layer][layer.Sources[slot].Fold]);
            Arr<int> Slots(int fold) => Enumerable.Range(fold * layer.Arity, layer.Arity).ToArr();
            var evaluate = layer.Match<Func<int, ImmutableArray<double>>>(
                input => fold => Input(folded.Rule, input.Variables[fold], input.Observations[fold], input.Functions[fold], meaning),
                cp => fold => Hadamard(Slots(fold).Map((h, slot) => Sum(folded.Rule, cp.Functions[slot], Inputs(fold)[h], meaning)).ToArr()),
                tucker => fold => Sum(folded.Rule, tucker.Functions[fold], Kronecker(Inputs(fold)), meaning),
                hadamard => fold => Hadamard(Inputs(fold)),
                kronecker => fold => Kronecker(Inputs(fold)),
                mixing => fold => Mixing(Inputs(fold), Slots(fold).Map(slot => mixing.Weights[slot])));
            values.Add([.. Enumerable.Range(0, layer.Folds).Select(evaluate)]);
        }

        return values[^1][0][0];
    }

    /// <summary>The rows of a sum layer, W[i, j] = w_j f(z_i, z_j) / sum over j' of w_j' f(z_i, z_j').</summary>
    /// <returns>Shape [K^outputs, K^inputs].</returns>
    public static ImmutableArray<ImmutableArray<double>> Weights(QuadratureRule rule, FunctionSpec kernel, Interpretation meaning)
    {
        var (outputs, inputs) = kernel.Signature.Match(density => (density.Given, 0), signature => (signature.Outputs, signature.Inputs));
        var columns = NodeGrid.Points(rule, inputs);
        ImmutableArray<double> Row(Arr<double> output)
        {
            var row = columns.Select(column => column.Weight * meaning.Kernel(kernel, output + column.Nodes)).ToArray();
            var total = row.Sum();
            return [.. row.Select(entry => entry / total)];
        }

        return [.. NodeGrid.Points(rule, outputs).Select(point => Row(point.Nodes))];
    }

    private static ImmutableArray<double> Input(QuadratureRule rule, int variable, Observation observation, FunctionSpec density, Interpretation meaning) =>
        [.. NodeGrid.Points(rule, density.Signature.Latents).Select(point => Density(variable, observation, density, point.Nodes, meaning))];

    private static double Density(int variable, Observation observation, FunctionSpec density, Arr<double> latents, Interpretation meaning) => observation
        .Match(_ => meaning.Evidence(variable), known => known.Value, _ => Option<double>.None)
        .Match(value => meaning.Density(density, value, latents), () => 1);

    private static ImmutableArray<double> Sum(QuadratureRule rule, FunctionSpec kernel, ImmutableArray<double> summand, Interpretation meaning) =>
        [.. Weights(rule, kernel, meaning).Select(row => row.Zip(summand, Times).Sum())];

    private static ImmutableArray<double> Hadamard(Arr<ImmutableArray<double>> factors) =>
        factors.Reduce((first, second) => [.. first.Zip(second, Times)]);

    private static ImmutableArray<double> Kronecker(Arr<ImmutableArray<double>> factors) =>
        factors.Reduce((first, second) => [.. from left in first from right in second select left * right]);

    private static ImmutableArray<double> Mixing(Arr<ImmutableArray<double>> inputs, Arr<double> weights) =>
        [.. Enumerable.Range(0, inputs[0].Length).Select(entry => inputs.Zip(weights).Sum(term => term.Item2 * term.Item1[entry]))];

    private static double Times(double first, double second) => first * second;
}
