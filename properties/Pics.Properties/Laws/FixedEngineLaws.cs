using TorchSharp;
using static Pics.Properties.EngineInputs;
using static Pics.Properties.EngineLaws;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Engines evaluate conditioned, marginalised and pruned circuits as the definitions read, with the parameters of the whole circuit.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 40)]
public class FixedEngineLaws
{
    private static readonly EngineKind[] All = [EngineKind.Reference, .. Kinds];

    private static FoldedQpc Folded(Pic pic, QuadratureRule rule) => Get(Pipeline.Evaluation(rule).Apply(pic));

    [Property]
    public bool Log_likelihoods_agree_with_the_denotation(FixedCircuit circuit, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        var folded = Folded(circuit.Pic, rule);
        using var numbers = Numbers(folded, seed, ScalarType.Float64);
        var rows = Meanings.Worlds(circuit.Open).SelectMany(world => new[] { (world, -1L), (world, (long)seed) }).ToList();
        var expected = tensor(rows.Select(row => Math.Log(Denotation.OfFolded(folded, Meanings.ByFunction(seed, row.Item1, row.Item2)))).ToArray());
        return All.All(kind =>
        {
            using var engine = Compile.ToEngine(folded, kind);
            var evidence = Evidence(circuit.Open, rows);
            return CloseValues(expected, engine.LogLikelihood(numbers, evidence), Tolerances.Rounding)
                && CloseValues(expected, engine.LogLikelihood(numbers, evidence.to(ScalarType.Float64).masked_fill(evidence.lt(0), double.NaN)), Tolerances.Rounding);
        });
    }

    [Property]
    public bool Values_and_gradients_are_those_of_the_whole_circuit_with_that_evidence(FixedCircuit circuit, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        var (whole, folded) = (Folded(circuit.Whole, rule), Folded(circuit.Pic, rule));
        var observed = Meanings.Mask(circuit.Open) & ~(seed & 1L);
        var rows = Meanings.Worlds(circuit.Open).ToList();
        var evidence = Evidence(circuit.Open, rows.Select(world => (world, observed)));
        var expected = Evidence(circuit.Whole.Scope, rows.Select(world => (world | circuit.World, observed | circuit.Observed)));
        using var reference = Compile.ToLayerStack(whole);
        return Precisions.All(precision =>
        {
            using var numbers = Numbers(whole, seed, precision.Type);
            using var exact = Double(numbers);
            return All.All(kind =>
            {
                using var engine = Compile.ToEngine(folded, kind);
                return CloseValues(reference.LogLikelihood(exact, expected), engine.LogLikelihood(numbers, evidence), precision.Value)
                    && CloseGradients(Gradients(reference, exact, expected), Gradients(engine, numbers, evidence), precision.Gradient);
            });
        });
    }

    [Property]
    public bool Every_family_is_fixed_by_value(FamilyRecipe recipe, int seed) => All.All(kind =>
    {
        using var scope = NewDisposeScope();
        using var circuit = new FamilyCircuit(recipe);
        using var numbers = circuit.Nets.Materialize(circuit.Rule, forGradients: false, kind);
        var (known, hidden) = (Enumerable.Range(0, 5).Where(variable => (seed >> variable & 3) == 0).ToList(), Scope.Of(Enumerable.Range(0, 5).Where(variable => (seed >> variable & 3) == 1)));
        double Value(int variable) => circuit.Families[variable] is InputFamily.Gaussian ? -0.75 : seed >> 7 & 1;
        var rows = circuit.Evidence.clone();
        foreach (var variable in known) rows.select(1, variable).fill_(Value(variable));
        foreach (var variable in hidden.Variables) rows.select(1, variable).fill_(circuit.IsReal ? double.NaN : -1);
        var pic = Get(Condition.On<Pic>(known.Select(variable => KeyValuePair.Create(variable, Value(variable)))).Then(Marginalise.Over<Pic>(hidden)).Apply(circuit.Pic));
        using var whole = Compile.ToEngine(circuit.Folded, kind);
        using var engine = Compile.ToEngine(Folded(pic, circuit.Rule), kind);
        using var pruned = Compile.ToEngine(Folded(Get(Prune.Pass<Pic>().Apply(pic)), circuit.Rule), kind);
        var expected = whole.LogLikelihood(numbers.Tensors, rows);
        return CloseValues(expected, engine.LogLikelihood(numbers.Tensors, circuit.Evidence), Tolerances.Rounding)
            && CloseValues(expected, pruned.LogLikelihood(numbers.Tensors, circuit.Evidence), Tolerances.Rounding)
            && CloseGradients(Gradients(whole, numbers.Tensors, rows), Gradients(engine, numbers.Tensors, circuit.Evidence), 1e-10);
    });

    [Property]
    public bool Pruned_circuits_take_the_numbers_of_the_whole(ClutteredCircuit circuit, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        var (whole, pruned) = (Folded(circuit.Pic, rule), Folded(Get(Prune.Pass<Pic>().Apply(circuit.Pic)), rule));
        var evidence = Evidence(circuit.Pic.Scope, seed);
        using var numbers = Numbers(whole, seed, ScalarType.Float64);
        using var full = Compile.ToLayerStack(whole);
        using var reference = Compile.ToLayerStack(pruned);
        var (values, gradients) = (full.LogLikelihood(numbers, evidence), GradientsOverRubbish(reference, numbers, evidence));
        return All.All(kind =>
        {
            using var engine = Compile.ToEngine(pruned, kind);
            return CloseValues(values, engine.LogLikelihood(numbers, evidence), Tolerances.Rounding)
                && CloseGradients(gradients, GradientsOverRubbish(engine, numbers, evidence), Tolerances.Gradients);
        });
    }

    [Property(MaxTest = 8)]
    public bool Evaluation_leaves_no_live_tensors(FixedCircuit circuit, QuadratureRule rule, int seed)
    {
        var folded = Folded(circuit.Pic, rule);
        return All.All(kind =>
        {
            var before = TensorTests.Settle();
            using (var engine = Compile.ToEngine(folded, kind))
            using (var evidence = Evidence(circuit.Open, [(seed, -1L)]))
            using (var numbers = Numbers(folded, seed, ScalarType.Float32))
            using (var gradients = numbers.Like())
            {
                engine.LogLikelihood(numbers, evidence).Dispose();
                engine.Differentiate(numbers, evidence, gradients, 1, accumulate: false).Dispose();
            }

            return Tensor.TotalCount == before;
        });
    }

    /// <summary>Gradients where there were other numbers before, all of them finite.</summary>
    private static Tensor[] GradientsOverRubbish(ICircuitEngine engine, CircuitTensors numbers, Tensor evidence)
    {
        using var gradients = numbers.Like();
        foreach (var group in gradients.Groups) gradients[group].fill_(double.NaN);
        engine.Differentiate(numbers, evidence, gradients, 1, accumulate: false).Dispose();
        return [.. gradients.Groups.Select(group => gradients[group].clone())];
    }
}
