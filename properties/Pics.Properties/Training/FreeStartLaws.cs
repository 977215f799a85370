using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Plain circuits that begin with the weights of another model, and weights that are taken away.</summary>
[Properties(Arbitrary = [typeof(PicsArbitraries)], MaxTest = 8)]
[Collection(TensorTests.Name)]
public class FreeStartLaws
{
    private const int Nodes = 3;

    private static StoredModel Free(Pic pic, StoredRule rule, Sharing sharing = Sharing.None) =>
        StoredModel.Create(Get(Share.With(sharing, sharing).Apply(pic)), plain: true, new(8, Double: true), rule, 5).OrThrow();

    private static double[] LogLikelihoods(StoredModel model, QuadratureRule rule, FamilyRecipe recipe)
    {
        using var asked = Get(QpcModel.Of(model, rule));
        using var scope = NewDisposeScope();
        var isReal = asked.IsReal;
        var rows = EvidenceTensors.Of([.. recipe.Rows.Map(row => row.ToArray())], 5, recipe.Channels, isReal, CPU);
        return CircuitQueries.LogLikelihood(asked, rows).OrThrow().data<double>().ToArray();
    }

    [Property]
    public void The_circuit_of_a_PIC_with_free_weights_is_the_same_distribution(int seed, bool isReal)
    {
        var recipe = FamilyRecipe.Random(seed, 1 + (Math.Abs(seed % 2)), isReal);
        using var pic = StoredModel.Create(recipe.Pic, plain: false, new(6, Double: true), RuleKind.Midpoint, Nodes, 3).OrThrow();
        Contrast.Raise(pic, 4);
        foreach (var rule in new[] { StoredRule.Of(RuleKind.Midpoint, Nodes), StoredRule.Of(RuleKind.GaussLegendre, 5) })
        {
            using var free = Free(recipe.Pic, rule);
            Assert.True(free.StartFrom(pic).IsRight);
            var points = Get(rule.Create());
            Assert.Equal(LogLikelihoods(pic, points, recipe), LogLikelihoods(free, points, recipe), (one, other) => one == other || Math.Abs(one - other) < 1e-9 * (1 + Math.Abs(one)));
            using var again = Free(recipe.Pic, rule);
            Assert.True(again.StartFrom(free).IsRight);
            Assert.Equal(LogLikelihoods(free, points, recipe), LogLikelihoods(again, points, recipe));
        }
    }

    [Fact]
    public void What_cannot_be_begun_with_is_said()
    {
        var (pic, other) = (Random(1, 4), Random(2, 4));
        var rule = StoredRule.Of(RuleKind.Midpoint, Nodes);
        using var nets = StoredModel.Create(Get(Share.With(Sharing.Full, Sharing.None).Apply(pic)), plain: false, new(6), RuleKind.Midpoint, Nodes, 3).OrThrow();
        using var free = Free(pic, rule);
        using var wider = Free(pic, StoredRule.Of(RuleKind.Midpoint, 4));
        using var another = Free(other, rule);
        using var tied = Free(pic, rule, Sharing.Full);
        Assert.Equal("only a plain circuit begins with the weights of another model", Says(nets, free));
        Assert.Equal("a plain circuit keeps its K, which is 3 and not 4; only a PIC begins at another", Says(wider, free));
        Assert.Contains("begin with the structure, merges, families and columns of that run", Says(another, nets), StringComparison.Ordinal);
        Assert.Contains("its functions are tied less than the options say", Says(tied, nets), StringComparison.Ordinal);

        static string Says(StoredModel model, StoredModel source) => model.StartFrom(source).Match(_ => string.Empty, error => error.Explain());
    }

    [Property]
    public void Weights_that_no_row_uses_cost_no_row_anything(int seed)
    {
        var data = ResumableRun.Data(60);
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, Sharing.None, Sharing.None).Apply(Get(QuadTree.Create(4, 4))));
        using var model = StoredModel.Create(pic, plain: true, new(8, Double: true), RuleKind.Midpoint, 4, seed).OrThrow();
        var rule = Get(Quadrature.Create(RuleKind.Midpoint, 4));
        using var engine = Compile.ToEngine(Get(Pipeline.Evaluation(rule).Apply(pic)), EngineKind.Reference);
        var trainer = Trainer.Create(engine, Get(Pipeline.Evaluation(rule).Apply(pic)), model.Parameters, data, TrainingSettings.ForEm with { Batches = new() { Size = 54 }, Stopping = new() { MaxSteps = 30, Patience = 100 }, Optimiser = TrainingSettings.ForEm.Optimiser with { PseudoCount = 0 } }).OrThrow();
        trainer.Run(_ => { }, default);
        double Mean(Dataset rows)
        {
            using var numbers = model.Parameters.Materialize(rule, forGradients: false, engine.Kind);
            return LogLikelihood.MeanOfRows(engine, numbers.Tensors, rows, LogLikelihood.LogNormaliser(engine, numbers.Tensors, rows)).Nats;
        }

        var before = Mean(data.Train);
        var few = FlowPruning.Of(model, engine, data.Train, 1e-9);
        Assert.True(Mean(data.Train) >= before - 1e-6, $"{Mean(data.Train)} after {before}");
        var more = FlowPruning.Of(model, engine, data.Train, 2);
        Assert.True(few.Weights == more.Weights && few.Removed <= more.Removed && more.Removed < more.Weights && more.Removed > 0);
        var after = Mean(data.Train);
        Assert.True(double.IsFinite(after));
        Assert.True(FlowPruning.Of(model, engine, data.Train, 1e-9).Weights == few.Weights);
    }

    [Fact]
    public void Every_sum_keeps_a_weight_and_its_total()
    {
        var data = ResumableRun.Data(60);
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, Sharing.None, Sharing.None).Apply(Get(QuadTree.Create(4, 4))));
        using var model = StoredModel.Create(pic, plain: true, new(8, Double: true), RuleKind.Midpoint, 4, 1).OrThrow();
        using var engine = Compile.ToEngine(Get(Pipeline.Evaluation(Get(Quadrature.Create(RuleKind.Midpoint, 4))).Apply(pic)), EngineKind.Reference);
        double[] Totals() => [.. ((FreeWeights)model.Parameters).Groups.Where(entry => entry.Group.Signature is FunctionSignature.Kernel).SelectMany(entry => entry.Parameter.detach().sum(2).data<double>().ToArray())];
        var before = Totals();
        var pruning = FlowPruning.Of(model, engine, data.Train, 1e9);
        Assert.Equal(before, Totals(), (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal(before.Length, pruning.Weights - pruning.Removed);
    }
}
