namespace Pics.Numerics;

/// <summary>A <see cref="Posterior"/> whose answers are tensors of float64 on the device of the model.</summary>
internal sealed class TensorPosterior(QpcModel model, Posterior posterior) : IDisposable
{
    /// <summary>The same in plain memory.</summary>
    public Posterior Plain => posterior;

    /// <inheritdoc cref="Posterior.Probabilities"/>
    public Either<QueryError, Tensor> Probabilities(int variable, int channel = 0) =>
        posterior.Probabilities(variable, channel).Map(all => Of(all, posterior.Rows, posterior.Rows == 0 ? 0 : all.Length / posterior.Rows));

    /// <inheritdoc cref="Posterior.LogDensity(EvidenceRows)"/>
    public Either<QueryError, Tensor> LogDensity(Tensor values) =>
        TensorQueries.Plain(model, values).Bind(posterior.LogDensity).Map(all => Of(all, posterior.Rows, model.Variables, model.Channels));

    /// <inheritdoc cref="Posterior.LogOdds"/>
    public Either<QueryError, Tensor> LogOdds(int variable, double value, double other, int channel = 0) =>
        posterior.LogOdds(variable, value, other, channel).Map(all => Of(all, posterior.Rows));

    /// <inheritdoc cref="Posterior.Mode"/>
    public Either<QueryError, Tensor> Mode(int variable, int channel = 0, double largest = double.MaxValue) =>
        posterior.Mode(variable, channel, largest).Map(all => Of(all, posterior.Rows));

    /// <inheritdoc cref="Posterior.Mean"/>
    public Tensor Mean() => Of(posterior.Mean(), posterior.Rows, model.Variables, model.Channels);

    /// <inheritdoc cref="Posterior.Variance"/>
    public Tensor Variance() => Of(posterior.Variance(), posterior.Rows, model.Variables, model.Channels);

    /// <inheritdoc/>
    /// <remarks>It holds nothing: here for who writes as with tensors.</remarks>
    public void Dispose()
    {
    }

    private Tensor Of(double[] numbers, params long[] shape) => TensorQueries.Of(model, numbers, shape);
}
