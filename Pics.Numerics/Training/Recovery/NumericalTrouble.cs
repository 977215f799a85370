namespace Pics.Numerics;

/// <summary>A step that met a number that is not finite, and what the run does about it.</summary>
/// <param name="Step">The step, counted from 1; it was not made, or was taken back.</param>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="Place">Where the number was met first.</param>
/// <param name="Rows">The rows of its batch, as numbers of training rows.</param>
/// <param name="BadRows">Those of them whose own numbers are not finite; none where no row alone is to blame, or it is not known.</param>
/// <param name="Evidence">The values of the batch as the circuit saw them, [B, variables, channels]; not observed is -1, or NaN in float64.</param>
/// <param name="LogLikelihoods">Of each row, [B] of float64, nats; empty where the parameters that gave them are gone.</param>
/// <param name="Good">The state that the run goes back to, retries before this one included.</param>
/// <param name="NextRetry">The number of the retry that follows, from 1; null if the run stops.</param>
public sealed record NumericalTrouble(
    long Step,
    int Epoch,
    double LearningRate,
    TroublePlace Place,
    ImmutableArray<int> Rows,
    ImmutableArray<int> BadRows,
    Tensor Evidence,
    Tensor LogLikelihoods,
    TrainingProgress Good,
    int? NextRetry)
{
    /// <summary>The step, the place and the rows, without a full stop.</summary>
    public string Explain() => $"in step {Step} of epoch {Epoch} {Place.Explain()}{Where}";

    /// <summary>Whether the state that the run goes back to is itself not finite.</summary>
    public bool IsHopeless => Place is TroublePlace.Parameter && IsFirst;

    /// <summary>Whether the step is the first after the state that the run goes back to, so that no learning rate was used between.</summary>
    public bool IsFirst => Step == Good.Step + 1;

    private string Where => BadRows.Length switch
    {
        0 => string.Empty,
        1 => $" for training row {BadRows[0]}, alone of the {Rows.Length} of the batch",
        _ => $" for {BadRows.Length} of the {Rows.Length} rows of the batch, the first of them training row {BadRows[0]}",
    };
}
