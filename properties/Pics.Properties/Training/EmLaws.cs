using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Expectation maximisation of free weights, on every engine.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], MaxTest = 8)]
[Collection(TensorTests.Name)]
public class EmLaws
{
    internal const int Nodes = 3, Count = 40;

    internal static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Midpoint, Nodes));

    private static readonly OptimiserSettings Plain = TrainingSettings.ForEm.Optimiser with { LearningRate = 1, Momentum = 0, PseudoCount = 0 };

    internal static InputFamily Family(int variable) => (variable % 3) switch
    {
        0 => new InputFamily.Categorical(1, 3),
        1 => new InputFamily.Bernoulli(1),
        _ => new InputFamily.Binomial(1, 3),
    };

    [Property]
    public void A_step_on_all_rows_never_lowers_the_likelihood(int seed, bool isTied)
    {
        foreach (var kind in EngineLaws.Kinds.Prepend(EngineKind.Reference))
        {
            using var work = new EmWork(seed, isTied ? Sharing.Composite : Sharing.None, kind);
            using var em = new Em(work.Weights, 0, 0);
            if (isTied) work.Step(em, 1); // tied weights that are not normalised are of one unit what they are not of another
            var before = work.Step(em, 1);
            for (var step = 0; step < 4; step++)
            {
                var after = work.Step(em, 1);
                Assert.True(after >= before - 1e-9, $"{after} after {before} at step {step}, {kind}");
                before = after;
            }
        }
    }

    [Property]
    public void A_small_step_raises_the_likelihood_of_weights_that_are_no_fixed_point(int seed)
    {
        using var work = new EmWork(seed, Sharing.None, EngineKind.Reference);
        using var em = new Em(work.Weights, 0, 0);
        work.Step(em, 1);
        var before = work.Step(em, 1e-3);
        Assert.True(work.Step(em, 1e-3) >= before - 1e-12);
    }

    [Property]
    public void Each_observed_value_passes_through_one_node_and_each_row_through_one_of_the_root(int seed)
    {
        using var work = new EmWork(seed, Sharing.None, EngineKind.Reference);
        using var numbers = work.Weights.Materialize(Rule, forGradients: false, work.Engine.Kind);
        using var counts = work.CountedBy(numbers.Tensors);
        double Of(CircuitTensors of, IEnumerable<FunctionSpec> functions) => functions.Distinct().Sum(function => of[function.Group][function.Head].sum().to(ScalarType.Float64).item<double>());
        foreach (var inputs in work.Pic.Units.Units.OfType<CircuitUnit.Input>().GroupBy(input => input.Variable))
        {
            var seen = work.Rows.Count(row => !double.IsNaN(row[inputs.Key])) / (double)Count;
            Assert.Equal(seen, Of(counts.OfRows, inputs.Select(input => input.Density)), 1e-9);
            Assert.Equal(1, Of(counts.OfModel, inputs.Select(input => input.Density)), 1e-9);
        }
    }

    [Property]
    public void Counts_of_inputs_are_the_posterior_of_their_nodes(int seed)
    {
        using var work = new EmWork(seed, Sharing.None, EngineKind.Reference);
        using var numbers = work.Weights.Materialize(Rule, forGradients: false, work.Engine.Kind);
        using var counts = work.CountedBy(numbers.Tensors);
        using var scope = NewDisposeScope();
        using var stack = Compile.ToScaledStack(work.Folded);
        var (flows, _) = ScaledFlows.Of(work.Folded, stack, numbers.Tensors, work.Evidence, [.. Enumerable.Repeat(true, 5)]);
        foreach (var unit in Enumerable.Range(0, flows.Units.Length))
        {
            var (function, variable, _, width) = flows.Units[unit];
            var shares = new double[Count * width];
            flows.Shares(unit, shares);
            for (var node = 0; node < width; node++)
            {
                var expected = Enumerable.Range(0, Count).Where(row => !double.IsNaN(work.Rows[row][variable])).Sum(row => shares[(row * width) + node]) / Count;
                var found = counts.OfRows[function.Group][function.Head][node].sum().item<double>();
                Assert.Equal(expected, found, 1e-9);
            }
        }
    }

    [Fact]
    public void Two_coins_that_depend_learn_as_the_textbook_says()
    {
        var pic = Get(Merge.Joined(_ => new InputFamily.Bernoulli(1), MergeKind.Tucker, MergeKind.Tucker).Then(Share.With(Sharing.None, Sharing.None)).Apply(Get(FullyFactorised.Create(2))));
        using var work = new EmWork(1, pic, EngineKind.Reference, _ => new InputFamily.Bernoulli(1), 2);
        using var em = new Em(work.Weights, 0, 0);
        work.Step(em, 1);
        var expected = Textbook(work.Named(), work.Rows);
        work.Step(em, 1);
        Assert.Equal(expected, work.Named(), (one, other) => Math.Abs(one - other) < 1e-9);
    }

    /// <summary>One step of EM for p(x, y) = sum of w[i, j] p(x | i) p(y | j), by adding up the responsibilities of each row.</summary>
    /// <param name="weights">Logits of x by i, logits of y by j, then w with j fastest.</param>
    /// <param name="rows">x and y, NaN where not observed.</param>
    private static double[] Textbook(double[] weights, IReadOnlyList<double[]> rows)
    {
        double Coin(double value, double logit) => double.IsNaN(value) ? 1 : 1 / (1 + Math.Exp(value > 0 ? -logit : logit));
        var (ones, all, joint) = (new double[2 * Nodes], new double[2 * Nodes], new double[Nodes * Nodes]);
        foreach (var row in rows)
        {
            var parts = Enumerable.Range(0, Nodes * Nodes).Select(pair => weights[(2 * Nodes) + pair] * Coin(row[0], weights[pair / Nodes]) * Coin(row[1], weights[Nodes + (pair % Nodes)])).ToArray();
            for (var pair = 0; pair < parts.Length; pair++)
            {
                var part = parts[pair] / parts.Sum();
                joint[pair] += part;
                foreach (var (variable, node) in new[] { (0, pair / Nodes), (1, Nodes + (pair % Nodes)) })
                {
                    if (double.IsNaN(row[variable])) continue;
                    all[node] += part;
                    ones[node] += part * row[variable];
                }
            }
        }

        return [.. ones.Zip(all, (one, total) => Math.Log(one / (total - one))), .. joint.Select(part => part / rows.Count)];
    }

    [Fact]
    public void Pseudo_counts_keep_every_value_possible()
    {
        using var work = new EmWork(7, Sharing.None, EngineKind.Reference);
        using var em = new Em(work.Weights, 0, 0.5 / Count);
        for (var step = 0; step < 5; step++) work.Step(em, 1);
        using var numbers = work.Weights.Materialize(Rule, forGradients: false, work.Engine.Kind);
        Assert.All(work.Weights.Groups.Where(entry => entry.Group.Signature is FunctionSignature.Density { Family: InputFamily.Categorical }), entry =>
            Assert.True(numbers.Tensors[entry.Group.Id].min().to(ScalarType.Float64).item<double>() > Math.Log(1e-4)));
    }

    [Fact]
    public void Small_steps_hardly_move_weights() // what is thought to have been seen counts as rows do, not once a step
    {
        using var work = new EmWork(7, Sharing.None, EngineKind.Reference);
        using Em first = new(work.Weights, 0, 0), small = new(work.Weights, 0, 5.0 / Count);
        work.Step(first, 1); // to weights that are normalised
        var before = work.Named();
        for (var step = 0; step < 50; step++) work.Step(small, 1e-9);
        Assert.Equal(before, work.Named(), (one, other) => Math.Abs(one - other) < 1e-4);
    }

    [SkippableTheory]
    [InlineData(EngineKind.Scaled)]
    [InlineData(EngineKind.Fused)]
    public void Engines_make_the_same_step(EngineKind kind)
    {
        Skip.IfNot(Engines.Supports(kind, null), "this processor has no 256-bit vector registers");
        double[] Weights(EngineKind of)
        {
            using var work = new EmWork(11, Sharing.Composite, of);
            using var em = new Em(work.Weights, 0.9, 0.1 / Count);
            for (var step = 0; step < 3; step++) work.Step(em, 0.4);
            return work.Named();
        }

        Assert.Equal(Weights(EngineKind.Reference), Weights(kind), (one, other) => Math.Abs(one - other) < 1e-9);
    }

    [Fact]
    public void What_EM_cannot_do_is_said()
    {
        Assert.Equal("the step of EM is 1.5; it must be above 0 and at most 1", Says(Plain with { LearningRate = 1.5 }));
        Assert.Equal("the momentum of EM is 1; it must be from 0 to below 1", Says(Plain with { Momentum = 1 }));
        Assert.Equal("the pseudo-count of EM is -1; it must be zero or a positive number", Says(Plain with { PseudoCount = -1 }));
        Assert.Equal("the weight decay is 0.1; it must be 0 with EM, which has no penalty but its pseudo-count", Says(Plain with { WeightDecay = 0.1 }));
        Assert.Equal("the optimiser is EM for a PIC, whose functions are nets; it must be Adam, or the model a plain circuit", Says(Plain, new(IsPlain: false)));

        static string Says(OptimiserSettings optimiser, ResumableRun.Circuit? circuit = null)
        {
            using var run = new ResumableRun(circuit ?? new(IsPlain: true));
            using var parameters = run.Fresh(isFirst: true);
            return run.Create(parameters, TrainingSettings.ForEm with { Optimiser = optimiser, Batches = new() { Size = 8 } }, ResumableRun.Data(40)).Match(_ => string.Empty, error => error.Explain());
        }
    }
}
