using System.Diagnostics;
using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>bench start</c> is asked for.</summary>
/// <param name="Run">A run folder, or a model.</param>
/// <param name="Question">What it is asked.</param>
/// <param name="Table">A table that is scored; null for none.</param>
/// <param name="Repeat">Processes of each kind.</param>
/// <param name="Files">Where the figures go beside the terminal.</param>
internal sealed record StartSettings(string Run, string Question, string? Table, int Repeat, [property: System.Text.Json.Serialization.JsonIgnore] BenchFiles Files);

/// <summary>Processes of one command line.</summary>
/// <param name="Words">Its words, for people.</param>
/// <param name="Seconds">From the start to the end of the process, the median.</param>
/// <param name="Report">What the process of the median CPU time says of itself.</param>
internal sealed record StartRow(string Words, double Seconds, StartReport Report)
{
    /// <summary>Starts each command line so often, in turn.</summary>
    public static Either<Failure, ImmutableArray<StartRow>> Measure(StartSettings settings, CancellationToken cancellation)
    {
        string[][] all = [["--version"], ["query", settings.Run, settings.Question], .. settings.Table is { } table ? [["score", settings.Run, table]] : System.Array.Empty<string[]>()];
        var runs = all.Select(_ => new List<(double Seconds, StartReport Report)>()).ToArray();
        for (var round = 0; round < settings.Repeat && !cancellation.IsCancellationRequested; round++)
            for (var line = 0; line < all.Length; line++)
            {
                var found = Once(all[line]);
                if (found.IsLeft) return found.Map(_ => ImmutableArray<StartRow>.Empty);
                found.IfRight(runs[line].Add);
            }

        string Shown(string word) => word == settings.Run ? "RUN" : word == settings.Table ? "TABLE" : word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word;
        return Enumerable.Range(0, all.Length).Where(line => runs[line].Count > 0).Select(line => new StartRow(
            string.Join(' ', all[line].Select(Shown)),
            runs[line].Select(run => run.Seconds).Order().ElementAt(runs[line].Count / 2),
            runs[line].Select(run => run.Report).OrderBy(report => report.CpuSeconds).ElementAt(runs[line].Count / 2))).ToImmutableArray();
    }

    private static Either<Failure, (double Seconds, StartReport Report)> Once(string[] words)
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = OwnProcess.Of(words);
            start.Environment[StartReport.Variable] = file;
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(start);
            if (process is null) return new Failure("the process of a measurement cannot be started");
            var error = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var seconds = clock.Elapsed.TotalSeconds;
            if (process.ExitCode != 0) return new Failure($"'pics {string.Join(' ', words)}' failed: {error.Result.Trim()}");
            return StartReport.Read(file) is { Libraries.IsEmpty: false } report ? (seconds, report) : new Failure($"'pics {string.Join(' ', words)}' left no report of itself");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
