using LanguageExt;

namespace Pics.Host;

/// <summary>What a finished run says of itself: results.json.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Scores">Of the parameters that were kept.</param>
/// <param name="PeakMemoryMiB">Of the process that ended it.</param>
/// <param name="Parameters">How many parameters were learned.</param>
/// <param name="Version">Of the form in which this is written.</param>
internal sealed record RunResults(TrainingOutcome Outcome, Scores Scores, long PeakMemoryMiB, long Parameters, int Version = RunResults.Latest)
{
    public const string FileName = "results.json";
    public const int Latest = 1;

    /// <summary>The results in a run folder.</summary>
    public static Either<Failure, RunResults> Read(string folder) => RunJson.ReadFile<RunResults>(Path.Combine(folder, FileName), "does not hold the results of a run", Latest);
}
