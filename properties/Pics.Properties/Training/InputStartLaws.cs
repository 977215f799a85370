using static Pics.Properties.Learned;

namespace Pics.Properties;

/// <summary>Models begin where their rows are, whatever unit a column has; those of categories begin as ever.</summary>
[Collection(TensorTests.Name)]
public class InputStartLaws
{
    private const int Rows = 400;

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(5000)]
    [InlineData(200_000)]
    public void A_short_training_reaches_the_mean_of_counts_and_numbers_of_any_unit(double mean)
    {
        var data = Table(mean, new("x", new ColumnKind.Count()), new("y", new ColumnKind.Real(mean, 0.3 * mean)), new("side", Column.Of(2).Kind));
        using var model = Get(PicModel.Learn(data, Quick));
        foreach (var name in new[] { "x", "y" })
            Assert.InRange(Get(model.Ask($"E({name})")).Value, 0.75 * Mean(data, name), 1.3 * Mean(data, name));
    }

    [Theory]
    [InlineData(FamilyChoice.Binomial, 1)]
    [InlineData(FamilyChoice.Binomial, 50)]
    [InlineData(FamilyChoice.DiscretisedLogistic, 1)]
    [InlineData(FamilyChoice.DiscretisedLogistic, 50)]
    [InlineData(FamilyChoice.Gaussian, 50)]
    [InlineData(FamilyChoice.Gaussian, 5000)]
    public void So_does_one_of_levels_that_are_mostly_low_and_of_numbers_that_are_not_centred(FamilyChoice family, double mean)
    {
        var kind = family == FamilyChoice.Gaussian ? new ColumnKind.Count() : Column.Of(2000).Kind;
        var data = Table(mean, new("x", kind), new("side", Column.Of(2).Kind));
        using var model = Get(PicModel.Learn(data, Quick.WithFamily("x", family)));
        Assert.InRange(Get(model.Ask("E(x)")).Value, 0.6 * Mean(data, "x"), 1.5 * Mean(data, "x"));
    }

    [Theory]
    [InlineData(false, Sharing.Composite)]
    [InlineData(false, Sharing.None)]
    [InlineData(true, Sharing.None)]
    public void Before_any_step_outputs_have_the_mean_of_each_column(bool isPlain, Sharing sharing)
    {
        double[] means = [0.01, 3, 700];
        var data = Dataset.Table("counts", means.Select((_, place) => new Column($"x{place}", new ColumnKind.Count())), Numbers(means)).OrThrow();
        using var model = Fresh(isPlain, sharing, _ => new InputFamily.Poisson(1));
        model.StartAt(data);
        using var circuit = model.Parameters.Materialize(model.Rule.Create().OrThrow(), false, EngineKind.Reference);
        foreach (var input in model.Pic.Units.Units.OfType<CircuitUnit.Input>())
        {
            using var rates = circuit.Tensors[input.Density.Group][input.Density.Head];
            Assert.Equal(Math.Log(Mean(data, $"x{input.Variable}")), rates.data<double>().Average(), 1e-9);
        }
    }

    [Fact]
    public void Columns_without_rows_or_with_zeros_alone_begin_somewhere()
    {
        var data = Dataset.Table("none", Enumerable.Range(0, 3).Select(place => new Column($"x{place}", new ColumnKind.Count())), Enumerable.Range(0, 30).SelectMany(row => new[] { double.NaN, 0, row == 3 ? double.NaN : int.MaxValue - 1.0 })).OrThrow();
        using var model = Fresh(false, Sharing.Composite, _ => new InputFamily.Poisson(1));
        model.StartAt(data);
        model.StartAt(Dataset.Empty("empty", data.Form));
        using var circuit = model.Parameters.Materialize(model.Rule.Create().OrThrow(), false, EngineKind.Reference);
        Assert.All(circuit.Tensors.Groups.SelectMany(group => circuit.Tensors[group].data<double>().ToArray()), number => Assert.True(double.IsFinite(number)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Categories_and_centred_numbers_begin_as_ever(bool isPlain)
    {
        using var moved = Fresh(isPlain, isPlain ? Sharing.None : Sharing.Full, Family);
        using var kept = Fresh(isPlain, isPlain ? Sharing.None : Sharing.Full, Family);
        Column[] columns = [new("a", Column.Of(2).Kind), new("b", Column.Of(5).Kind), new("c", new ColumnKind.Real(9000, 20))];
        moved.StartAt(Dataset.Table("rows", columns, Enumerable.Range(0, 40).SelectMany(row => new double[] { row % 2, 4, (row - 19) / 11.0 })).OrThrow());
        Assert.Equal(Of(kept), Of(moved));

        static InputFamily Family(int variable) => variable switch { 0 => new InputFamily.Bernoulli(1), 1 => new InputFamily.Categorical(1, 5), _ => new InputFamily.Gaussian(1) };
        static double[] Of(StoredModel model) => [.. model.Parameters.Named.SelectMany(entry => entry.Tensor.data<double>().ToArray())];
    }

    private static StoredModel Fresh(bool isPlain, Sharing sharing, Func<int, InputFamily> family)
    {
        var pic = Merge.Joined(family, MergeKind.Cp, null).Then(Share.With(sharing, isPlain ? Sharing.None : Sharing.Composite)).Apply(BalancedTree.Create(3).OrThrow()).OrThrow();
        return StoredModel.Fresh(pic, isPlain, new NetSettings(8, Double: true), RuleKind.GaussLegendre, 4, seed: 1);
    }

    /// <summary>Rows whose numbers have about a mean, in every column but one named side.</summary>
    private static Dataset Table(double mean, params Column[] columns)
    {
        var random = new Random(5);
        double Value(Column column) => column.Kind switch
        {
            ColumnKind.Real real => (Normal(random, mean, 0.3 * mean) - real.Centre) / real.Scale,
            _ when column.Name == "side" => random.Next(2),
            _ => Count(random, mean),
        };
        return Dataset.Table("rows", columns, Enumerable.Range(0, Rows).SelectMany(_ => columns.Select(Value))).OrThrow();
    }

    private static IEnumerable<double> Numbers(double[] means)
    {
        var random = new Random(6);
        return Enumerable.Range(0, Rows).SelectMany(_ => means.Select(mean => Count(random, mean)));
    }

    private static double Count(Random random, double mean) => mean < 1 ? (random.NextDouble() < mean ? 1 : 0) : Math.Max(0, Math.Round(Normal(random, mean, Math.Sqrt(mean))));

    private static double Normal(Random random, double mean, double deviation) => mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private static double Mean(Dataset data, string name) => Enumerable.Range(0, data.Rows).Average(row => data.Number(row, name).OrThrow());
}
