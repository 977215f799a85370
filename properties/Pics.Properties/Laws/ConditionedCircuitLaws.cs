using TorchSharp;
using static Pics.Properties.EngineInputs;
using static Pics.Properties.EngineLaws;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A conditioned circuit gives what the whole one gives with the evidence in every row.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 40)]
public class ConditionedCircuitLaws
{
    private static readonly EngineKind[] All = [EngineKind.Reference, .. Kinds];

    private static FoldedQpc Folded(Pic pic, QuadratureRule rule) => Get(Pipeline.Evaluation(rule).Apply(pic));

    private static double[] LogLikelihoods(FoldedQpc circuit, CircuitTensors numbers, Tensor evidence, EngineKind kind)
    {
        using var engine = Compile.ToEngine(circuit, kind);
        return Values(engine.LogLikelihood(numbers, evidence));
    }

    private static bool Same(double[] expected, double[] found, double tolerance) =>
        Pairs.Of(expected, found).All(pair => pair.Expected.Equals(pair.Found) || Math.Abs(pair.Expected - pair.Found) <= tolerance * (1 + Math.Abs(pair.Expected)));

    [Property]
    public bool Every_engine_agrees_with_the_denotation_of_the_whole(FixedCircuit circuit, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        var whole = Folded(circuit.Whole, rule);
        var observed = Meanings.Mask(circuit.Open);
        var rows = Meanings.Worlds(circuit.Open).SelectMany(world => new[] { (World: world, Observed: observed), (World: world, Observed: observed & seed) }).ToList();
        var expected = rows.Select(row => Math.Log(Denotation.OfQpc(whole.Unfold(), Meanings.ByFunction(seed, row.World | circuit.World, row.Observed | circuit.Observed)))).ToArray();
        return Precisions.All(precision =>
        {
            using var numbers = Numbers(whole, seed, precision.Type);
            using var small = Get(ConditionedCircuit.Create(whole, numbers, circuit.Known, circuit.Hidden));
            return small.Circuit.Scope.Equals(circuit.Open)
                && All.All(kind => Same(expected, LogLikelihoods(small.Circuit, small.Parameters, Evidence(circuit.Open, rows), kind), 2 * precision.Value));
        });
    }

    [Property]
    public bool Clutter_and_values_of_probability_zero_are_absorbed(ClutteredCircuit circuit, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        var whole = Folded(circuit.Pic, rule);
        using var numbers = Numbers(whole, seed, ScalarType.Float64);
        foreach (var group in whole.Groups.Where(group => group.Signature is FunctionSignature.Density))
        {
            // Half of the values are certain or impossible.
            var table = numbers[group.Id];
            var certain = rand(table.shape.Take(3).ToArray(), dtype: table.dtype, generator: new Generator((ulong)(uint)seed)).gt(0.5);
            table.copy_(where(certain.unsqueeze(3), tensor([double.NegativeInfinity, 0]).expand_as(table), table));
        }

        var known = circuit.Pic.Scope.Variables.Where(variable => (seed >> variable & 1) == 1).Select(variable => KeyValuePair.Create(variable, (double)(seed >> 8 >> variable & 1))).ToList();
        var (fixedBits, values) = (Meanings.Mask(Scope.Of(known.Select(entry => entry.Key))), known.Aggregate(0L, (bits, entry) => bits | (long)entry.Value << entry.Key));
        var worlds = Meanings.Worlds(circuit.Pic.Scope).Select(world => (world & ~fixedBits) | values).Distinct().Select(world => (world, -1L)).ToList();
        var evidence = Evidence(circuit.Pic.Scope, worlds);
        var expected = LogLikelihoods(whole, numbers, evidence, EngineKind.Reference);
        using var small = Get(ConditionedCircuit.Create(whole, numbers, known, Scope.Empty));
        return All.All(kind => Same(expected, LogLikelihoods(small.Circuit, small.Parameters, evidence, kind), Tolerances.Rounding));
    }

    [Property]
    public bool Every_family_is_conditioned(FamilyRecipe recipe, int seed) => new[] { true, false }.All(isDouble =>
    {
        using var scope = NewDisposeScope();
        using var circuit = new FamilyCircuit(recipe, isDouble);
        using var numbers = circuit.Nets.Materialize(circuit.Rule, forGradients: false, EngineKind.Reference);
        var (known, hidden) = (Enumerable.Range(0, 5).Where(variable => (seed >> variable & 3) == 0).ToList(), Scope.Of(Enumerable.Range(0, 5).Where(variable => (seed >> variable & 3) == 1)));
        double Value(int variable) => circuit.Families[variable] is InputFamily.Gaussian ? -0.75 : seed >> 7 & 1;
        var rows = circuit.Evidence.clone();
        foreach (var variable in known) rows.select(1, variable).fill_(Value(variable));
        foreach (var variable in hidden.Variables) rows.select(1, variable).fill_(circuit.IsReal ? double.NaN : -1);
        using var exact = Double(numbers.Tensors);
        var expected = LogLikelihoods(circuit.Folded, exact, rows, EngineKind.Reference);
        using var small = Get(ConditionedCircuit.Create(circuit.Folded, numbers.Tensors, known.Select(variable => KeyValuePair.Create(variable, Value(variable))), hidden));
        return All.All(kind => Same(expected, LogLikelihoods(small.Circuit, small.Parameters, circuit.Evidence, kind), isDouble ? Tolerances.Rounding : 2 * Tolerances.SingleEngines));
    });

    [Property]
    public bool Conditioning_in_steps_is_conditioning_at_once(FixedCircuit circuit, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        var whole = Folded(circuit.Whole, rule);
        using var numbers = Numbers(whole, seed, ScalarType.Float64);
        using var once = Get(ConditionedCircuit.Create(whole, numbers, circuit.Known, circuit.Hidden));
        using var first = Get(ConditionedCircuit.Create(whole, numbers, circuit.Known, Scope.Empty));
        using var second = Get(ConditionedCircuit.Create(first.Circuit, first.Parameters, [], circuit.Hidden));
        var evidence = Evidence(circuit.Open, seed);
        return All.All(kind => Same(LogLikelihoods(once.Circuit, once.Parameters, evidence, kind), LogLikelihoods(second.Circuit, second.Parameters, evidence, kind), Tolerances.Rounding));
    }

    [Property]
    public bool Free_weights_that_are_not_normalised_keep_their_z(FixedCircuit circuit, int seed)
    {
        using var scope = NewDisposeScope();
        var rule = Get(Quadrature.Create(RuleKind.Midpoint, 3));
        var whole = Folded(circuit.Whole, rule);
        using var weights = new FreeWeights(circuit.Whole, 3, new(Double: true), seed);
        using var numbers = weights.Materialize(rule, forGradients: false, EngineKind.Reference);
        var rows = Meanings.Worlds(circuit.Open).ToList();
        var open = Meanings.Mask(circuit.Open);
        var expected = LogLikelihoods(whole, numbers.Tensors, Evidence(circuit.Whole.Scope, rows.Select(world => (world | circuit.World, open | circuit.Observed))), EngineKind.Reference);
        using var small = Get(ConditionedCircuit.Create(whole, numbers.Tensors, circuit.Known, circuit.Hidden, isNormalised: false));
        return All.All(kind => Same(expected, LogLikelihoods(small.Circuit, small.Parameters, Evidence(circuit.Open, rows.Select(world => (world, -1L))), kind), Tolerances.Rounding));
    }

    [Property(MaxTest = 8)]
    public bool No_live_tensors_are_left(FixedCircuit circuit, QuadratureRule rule, int seed)
    {
        var whole = Folded(circuit.Whole, rule);
        using var numbers = Numbers(whole, seed, ScalarType.Float32);
        var before = TensorTests.Settle();
        Get(ConditionedCircuit.Create(whole, numbers, circuit.Known, circuit.Hidden)).Dispose();
        var refused = ConditionedCircuit.Create(whole, numbers, [KeyValuePair.Create(99, 0.0)], Scope.Empty);
        return Tensor.TotalCount == before
            && refused.Match(_ => "accepted", error => error.Explain()) == $"the circuit has no variable 99; the variables that can be fixed or summed out are {whole.Scope}";
    }
}
