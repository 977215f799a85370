using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The records of a run are in the data's own units, whatever the units of the parameters.</summary>
[Collection(TensorTests.Name)]
public class UnitLaws
{
    private static Dataset Rows(double scale)
    {
        var random = new Random(5);
        var columns = new[] { new Column("a", new ColumnKind.Real(3, scale)), new Column("b", new ColumnKind.Categorical(2, Arr<string>.Empty)), new Column("c", new ColumnKind.Real(0, 7 * scale)) };
        return Dataset.Table("rows", columns, Enumerable.Range(0, 24).SelectMany(_ => new[] { random.NextDouble(), random.Next(2), random.Next(4) == 0 ? double.NaN : random.NextDouble() })).OrThrow();
    }

    private static (IReadOnlyList<TrainingRecord> Records, double First, double[] Parameters) Train(double scale, bool plain, int? micro)
    {
        using var scope = NewDisposeScope();
        var (data, rule) = (Rows(scale), Get(Quadrature.Create(RuleKind.Trapezoidal, 4)));
        var merge = Merge.With(variable => variable == 1 ? new InputFamily.Bernoulli(1) : new InputFamily.Gaussian(1), _ => MergeKind.Cp).Then(Share.With(Sharing.None, Sharing.None));
        using var model = StoredModel.Fresh(Get(BalancedTree.Create(3).Bind(merge.Apply)), plain, new(8, Double: true), RuleKind.Trapezoidal, 4, seed: 1);
        var folded = Get(Pipeline.Evaluation(rule).Apply(model.Pic));
        using var engine = Compile.ToLayerStack(folded);
        double first;
        using (var numbers = model.Parameters.Materialize(rule, forGradients: false, engine.Kind))
            first = LogLikelihood.OfRows(engine, numbers.Tensors, data, LogLikelihood.LogNormaliser(engine, numbers.Tensors, data)).Average();
        var settings = TrainingSettings.ForPic with { Batches = new() { Size = 24, MicroBatch = micro }, Stopping = new() { MaxSteps = 3 }, Reports = new() { ReportEvery = 1, ValidateEvery = 1 } };
        var records = new List<TrainingRecord>();
        Trainer.Create(engine, folded, model.Parameters, new(data, data, data), settings).OrThrow().Run(records.Add, CancellationToken.None);
        return (records, first, [.. model.Parameters.Trainable.SelectMany(parameter => parameter.detach().data<double>().ToArray())]);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, 5)]
    [InlineData(true, null)]
    public void Training_and_validation_rows_have_one_unit(bool plain, int? micro)
    {
        var (records, first, parameters) = Train(1000, plain, micro);
        var trained = records.OfType<TrainingRecord.Trained>().Select(record => record.LogLikelihood).ToArray();
        var validated = records.OfType<TrainingRecord.Validated>().Select(record => record.LogLikelihood).ToArray();
        Assert.Equal(first, trained[0], 1e-9);
        Assert.Equal(validated[0], trained[1], 1e-9); // all rows are one batch: the next step sees the parameters that were validated
        Assert.Equal(validated[1], trained[2], 1e-9);
        var (others, _, same) = Train(1, plain, micro);
        Assert.Equal(same, parameters); // units change what is shown, not what is learned
        var observed = Rows(1);
        var shift = Enumerable.Range(0, 24).Average(row => observed.Row(row).Count(value => !double.IsNaN(value)) - 1) * Math.Log(1000);
        Assert.Equal(others.OfType<TrainingRecord.Trained>().First().LogLikelihood - shift, trained[0], 1e-9);
    }
}
