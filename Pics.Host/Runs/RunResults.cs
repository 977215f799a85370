using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>What a finished run says of itself: results.json.</summary>
internal sealed record RunResults(TrainingOutcome Outcome, Scores Scores, long PeakMemoryMiB, long Parameters)
{
    public const string FileName = "results.json";

    /// <summary>The results in a run folder.</summary>
    public static Either<Failure, RunResults> Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize<RunResults>(File.ReadAllText(file), RunSettings.Json) is { } results ? results : new Failure($"'{file}' is empty; expected the results of a run");
        }
        catch (JsonException error)
        {
            return new Failure($"'{file}' does not hold the results of a run: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{file}' cannot be read: {error.Message.TrimEnd('.')}");
        }
    }
}
