namespace Pics.Host;

/// <summary>How well a baseline does on some rows.</summary>
/// <param name="Split">Validation or test.</param>
/// <param name="Rows">How many rows were scored.</param>
/// <param name="BitsPerDimension">Exact, or an upper bound with all samples.</param>
/// <param name="OneSample">The upper bound that one sample gives, on average; null where figures are exact.</param>
internal sealed record BaselineScore(string Split, int Rows, double BitsPerDimension, double? OneSample);

/// <summary>How the training of a baseline ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="BestStep">The step whose weights are kept.</param>
/// <param name="Seconds">Time of it, with validations.</param>
internal sealed record BaselineEnd(string Reason, long Steps, long BestStep, double Seconds);

/// <summary>A baseline that was trained and scored.</summary>
/// <param name="Settings">Its options.</param>
/// <param name="Figures">What its figures are: exact, or a bound.</param>
/// <param name="Parameters">Numbers that are trained.</param>
/// <param name="Training">How its training ended.</param>
/// <param name="Scores">Of validation and test.</param>
internal sealed record BaselineResult(BaselineSettings Settings, BaselineFigures Figures, long Parameters, BaselineEnd Training, IReadOnlyList<BaselineScore> Scores)
{
    /// <summary>The figures of a split.</summary>
    public BaselineScore Of(string split) => Scores.First(score => score.Split == split);
}

/// <summary>What bits per dimension are.</summary>
internal enum BaselineFigures
{
    /// <summary>Those of the likelihood.</summary>
    Exact,

    /// <summary>More than those of the likelihood, or as many.</summary>
    Bound,
}
