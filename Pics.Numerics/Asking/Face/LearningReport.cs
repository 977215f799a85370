using System.Globalization;

namespace Pics.Numerics;

/// <summary>How a model was learned, and how good it is.</summary>
/// <param name="Outcome">How the learning ended.</param>
/// <param name="Scores">Mean log-likelihoods of the validation and test rows, in nats and the data's own units, and of independent dimensions beside them.</param>
/// <param name="Parameters">How many numbers were learned.</param>
public sealed record LearningReport(TrainingOutcome Outcome, ModelScores Scores, long Parameters)
{
    /// <summary>Time of the learning, in seconds.</summary>
    public double Seconds => Outcome.Seconds;

    /// <summary>The figures of the rows that decided when to stop; null if there are none.</summary>
    public SplitScore? Validation => Scores.Of("validation");

    /// <summary>The figures of the rows that were held out to report on; null if there are none.</summary>
    public SplitScore? Test => Scores.Of("test");

    /// <summary>A line for the learning, and one for each split.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Parameters} parameters, {Outcome.Steps} {Plural.Of(Outcome.Steps, "step", "steps")} in {Seconds:F1} s{Ending}, those of step {Outcome.BestStep} kept")
        + string.Concat(Scores.Splits.Select(split => string.Create(
            CultureInfo.InvariantCulture,
            $"\n{split.Split}: {split.Rows} row(s), mean log-likelihood {split.LogLikelihood:F3} nats ({split.BitsPerDimension:F3} bits per dimension){(split.Independent is { } independent ? string.Create(CultureInfo.InvariantCulture, $", independent dimensions {independent:F3}") : string.Empty)}")));

    private string Ending => Outcome.Reason switch
    {
        StopReason.Patience => ", until the validation rows did not improve",
        StopReason.NotFinite => ", until a number that is not finite could not be helped",
        StopReason.Cancelled => ", until it was stopped",
        _ => string.Empty,
    };

    internal static LearningReport Of(RunResults results) => new(results.Outcome, results.Scores, results.Parameters);

    internal RunResults Results()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new(Outcome, Scores, process.PeakWorkingSet64 >> 20, Parameters, RunResults.Latest);
    }
}

/// <summary>How far a learning is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps at most.</param>
/// <param name="Epoch">The pass over the training rows, from 1.</param>
/// <param name="LogLikelihood">Mean over the rows of the last steps, or over the validation rows, in nats and the data's own units.</param>
/// <param name="IsValidation">Whether it is of the validation rows.</param>
/// <param name="Seconds">Since the learning began.</param>
public sealed record LearningProgress(long Step, long Steps, int Epoch, double LogLikelihood, bool IsValidation, double Seconds)
{
    /// <summary>In words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"step {Step} of at most {Steps}, epoch {Epoch}: {(IsValidation ? "validation " : string.Empty)}log-likelihood {LogLikelihood:F3} nats");
}
