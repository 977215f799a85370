using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Models with random parameters over small tables and images, and the densities of complete rows as the oracle of what they are asked.</summary>
internal sealed class FaceModel : IDisposable
{
    /// <summary>Texts, numbers that are labels, counts and real numbers.</summary>
    public static readonly RowForm People = new(
        [
            new("sex", new ColumnKind.Categorical(2, Prelude.Array("f", "m"))),
            new("age group", new ColumnKind.Categorical(3, Prelude.Array("1", "2", "4"))),
            new("visits", new ColumnKind.Count()),
            new("income", new ColumnKind.Real(30000, 8000)),
        ],
        1,
        null);

    /// <summary>Texts with one for all others, whole numbers, numbers of two decimals and others in bins, and real numbers.</summary>
    public static readonly RowForm Buyers = new(
        [
            new("job", new ColumnKind.Categorical(3, Prelude.Array("cook", "smith", "(other)"))) { HasOther = true },
            new("age", new ColumnKind.Binned(Get(Bins.Create([17.5, 24.5, 30.5, 31.5, 64.5], 2, 9)))) { Form = new CellForm.Number(0, NumberNotation.Plain), Range = (15, 80) },
            new("paid", new ColumnKind.Binned(Get(Bins.Create([-0.005, 0.005, 4.995, 20.005], 1, 12)))) { Form = new CellForm.Number(2, NumberNotation.Plain), Range = (0, 60) },
            new("size", new ColumnKind.Binned(Get(Bins.Create([0.1, 0.4, 2.7], 0.05, 0.8)))) { Range = (0.02, 4) },
            new("height", new ColumnKind.Real(170, 10)) { Form = new CellForm.Number(0, NumberNotation.Plain), Range = (150, 190) },
        ],
        1,
        null);

    private FaceModel(PicModel model) => Model = model;

    public PicModel Model { get; }

    /// <summary>A model of <see cref="People"/>.</summary>
    public static FaceModel OfPeople(int seed = 1, bool plain = false, bool isDouble = true, bool hasContrast = false) => new(Made(
        People,
        Get(RandomBinaryTrees.Create(4, int.MaxValue, 2, seed)),
        variable => variable switch { 0 => new InputFamily.Bernoulli(1), 1 => new InputFamily.Categorical(1, 3), 2 => new InputFamily.Poisson(1), _ => new InputFamily.Gaussian(1) },
        (seed, plain, isDouble),
        hasContrast));

    /// <summary>The same of people whose age groups are labels in an order, with one for all others.</summary>
    public static FaceModel OfSizes(int seed = 1) => new(Made(
        new([People.Columns[0], new("size", new ColumnKind.Categorical(3, Prelude.Array("S", "M", "(other)"))) { IsOrdered = true, HasOther = true }, People.Columns[2], People.Columns[3]], 1, null),
        Get(RandomBinaryTrees.Create(4, int.MaxValue, 2, seed)),
        variable => variable switch { 0 => new InputFamily.Bernoulli(1), 1 => new InputFamily.Categorical(1, 3), 2 => new InputFamily.Poisson(1), _ => new InputFamily.Gaussian(1) },
        (seed, false, true)));

    /// <summary>A model of <see cref="Buyers"/>, or of those of them that are no real numbers.</summary>
    public static FaceModel OfBuyers(int seed = 1, bool plain = false, bool isReal = true)
    {
        var form = isReal ? Buyers : Buyers.Take([0, 1, 2, 3]);
        return new(Made(
            form,
            Get(RandomBinaryTrees.Create(form.Variables, int.MaxValue, 2, seed)),
            variable => form.Columns[variable].Kind.Finite is { } values ? new InputFamily.Categorical(1, values) : new InputFamily.Gaussian(1),
            (seed, plain, true),
            hasContrast: true));
    }

    /// <summary>Buyers drawn at random, some values not observed.</summary>
    public static Dataset Bought(int count, int seed, double hidden = 0.3, bool isReal = true)
    {
        var random = new Random(seed);
        double Some(double value) => random.NextDouble() < hidden ? double.NaN : value;
        return Dataset.Table("buyers", isReal ? Buyers.Columns : Buyers.Columns[..4], Enumerable.Range(0, count).SelectMany(_ => new[]
        {
            Some(random.Next(2)), Some(random.Next(15, 80)), Some(Math.Round(Math.Max(0, (60 * random.NextDouble()) - 20), 2)), Some(4 * random.NextDouble()), Some((random.Next(150, 190) - 170) / 10.0),
        }.Take(isReal ? 5 : 4))).OrThrow();
    }

    /// <summary>A model of images of 2 x 3 pixels with three channels of four levels.</summary>
    public static FaceModel OfImages(RegionGraph graph, int seed = 1, bool isReal = false) => new(Made(
        new([.. Enumerable.Repeat(isReal ? new Column(string.Empty, new ColumnKind.Real(5, 0.25)) : Column.Of(4), 6)], 3, (2, 3)),
        graph,
        _ => isReal ? new InputFamily.Gaussian(3) : new InputFamily.Categorical(3, 4),
        (seed, false, true)));

    public static T Get<T>(Either<PicsError, T> result) => result.OrThrow();

    public static T Get<T>(Either<DataError, T> result) => result.OrThrow();

    /// <summary>The sentence of what is wrong.</summary>
    public static string Says<T>(Either<PicsFault, T> result) => result.Match(_ => "no error", fault => fault.Explain());

    /// <summary>log p of a row in the data's own units, by the reference engine.</summary>
    /// <param name="row">[variables, channels] as data sets hold them, NaN where not observed.</param>
    public double Reference(params double[] row) => References([row])[0];

    /// <summary>The same of several rows.</summary>
    public double[] References(IReadOnlyList<double[]> rows)
    {
        using var scope = NewDisposeScope();
        using var engine = Compile.ToLayerStack(Model.Folded);
        var evidence = tensor(rows.SelectMany(Model.Form.Seen).ToArray(), [rows.Count, Model.Form.Variables, Model.Form.Channels]);
        var nothing = full_like(evidence.narrow(0, 0, 1), double.NaN);
        double[] Of(Tensor all) => engine.LogLikelihood(Model.Queries.Parameters, Model.Form.IsReal || Model.Queries.IsReal ? all : all.nan_to_num(-1).to(ScalarType.Int64)).to(ScalarType.Float64).data<double>().ToArray();
        var logZ = Of(nothing)[0];
        return [.. Of(evidence).Select((log, row) => log - logZ - Model.Form.LogScale(rows[row]))];
    }

    /// <summary>The integral of a function times the density of rows over the value that a row is made of, by the rule of midpoints between each two ends.</summary>
    public double Integral(double[] ends, Func<double, double[]> row, Func<double, double>? of = null)
    {
        const int Steps = 2000;
        var points = (from part in Enumerable.Range(1, ends.Length - 1)
                      let width = (ends[part] - ends[part - 1]) / Steps
                      from step in Enumerable.Range(0, Steps)
                      select (X: ends[part - 1] + ((step + 0.5) * width), Width: width)).ToList();
        return References([.. points.Select(point => row(point.X))]).Zip(points, (log, point) => Math.Exp(log) * point.Width * (of is null ? 1 : of(point.X))).Sum();
    }

    /// <summary>Rows of people drawn at random, some values not observed.</summary>
    public static Dataset Rows(int count, int seed, double hidden = 0.3)
    {
        var random = new Random(seed);
        double Some(double value) => random.NextDouble() < hidden ? double.NaN : value;
        return Dataset.Table("people", People.Columns, Enumerable.Range(0, count).SelectMany(_ => new[] { Some(random.Next(2)), Some(random.Next(3)), Some(random.Next(6)), Some(Math.Round((random.NextDouble() * 3) - 1.5, 2)) })).OrThrow();
    }

    public void Dispose() => Model.Dispose();

    private static PicModel Made(RowForm form, RegionGraph graph, Func<int, InputFamily> family, (int Seed, bool Plain, bool IsDouble) how, bool hasContrast = false)
    {
        var pic = Get(PicBuilder.RandomMerge(how.Seed, family).Then(Share.With((Sharing)(how.Seed % 3), Sharing.Composite)).Apply(graph));
        var stored = StoredModel.Fresh(pic, how.Plain, new NetSettings(8, Double: how.IsDouble), RuleKind.GaussLegendre, 3, how.Seed);
        if (hasContrast) Contrast.Raise(stored, how.Seed);
        return PicModel.Of(form, stored).OrThrow();
    }
}
