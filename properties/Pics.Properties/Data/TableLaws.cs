using TorchSharp;

namespace Pics.Properties;

/// <summary>Data sets whose columns are of different kinds.</summary>
[Collection(TensorTests.Name)]
public class TableLaws
{
    private static readonly ImmutableArray<Column> Mixed =
    [
        new("colour", new ColumnKind.Categorical(3, LanguageExt.Prelude.Array("blue", "green", "red"))),
        new("visits", new ColumnKind.Count()),
        new("height", new ColumnKind.Real(170, 10)),
    ];

    private static readonly ImmutableArray<Column> All = [.. Mixed, Column.Of(3), new("age", new ColumnKind.Categorical(2, LanguageExt.Prelude.Array("-3", "7")))];

    [Fact]
    public void Mixed_rows_are_real_evidence_with_nan_where_hidden()
    {
        var data = Get(Dataset.Table("people", Mixed, [0, 7, 0.5, 2, 0, double.NaN, double.NaN, 1, -1.5]));
        Assert.Equal((3, 3, 1, 3, true), (data.Rows, data.Variables, data.Channels, data.Categories, data.IsReal));
        using var batch = data.Batch([2, 0]);
        Assert.Equal(torch.ScalarType.Float64, batch.dtype);
        Assert.Equal([double.NaN, 1, -1.5, 0, 7, 0.5], batch.data<double>().ToArray());
        Assert.Equal([0, 0, 0], new[] { data.LogScale(1), data.Take([1]).LogScale(0), Get(Dataset.Table("made", [Column.Of(2)], [1])).LogScale(0) });
        Assert.Equal(Math.Log(10), data.LogScale(0), 1e-15);
        Assert.False(data.IsComplete());
        Assert.True(data.Take([0]).IsComplete());
    }

    [Theory]
    [InlineData(0, "green", 1.0)]
    [InlineData(0, "violet", null)]
    [InlineData(1, "7.0", 7.0)]
    [InlineData(1, "-1", null)]
    [InlineData(1, "1.5", null)]
    [InlineData(2, "185", 1.5)]
    [InlineData(2, "tall", null)]
    [InlineData(2, "1e999", null)]
    [InlineData(3, "2", 2.0)]
    [InlineData(3, "3", null)]
    [InlineData(3, "-1", null)]
    [InlineData(3, "0.5", null)]
    [InlineData(3, "", null)]
    [InlineData(4, "7.0", 1.0)]
    [InlineData(4, "1", null)]
    public void Texts_stand_for_the_values_of_their_column(int column, string text, double? value) => Assert.Equal(value, All[column].Value(text));

    [Property]
    public void The_text_of_a_value_stands_for_it(byte column, ushort number)
    {
        var chosen = All[column % All.Length];
        var value = chosen.Kind.Match(categorical => number % categorical.Values, _ => number, _ => (number - 30000) / 1024.0, _ => number);
        Assert.Equal(value, chosen.Value(chosen.Text(value))!.Value, 1e-9);
    }

    [Fact]
    public void Whole_columns_are_whole_evidence()
    {
        var data = Get(Dataset.Table("made", [Column.Of(3), new("n", new ColumnKind.Count())], [2, 1000, double.NaN, 5]));
        using var batch = data.Batch([0, 1]);
        Assert.Equal([2L, 1000, -1, 5], batch.data<long>().ToArray());
        Assert.False(data.IsReal);
    }

    [Fact]
    public void Tables_refuse_impossible_columns_and_values()
    {
        string Says(IEnumerable<Column> columns, params double[] values) => Dataset.Table("made", columns, values).Match(_ => "no error", error => error.Explain());
        Assert.Equal("no error", Says(Mixed, 1, 2, 3));
        Assert.Equal("'made' has the value 3 at row 0, variable 0; values are 0 to 2, or -1 where not observed", Says(Mixed, 3, 0, 0));
        Assert.Equal("'made' has the value 0.5 at row 1, variable 0; values are 0 to 2, or -1 where not observed", Says(Mixed, 0, 0, 0, 0.5, 0, 0));
        Assert.Equal("'made' has the value -1 at row 0, variable 1; counts are whole numbers from 0 to 2147483646", Says(Mixed, 0, -1, 0));
        Assert.Equal("'made' has the value 1.5 at row 0, variable 1; counts are whole numbers from 0 to 2147483646", Says(Mixed, 0, 1.5, 0));
        Assert.Equal("'made' has the value Infinity at row 0, variable 2; real numbers must be finite", Says(Mixed, 0, 0, double.PositiveInfinity));
        Assert.Equal("'made' has the shape 2 values in rows of 3 column(s); expected at least one column, and whole rows", Says(Mixed, 0, 0));
        Assert.Equal("'made' has the shape a column 'x' of real numbers; expected 1 to 32767 values with a label each or none, a finite centre and a positive scale", Says([new("x", new ColumnKind.Real(0, 0))], 0));
        Assert.Equal("'made' has the shape a column 'x' of 2 values; expected 1 to 32767 values with a label each or none, a finite centre and a positive scale", Says([new("x", new ColumnKind.Categorical(2, LanguageExt.Prelude.Array("one")))], 0));
    }

    [Fact]
    public void Independent_dimensions_are_fitted_by_kind()
    {
        var data = Get(Dataset.Table("made", [Column.Of(2), new("n", new ColumnKind.Count()), new("x", new ColumnKind.Real(0, 10))], [0, 2, -1, 0, 4, 1, double.NaN, 3, double.NaN]));
        var categories = 2 * Math.Log(3.0 / 4);
        double Poisson(int value) => (value * Math.Log(3)) - 3 - Enumerable.Range(1, value).Sum(factor => Math.Log(factor));
        var normal = 2 * (-0.5 - Math.Log(Math.Sqrt(2 * Math.PI)) - Math.Log(10));
        Assert.Equal((categories + Poisson(2) + Poisson(4) + Poisson(3) + normal) / 3, Baselines.IndependentDimensions(data, data), 1e-12);
        Assert.True(double.IsNaN(Baselines.Uniform(data)));
        Assert.Equal(-Math.Log(6), Baselines.Uniform(Get(Dataset.Table("made", [Column.Of(2), Column.Of(3)], [0, 0]))), 1e-15);
    }

    [Fact]
    public void A_table_of_all_kinds_trains_with_hidden_values()
    {
        using var scope = torch.NewDisposeScope();
        var random = new Random(3);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var values = Enumerable.Range(0, 600).SelectMany(_ =>
        {
            var kind = random.Next(3);
            double Hide(double value) => random.Next(6) == 0 ? double.NaN : value;
            return new[] { Hide(kind), Hide((kind * 5) + random.Next(2)), Hide((kind - 1) + (0.2 * Normal())) };
        });
        var all = Get(Dataset.Table("made", Mixed, values));
        var data = DatasetSplits.HoldOut(all.Take(Enumerable.Range(0, 500)), all.Take(Enumerable.Range(500, 100)), 0.2);
        InputFamily[] families = [new InputFamily.Categorical(1, 3), new InputFamily.Poisson(1), new InputFamily.Gaussian(1)];
        var graph = PicBuilder.Get(RegionGraph.Create(Decomposition.Of([Scope.Single(0), Scope.Single(1), Scope.Single(2), Scope.Range(0, 2), Scope.Range(0, 3)], [new(3, LanguageExt.Prelude.Array(0, 1)), new(4, LanguageExt.Prelude.Array(3, 2))])));
        var pic = PicBuilder.Get(Merge.With(variable => families[variable], _ => MergeKind.Tucker).Then(Share.Default).Apply(graph));
        var rule = PicBuilder.Get(Quadrature.Create(RuleKind.Trapezoidal, 12));
        var folded = PicBuilder.Get(Pipeline.Evaluation(rule).Apply(pic));
        using var nets = new PicNets(pic, new NetSettings(32), 1);
        using var engine = Compile.ToEngine(folded, EngineLaws.Kinds[^1]);
        var settings = TrainingSettings.ForPic with { Batches = new() { Size = 100 }, Stopping = new() { MaxSteps = 300, MaxEpochs = 1000 }, Reports = new() { ValidateEvery = 50 } };
        var trainer = Trainer.Create(engine, folded, nets, data, settings).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        trainer.Run(_ => { }, default);
        using var numbers = nets.Materialize(rule, forGradients: false, engine.Kind);
        var model = LogLikelihood.OfRows(engine, numbers.Tensors, data.Test).Average();
        Assert.InRange(model, Baselines.IndependentDimensions(data.Train, data.Test) + 1, double.PositiveInfinity);
    }

    private static Dataset Get(LanguageExt.Either<DataError, Dataset> result) => result.IfLeft(error => throw new InvalidOperationException(error.Explain()));
}
