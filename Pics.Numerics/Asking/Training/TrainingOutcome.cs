using System.Text.Json.Serialization;

namespace Pics.Numerics;

/// <summary>How a run ended; the parameters are then those of the best validation.</summary>
public sealed record TrainingOutcome
{
    /// <summary>Why it ended.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>Optimiser steps done.</summary>
    public required long Steps { get; init; }

    /// <summary>The epoch of the last step, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The step whose parameters were kept.</summary>
    public required long BestStep { get; init; }

    /// <summary>Their mean validation log-likelihood, nats.</summary>
    public required double BestLogLikelihood { get; init; }

    /// <summary>Time of the whole run.</summary>
    public required double Seconds { get; init; }

    /// <summary>Mean time of a step without validations; NaN without steps.</summary>
    [JsonPropertyName("secondsAStep")]
    public required double SecondsPerStep { get; init; }

    /// <summary>How often it went back after a numerical failure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Retries { get; init; }
}
