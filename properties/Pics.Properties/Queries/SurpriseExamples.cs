using TorchSharp;
using static Pics.Properties.ModelOf;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Surprise where units give values that are very far apart.</summary>
[Collection(TensorTests.Name)]
public class SurpriseExamples
{
    private const double Narrow = -4, Wide = 1; // logarithms of deviations

    /// <summary>A mixture of two products over two real numbers; the first is narrow in variable 0, and far more probable in variable 1.</summary>
    private static FoldedQpc Mixture()
    {
        var density = new FunctionSignature.Density(new InputFamily.Gaussian(1), 1);
        CircuitUnit Input(int variable, int head) => new CircuitUnit.Input(variable, new(density, 0, head, Sharing.None));
        CircuitUnit Integral(int of, int head) => new CircuitUnit.Linear(new(of), new(new FunctionSignature.Kernel(0, 1), 1, head, Sharing.None));
        CircuitUnit Product(int first, int second) => new CircuitUnit.Hadamard(Arr.create(new UnitId(first), new UnitId(second)));
        var pic = PicBuilder.Get(Pic.Create(
        [
            Input(0, 0), Input(1, 1), Input(0, 2), Input(1, 3), Integral(0, 0), Integral(1, 1), Integral(2, 2), Integral(3, 3), Product(4, 5), Product(6, 7),
            new CircuitUnit.Mixture(Arr.create(new UnitId(8), new UnitId(9)), Arr.create(0.5, 0.5)),
        ]));
        return PicBuilder.Get(Pipeline.Evaluation(PicBuilder.Get(Quadrature.Create(RuleKind.Midpoint, 1))).Apply(pic));
    }

    private static double LogNormal(double x, double mean, double logDeviation) => (-0.5 * Math.Pow((x - mean) / Math.Exp(logDeviation), 2)) - logDeviation - (0.5 * Math.Log(2 * Math.PI));

    [Theory]
    [InlineData(ScalarType.Float32, 1.0)]
    [InlineData(ScalarType.Float32, 0.2)]
    [InlineData(ScalarType.Float64, 1.0)]
    [InlineData(ScalarType.Float64, 5.0)]
    public void A_value_that_one_unit_excludes_is_as_surprising_as_the_others_say(ScalarType type, double x)
    {
        using var scope = NewDisposeScope();
        var circuit = Mixture();
        using var numbers = new CircuitTensors(
        [
            (0, tensor(new[] { 0, Narrow, 0, Wide, 0, Wide, 8, Wide }, [4, 1, 1, 2]).to(type)),
            (1, ones(4, 1, 1, dtype: type)),
        ]);
        using var model = new QpcModel(circuit, numbers);
        var found = Values(Surprise.Of(model, tensor(new[] { x, 0.0 }, [1, 2, 1])));
        double Both(double first, double second) => LawScene.LogSum([first, second]) - Math.Log(2);
        var (one, other) = (LogNormal(0, 0, Wide), LogNormal(0, 8, Wide)); // of variable 1
        var all = Both(LogNormal(x, 0, Narrow) + one, LogNormal(x, 0, Wide) + other);
        Assert.Equal(Both(one, other) - all, found[0], type == ScalarType.Float64 ? 1e-10 : 1e-4);
        Assert.Equal(Both(LogNormal(x, 0, Narrow), LogNormal(x, 0, Wide)) - all, found[1], type == ScalarType.Float64 ? 1e-10 : 1e-4);
    }
}
