using System.Text.Json.Serialization;

namespace Pics.Numerics;

/// <summary>What a run reports while it goes on.</summary>
public abstract record TrainingRecord(long Step, int Epoch, double LogLikelihood, double BitsPerDimension, double Seconds)
{
    internal abstract string Label { get; }

    /// <summary>The part of the dimensions of its rows that is observed, 0 to 1.</summary>
    public double Observed { get; init; } = 1;

    /// <summary>K: of the steps, or of the rule of use under which a validation is made; 0 where it is not known.</summary>
    public int Nodes { get; init; }

    /// <summary>Takes the record apart, one function per case.</summary>
    public abstract T Match<T>(Func<Trained, T> trained, Func<Validated, T> validated);

    /// <summary>The optimiser steps since the last such record: one, unless the settings say to report less often.</summary>
    /// <param name="Step">Steps done, these included.</param>
    /// <param name="Epoch">Counted from 1.</param>
    /// <param name="LogLikelihood">Mean over the steps of the mean over the rows of each batch, before its step, in nats and the data's own units.</param>
    /// <param name="BitsPerDimension">The same in bits per dimension that is observed.</param>
    /// <param name="Seconds">Since the run began.</param>
    /// <param name="LearningRate">Used in the last step.</param>
    /// <param name="SecondsPerStep">Mean time of these steps, without validations and checkpoints; of those before an interruption nothing is known. NaN if that is so of all.</param>
    public sealed record Trained(long Step, int Epoch, double LogLikelihood, double BitsPerDimension, double Seconds, double LearningRate, double SecondsPerStep = double.NaN)
        : TrainingRecord(Step, Epoch, LogLikelihood, BitsPerDimension, Seconds)
    {
        internal override string Label => "train";

        /// <inheritdoc/>
        public override T Match<T>(Func<Trained, T> trained, Func<Validated, T> validated) => trained(this);
    }

    /// <summary>One validation.</summary>
    /// <param name="Step">Steps done.</param>
    /// <param name="Epoch">Counted from 1.</param>
    /// <param name="LogLikelihood">Mean over the validation rows, nats.</param>
    /// <param name="BitsPerDimension">The same in bits per dimension that is observed.</param>
    /// <param name="Seconds">Since the run began.</param>
    /// <param name="IsBest">Whether it is the best so far; then its parameters are kept.</param>
    public sealed record Validated(long Step, int Epoch, double LogLikelihood, double BitsPerDimension, double Seconds, bool IsBest)
        : TrainingRecord(Step, Epoch, LogLikelihood, BitsPerDimension, Seconds)
    {
        internal override string Label => "validation";

        /// <inheritdoc/>
        public override T Match<T>(Func<Trained, T> trained, Func<Validated, T> validated) => validated(this);
    }
}
