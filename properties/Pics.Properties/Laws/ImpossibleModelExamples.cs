using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Models that cannot be, and rows that do not fit one, are refused in a sentence before native code sees them.</summary>
[Collection(TensorTests.Name)]
public class ImpossibleModelExamples
{
    private static readonly Pic Squares = Get(Pipeline.Model(new InputFamily.Categorical(1, 4), MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(2, 2))));

    private static string Explain<T>(Either<ModelError, T> result) => result.Match(_ => "no error", error => error.Explain());

    [Theory]
    [InlineData(33, 1, "the width of the nets is 33; it must be an even number from 2 to 65536")]
    [InlineData(0, 1, "the width of the nets is 0; it must be an even number from 2 to 65536")]
    [InlineData(-2, 1, "the width of the nets is -2; it must be an even number from 2 to 65536")]
    [InlineData(65538, 1, "the width of the nets is 65538; it must be an even number from 2 to 65536")]
    [InlineData(8, double.NaN, "sigma of the nets is NaN; it must be a finite number")]
    [InlineData(8, double.PositiveInfinity, "sigma of the nets is Infinity; it must be a finite number")]
    public void Nets_that_cannot_be(int width, double sigma, string sentence)
    {
        Assert.Equal(sentence, Explain(NetSettings.Create(width, sigma, true, false)));
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => new NetSettings(width, sigma)).Message);
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => new NetSettings() with { Width = width, Sigma = sigma }).Message);
        Assert.Equal(new NetSettings(8, 0.5, false, true), NetSettings.Create(8, 0.5, false, true));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(65537)]
    public void Numbers_of_nodes_that_cannot_be(int nodes)
    {
        var sentence = $"the number of nodes of a model is {nodes}; it must be 1 to 65536";
        foreach (var plain in new[] { false, true })
        {
            var before = Tensor.TotalCount;
            Assert.Equal(sentence, Explain(StoredModel.Create(Squares, plain, new(4), RuleKind.Midpoint, nodes, 1)));
            Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => StoredModel.Fresh(Squares, plain, new(4), RuleKind.Midpoint, nodes, 1)).Message);
            Assert.Equal(before, Tensor.TotalCount);
        }

        using var model = StoredModel.Create(Squares, false, new(4), RuleKind.Midpoint, 3, 1).IfLeft(_ => null!);
        Assert.Equal(3, model.Nodes);
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => new StoredModel(Squares, model.Parameters, new(4), RuleKind.Midpoint, nodes)).Message);
        if (nodes < 1) Assert.Equal($"the number of nodes of free weights is {nodes}; it must be at least 1", Assert.Throws<ArgumentException>(() => new FreeWeights(Squares, nodes, new(4), 1)).Message);
    }

    [Fact]
    public void A_circuit_with_numbers_of_its_own_has_one_K()
    {
        const string Sentence = "the Gauss-Legendre rule cannot have 8 node(s); it needs the 4 of this circuit, whose numbers are at its own nodes; only a PIC is evaluated at another K";
        var (own, other) = (Get(Quadrature.GaussLegendre(4, -1, 1)), Get(Quadrature.GaussLegendre(8, -1, 1)));
        using var free = StoredModel.Fresh(Squares, true, new(8), RuleKind.GaussLegendre, 4, 1);
        using var given = new StoredModel(Squares, FixedParameters.Empty(Squares, 4, false, ScalarType.Float32, null), new(), RuleKind.GaussLegendre, 4);
        foreach (var model in new[] { free, given })
        {
            Assert.Equal(Sentence, QpcModel.Of(model, other).Match(_ => "no error", error => error.Explain()));
            Get(QpcModel.Of(model, own)).Dispose();
        }
    }

    [Fact]
    public void Rows_that_do_not_fit()
    {
        var rule = Get(Quadrature.GaussLegendre(4, -1, 1));
        using var stored = StoredModel.Fresh(Squares, false, new(8), RuleKind.GaussLegendre, 4, 1);
        using var model = Get(QpcModel.Of(stored, rule));
        Dataset Rows(int width, int categories, params short[] values) => Dataset.Create("e", DataShape.Pixels(2, width), 1, categories, values).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        string Says(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;
        string Refuses(Dataset rows) => LogLikelihood.OfRows(model, rows).Match(_ => "no error", error => error.Explain());
        Assert.Equal("row 1: variable 2 cannot be 8; categorical(4) has the whole numbers from 0 to 3", Refuses(Rows(2, 9, 0, 1, 2, 3, 0, 1, 8, 3)));
        Assert.Equal("evidence is [1, 2, 1]; expected [rows, at least 4 variables, 1 channel(s)]", Refuses(Rows(1, 4, 0, 1)));
        Assert.All(ModelOf.Get(LogLikelihood.OfRows(model, Rows(2, 9, 0, 1, 2, 3, 3, -1, -1, 0))), value => Assert.True(double.IsFinite(value)));
        if (model.Engine.Kind == EngineKind.Fused)
            Assert.Equal("a row has 8 as variable 2, which the circuit has with the values 0 to 3; expected rows like those that it was made for", Says(() => LogLikelihood.OfRows(model.Engine, model.Parameters, Rows(2, 9, 0, 1, 8, 3))));
        Assert.Equal("'t' has the value -1 at row 0, variable 0; values are 0 to 1, or NaN where not observed", Dataset.Table("t", [Column.Of(2)], [-1.0, 1]).Match(_ => "no error", error => error.Explain()));
    }
}
