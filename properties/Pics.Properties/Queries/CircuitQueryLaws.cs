using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Queries on tensors beside quotients and differences of log-likelihoods, and beside the answers of the model in the data's own units.</summary>
[Collection(TensorTests.Name)]
public class CircuitQueryLaws
{
    private const int Income = 3;
    private const double Step = 1e-5;

    private static T Get<T>(Either<QueryError, T> either) => either.IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private static double[] Numbers(Tensor tensor) => [.. tensor.cpu().data<double>()];

    private static void Near(IEnumerable<double> expected, IEnumerable<double> found, double tolerance = 1e-8) =>
        Assert.All(expected.Zip(found), pair => Assert.True(Math.Abs(pair.Item1 - pair.Item2) <= tolerance * Math.Max(1, Math.Abs(pair.Item1)), $"{pair.Item2} instead of {pair.Item1}"));

    /// <summary>Rows of which nothing is hidden, with what hides one column.</summary>
    private static (Tensor Rows, Func<int, Tensor> Without) Rows(QpcModel model)
    {
        var rows = CircuitQueries.Evidence(model, FaceModel.Rows(4, 1, hidden: 0), [0, 1, 2, 3]);
        return (rows, column => CircuitQueries.Hide(rows, arange(4).eq(tensor((long)column)).reshape(1, 4, 1)));
    }

    [Fact]
    public void Surprises_and_conditionals_are_quotients()
    {
        using var face = FaceModel.OfPeople();
        using var scope = NewDisposeScope();
        var model = face.Model.Queries;
        var (rows, without) = Rows(model);
        var whole = Get(CircuitQueries.LogLikelihood(model, rows));
        var surprises = Get(CircuitQueries.Surprises(model, rows));
        Assert.Equal([4L, 4L], surprises.shape);
        for (var column = 0; column < 4; column++)
        {
            var rest = Get(CircuitQueries.LogLikelihood(model, without(column)));
            Near(Numbers(rest - whole), Numbers(surprises[.., column].contiguous()));
        }

        var income = CircuitQueries.Hide(rows, arange(4).ne(tensor((long)Income)).reshape(1, 4, 1));
        Near(Numbers(surprises[.., Income].neg().contiguous()), Numbers(Get(CircuitQueries.Conditional(model, income, without(Income)))));
    }

    [Fact]
    public void Gradients_are_slopes()
    {
        using var face = FaceModel.OfPeople();
        using var scope = NewDisposeScope();
        var model = face.Model.Queries;
        var (rows, _) = Rows(model);
        var gradient = Get(CircuitQueries.Gradient(model, rows));
        Tensor Moved(double by)
        {
            var moved = rows.clone();
            moved[.., Income].add_(tensor(by, dtype: ScalarType.Float64));
            return Get(CircuitQueries.LogLikelihood(model, moved));
        }

        Near(Numbers((Moved(Step) - Moved(-Step)) / (2 * Step)), Numbers(gradient[.., Income].contiguous()), 1e-6);
        Assert.All(Numbers(gradient[.., ..Income].contiguous()), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void Moments_are_those_of_the_model_before_centre_and_scale()
    {
        using var face = FaceModel.OfPeople();
        using var scope = NewDisposeScope();
        var (mean, variance) = Get(CircuitQueries.Moments(face.Model.Queries, CircuitQueries.NoEvidence(face.Model.Queries, 1)));
        var posterior = face.Model.Posterior("income").OrThrow();
        var real = face.Model.Form.Columns[Income].Kind.Match(_ => null!, _ => null!, real => real, _ => null!);
        Near([posterior.Mean], [(mean[0, Income, 0].item<double>() * real.Scale) + real.Centre]);
        Near([posterior.Variance], [variance[0, Income, 0].item<double>() * real.Scale * real.Scale]);
    }

    [Fact]
    public void Rows_of_another_shape_are_refused()
    {
        using var face = FaceModel.OfPeople();
        using var scope = NewDisposeScope();
        var wrong = zeros(1, 3, 1, dtype: ScalarType.Float64);
        Either<QueryError, Tensor>[] all =
        [
            CircuitQueries.LogLikelihood(face.Model.Queries, wrong), CircuitQueries.Surprises(face.Model.Queries, wrong), CircuitQueries.Gradient(face.Model.Queries, wrong), CircuitQueries.MaxProduct(face.Model.Queries, wrong),
        ];
        Assert.All(all, found => Assert.IsType<QueryError.BadShape>(found.Match(_ => null!, error => error)));
    }
}
