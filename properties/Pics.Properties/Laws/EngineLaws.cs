using TorchSharp;
using static Pics.Properties.EngineInputs;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Every engine agrees with the layer stack, which the laws of its own hold against the denotation.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public class EngineLaws
{
    /// <summary>The engines beside the reference.</summary>
    internal static readonly EngineKind[] Kinds = FusedEngine.IsSupported ? [EngineKind.Scaled, EngineKind.Fused] : [EngineKind.Scaled];

    /// <summary>How far engines may be apart, by the precision of the numbers.</summary>
    internal static readonly (ScalarType Type, double Value, double Gradient)[] Precisions =
    [
        (ScalarType.Float64, Tolerances.Rounding, Tolerances.Gradients),
        (ScalarType.Float32, Tolerances.SingleEngines, Tolerances.Single),
    ];

    public static TheoryData<EngineKind> Engines => new(Kinds);

    [Property]
    public bool Log_likelihoods_agree_with_the_reference(Pic pic, QuadratureRule rule, int seed) => Agree(pic, rule, seed, (reference, exact, engine, numbers, rows, precision) =>
        CloseValues(reference.LogLikelihood(exact, rows), engine.LogLikelihood(numbers, rows), precision.Value));

    [Property]
    public bool Gradients_agree_with_the_reference(Pic pic, QuadratureRule rule, int seed) => Agree(pic, rule, seed, (reference, exact, engine, numbers, rows, precision) =>
        CloseGradients(Gradients(reference, exact, rows), Gradients(engine, numbers, rows), precision.Gradient));

    [Property(MaxTest = 40)]
    public bool Held_numbers_change_nothing(Pic pic, QuadratureRule rule, int seed, bool isDouble)
    {
        using var scope = NewDisposeScope();
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        var type = isDouble ? ScalarType.Float64 : ScalarType.Float32;
        using var numbers = Numbers(folded, seed, type);
        using var others = Numbers(folded, seed + 1, type);
        using var plain = new FusedEngine(folded);
        using var tables = TensorNumbers.Of(numbers);
        using var holding = new FusedCircuit(folded, tables);
        var rows = Evidence(pic.Scope, seed);
        bool AreSame() => EngineInputs.Values(plain.LogLikelihood(numbers, rows).to(ScalarType.Float64)).SequenceEqual(holding.LogLikelihood(TensorNumbers.ToRows(rows)));
        var isSame = AreSame();
        plain.LogLikelihood(others, rows);
        return isSame && AreSame();
    }

    [Property(MaxTest = 30)]
    public bool Differentiate_scales_accumulates_and_gives_the_log_likelihoods(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        using var numbers = Numbers(folded, seed, ScalarType.Float64);
        var evidence = Evidence(pic.Scope, seed);
        return Kinds.All(kind =>
        {
            using var engine = Compile.ToEngine(folded, kind);
            using var sums = numbers.Like();
            var first = engine.Differentiate(numbers, evidence, sums, -0.5, accumulate: false);
            engine.Differentiate(numbers, evidence, sums, 2, accumulate: true);
            return engine.Kind == kind
                && CloseValues(engine.LogLikelihood(numbers, evidence), first, Tolerances.Rounding)
                && CloseGradients([.. Gradients(engine, numbers, evidence).Select(gradient => gradient * 1.5)], [.. sums.Groups.Select(group => sums[group])], Tolerances.Gradients);
        });
    }

    [Property(MaxTest = 30)]
    public bool Log_likelihoods_do_not_depend_on_batch_size_or_row_order(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        using var numbers = Numbers(folded, seed, ScalarType.Float64);
        var evidence = Evidence(pic.Scope, seed);
        return Kinds.All(kind =>
        {
            using var engine = Compile.ToEngine(folded, kind);
            var together = engine.LogLikelihood(numbers, evidence);
            var alone = cat(evidence.split(1).Select(row => engine.LogLikelihood(numbers, row)).ToList());
            var reversed = engine.LogLikelihood(numbers, evidence.flip(0)).flip(0);
            return CloseValues(together, alone, Tolerances.Rounding) && CloseValues(together, reversed, Tolerances.Rounding);
        });
    }

    [Property(MaxTest = 20)]
    public bool Evaluation_leaves_no_live_tensors(Pic pic, QuadratureRule rule, int seed)
    {
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        return Kinds.All(kind =>
        {
            var before = TensorTests.Settle();
            using (var engine = Compile.ToEngine(folded, kind))
            using (var evidence = Evidence(pic.Scope, [(seed, -1L)]))
            using (var numbers = Numbers(folded, seed, ScalarType.Float32))
            using (var gradients = numbers.Like())
            {
                engine.LogLikelihood(numbers, evidence).Dispose();
                engine.Differentiate(numbers, evidence, gradients, 1, accumulate: false).Dispose();
                engine.Differentiate(numbers, evidence, gradients, 1, accumulate: true).Dispose();
            }

            return Tensor.TotalCount == before;
        });
    }

    /// <summary>Gradients by group of the sum of the log-likelihoods.</summary>
    internal static Tensor[] Gradients(ICircuitEngine engine, CircuitTensors numbers, Tensor evidence)
    {
        using var gradients = numbers.Like();
        engine.Differentiate(numbers, evidence, gradients, 1, accumulate: false).Dispose();
        return [.. gradients.Groups.Select(group => gradients[group].clone())];
    }

    /// <summary>Whether each log-likelihood is close relative to itself, or to one where that is more.</summary>
    internal static bool CloseValues(Tensor expected, Tensor found, double tolerance) =>
        Pairs.Of(Values(expected), Values(found)).All(pair => Math.Abs(pair.Expected - pair.Found) <= tolerance * (1 + Math.Abs(pair.Expected)));

    /// <summary>Whether gradients are close relative to the largest entry of each tensor.</summary>
    internal static bool CloseGradients(Tensor[] expected, Tensor[] found, double tolerance) => Pairs.Of(expected, found).All(pair =>
    {
        var (first, second) = (Values(pair.Expected), Values(pair.Found));
        var largest = first.Max(Math.Abs);
        return Pairs.Of(first, second).All(entry => Math.Abs(entry.Expected - entry.Found) <= tolerance * largest);
    });

    /// <summary>Whether all engines give what the reference gives in float64 on the same numbers.</summary>
    private static bool Agree(
        Pic pic,
        QuadratureRule rule,
        int seed,
        Func<ICircuitEngine, CircuitTensors, ICircuitEngine, CircuitTensors, Tensor, (ScalarType, double Value, double Gradient), bool> same)
    {
        using var scope = NewDisposeScope();
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        var evidence = Evidence(pic.Scope, seed);
        using var reference = Compile.ToLayerStack(folded);
        return Precisions.All(precision =>
        {
            using var numbers = Numbers(folded, seed, precision.Type);
            using var exact = Double(numbers);
            return Kinds.All(kind =>
            {
                using var engine = Compile.ToEngine(folded, kind);
                return same(reference, exact, engine, numbers, evidence, precision);
            });
        });
    }
}
