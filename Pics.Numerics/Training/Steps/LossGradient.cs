namespace Pics.Numerics;

/// <summary>The gradient of the loss of a batch by the parameters of the circuit; the loss is minus the sum, or the mean, of the rows' normalised log-likelihoods.</summary>
/// <param name="Engine">What evaluates the circuit.</param>
/// <param name="Reduction">Sum or mean.</param>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="RowsAtOnce">Rows evaluated at once.</param>
/// <param name="IsNormalised">Whether log Z is zero by construction.</param>
public sealed record LossGradient(ICircuitEngine Engine, LossReduction Reduction, int Rows, int RowsAtOnce, bool IsNormalised)
{
    /// <summary>Rows of a whole batch, whose loss one of fewer rows has too where it is a sum: their mean times these rows; null where the batch is whole.</summary>
    public int? Whole { get; init; }

    /// <summary>The loss by the log-likelihood of a row.</summary>
    private double Scale => Reduction == LossReduction.Sum ? -(double)(Whole ?? Rows) / Rows : -1.0 / Rows;

    /// <summary>Puts the gradient into place and gives the mean normalised log-likelihood, [] of float64.</summary>
    /// <param name="parameters">The parameters of the circuit.</param>
    /// <param name="evidence">Given a place in the batch and a number of rows, those rows.</param>
    /// <param name="noEvidence">One row that observes nothing; asked for if log Z is not zero.</param>
    /// <param name="gradients">Where the gradient goes.</param>
    internal Tensor Of(CircuitTensors parameters, Func<int, int, Tensor> evidence, Func<Tensor> noEvidence, CircuitTensors gradients)
    {
        var mean = zeros([], ScalarType.Float64, parameters[parameters.Groups.First()].device);
        OfRows(parameters, evidence, gradients, values => mean.Plus_(values.to(ScalarType.Float64).sum()));
        mean.div_(Held.Of(Rows));
        if (!IsNormalised) mean.sub_(OfNormaliser(parameters, noEvidence(), gradients));
        return mean;
    }

    /// <summary>Puts the part of the gradient into place that the rows give, without log Z.</summary>
    /// <param name="parameters">The parameters of the circuit.</param>
    /// <param name="evidence">Given a place in the batch and a number of rows, those rows.</param>
    /// <param name="gradients">Where the gradient goes.</param>
    /// <param name="read">Given the log-likelihoods of some rows, [B], not divided by Z; they hold until it returns.</param>
    public void OfRows(CircuitTensors parameters, Func<int, int, Tensor> evidence, CircuitTensors gradients, Action<Tensor> read)
    {
        for (var done = 0; done < Rows; done += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            read(Engine.Differentiate(parameters, evidence(done, Math.Min(RowsAtOnce, Rows - done)), gradients, Scale, accumulate: done > 0));
        }
    }

    /// <summary>Puts what some of the rows add to the gradient into place, without log Z, and gives the sums of the log-likelihoods of each part of them, not divided by Z, [parts] of float64.</summary>
    /// <param name="parameters">The parameters of the circuit.</param>
    /// <param name="rows">Which of them, at least one.</param>
    /// <param name="gradients">Where it goes.</param>
    internal Tensor OfSome(CircuitTensors parameters, RowsAtHand rows, CircuitTensors gradients) =>
        BatchParts.Differentiate(Engine, parameters, rows, RowsAtOnce, Scale, gradients);

    /// <summary>Adds the part of the gradient that log Z gives, and gives log Z, [] of float64.</summary>
    /// <param name="parameters">The parameters of the circuit.</param>
    /// <param name="noEvidence">One row that observes nothing.</param>
    /// <param name="gradients">Where the gradient is added.</param>
    public Tensor OfNormaliser(CircuitTensors parameters, Tensor noEvidence, CircuitTensors gradients) =>
        Engine.Differentiate(parameters, noEvidence, gradients, -Scale * Rows, accumulate: true).to(ScalarType.Float64).sum();
}
