using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Models for tests of queries.</summary>
internal sealed class ModelOf : IDisposable
{
    private readonly CircuitTensors numbers;

    private ModelOf(FoldedQpc circuit, CircuitTensors numbers) => (this.numbers, Model) = (numbers, new(circuit, numbers));

    public QpcModel Model { get; }

    /// <summary>A circuit over binary variables with the functions of <see cref="Meanings.ByFunction"/>.</summary>
    public static ModelOf Binary(Pic pic, QuadratureRule rule, int seed, ScalarType type = ScalarType.Float64)
    {
        var folded = PicBuilder.Get(Pipeline.Evaluation(rule).Apply(pic));
        return new(folded, EngineInputs.Numbers(folded, seed, type));
    }

    public static T Get<T>(Either<QueryError, T> result) => result.IfLeft(error => throw new InvalidOperationException(error.Explain()));

    public static double[] Values(Either<QueryError, Tensor> result) => EngineInputs.Values(Get(result));

    /// <summary>The logarithm of the largest value of an induced tree of each row, by libtorch.</summary>
    public static double[] LargestTrees(QpcModel model, Tensor evidence)
    {
        using var scope = NewDisposeScope();
        using var maxima = Compile.ToMaxStack(model.Circuit);
        return EngineInputs.Values(maxima.Outputs(model.Parameters, evidence)[^1].view(-1).to(ScalarType.Float64));
    }

    public void Dispose()
    {
        Model.Dispose();
        numbers.Dispose();
    }
}
