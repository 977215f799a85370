namespace Pics.Numerics;

/// <summary>A numerical failure: a step that met a number that is not finite, and what the run does about it.</summary>
public sealed record NumericalFailure
{
    /// <summary>The step, counted from 1; it was not made, or was taken back.</summary>
    public required long Step { get; init; }

    /// <summary>Its epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Its learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Where the number was met first.</summary>
    public required FailurePlace Place { get; init; }

    /// <summary>The rows of its batch, as numbers of training rows.</summary>
    public required ImmutableArray<int> Rows { get; init; }

    /// <summary>Those of them whose own numbers are not finite; none where no row alone is to blame, or it is not known.</summary>
    public required ImmutableArray<int> BadRows { get; init; }

    /// <summary>The values of the batch as the circuit saw them, [B, variables, channels]; not observed is -1, or NaN in float64.</summary>
    public required Tensor Evidence { get; init; }

    /// <summary>Of each row, [B] of float64, nats; empty where the parameters that gave them are gone.</summary>
    public required Tensor LogLikelihoods { get; init; }

    /// <summary>The state that the run goes back to, retries before this one included.</summary>
    public required TrainingProgress Good { get; init; }

    /// <summary>The number of the retry that follows, from 1; null if the run stops.</summary>
    public required int? NextRetry { get; init; }

    /// <summary>The step, the place and the rows, without a full stop.</summary>
    public string Explain() => $"in step {Step} of epoch {Epoch} {Place.Explain()}{Where}";

    /// <summary>Whether the state that the run goes back to is itself not finite.</summary>
    public bool IsHopeless => Place is FailurePlace.Parameter && IsFirst;

    /// <summary>Whether the step is the first after the state that the run goes back to, so that no learning rate was used between.</summary>
    public bool IsFirst => Step == Good.Step + 1;

    private string Where => BadRows.Length switch
    {
        0 => string.Empty,
        1 => $" for training row {BadRows[0]}, alone of the {Rows.Length} of the batch",
        _ => $" for {BadRows.Length} of the {Rows.Length} rows of the batch, the first of them training row {BadRows[0]}",
    };
}
