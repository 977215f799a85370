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

    private FaceModel(PicModel model) => Model = model;

    public PicModel Model { get; }

    /// <summary>A model of <see cref="People"/>.</summary>
    public static FaceModel OfPeople(int seed = 1, bool plain = false, bool isDouble = true) => new(Made(
        People,
        Get(RandomBinaryTrees.Create(4, int.MaxValue, 2, seed)),
        variable => variable switch { 0 => new InputFamily.Bernoulli(1), 1 => new InputFamily.Categorical(1, 3), 2 => new InputFamily.Poisson(1), _ => new InputFamily.Gaussian(1) },
        (seed, plain, isDouble)));

    /// <summary>A model of images of 2 x 3 pixels with three channels of four levels.</summary>
    public static FaceModel OfImages(RegionGraph graph, int seed = 1, bool isReal = false) => new(Made(
        new([.. Enumerable.Repeat(isReal ? new Column(string.Empty, new ColumnKind.Real(5, 0.25)) : Column.Of(4), 6)], 3, (2, 3)),
        graph,
        _ => isReal ? new InputFamily.Gaussian(3) : new InputFamily.Categorical(3, 4),
        (seed, false, true)));

    public static T Get<T>(Either<PicsError, T> result) => result.OrThrow();

    /// <summary>The sentence of what is wrong.</summary>
    public static string Says<T>(Either<PicsFault, T> result) => result.Match(_ => "no error", fault => fault.Explain());

    /// <summary>log p of a row in the data's own units, by the reference engine.</summary>
    /// <param name="row">[variables, channels] as a circuit sees them, NaN where not observed.</param>
    public double Reference(params double[] row)
    {
        using var scope = NewDisposeScope();
        using var engine = Compile.ToLayerStack(Model.Folded);
        var evidence = tensor(row, [1, Model.Form.Variables, Model.Form.Channels]);
        var nothing = full_like(evidence, double.NaN);
        double Of(Tensor rows) => engine.LogLikelihood(Model.Queries.Parameters, Model.Form.IsReal || Model.Queries.IsReal ? rows : rows.nan_to_num(-1).to(ScalarType.Int64)).to(ScalarType.Float64).item<double>();
        var scales = row.Select((value, place) => double.IsNaN(value) ? 0 : Model.Form.Columns[place / Model.Form.Channels].Kind.Match(_ => 0, _ => 0, real => Math.Log(real.Scale), _ => 0)).Sum();
        return Of(evidence) - Of(nothing) - scales;
    }

    /// <summary>Rows of people drawn at random, some values not observed.</summary>
    public static Dataset Rows(int count, int seed, double hidden = 0.3)
    {
        var random = new Random(seed);
        double Some(double value) => random.NextDouble() < hidden ? double.NaN : value;
        return Dataset.Table("people", People.Columns, Enumerable.Range(0, count).SelectMany(_ => new[] { Some(random.Next(2)), Some(random.Next(3)), Some(random.Next(6)), Some(Math.Round((random.NextDouble() * 3) - 1.5, 2)) })).OrThrow();
    }

    public void Dispose() => Model.Dispose();

    private static PicModel Made(RowForm form, RegionGraph graph, Func<int, InputFamily> family, (int Seed, bool Plain, bool IsDouble) how)
    {
        var pic = Get(PicBuilder.RandomMerge(how.Seed, family).Then(Share.With((Sharing)(how.Seed % 3), Sharing.Composite)).Apply(graph));
        return PicModel.Of(form, StoredModel.Fresh(pic, how.Plain, new NetSettings(8, Double: how.IsDouble), RuleKind.GaussLegendre, 3, how.Seed)).OrThrow();
    }
}
