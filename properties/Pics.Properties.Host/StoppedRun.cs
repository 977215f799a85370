using System.CommandLine;
using Pics.Host;

namespace Pics.Properties;

/// <summary>A small run that is stopped, and goes on.</summary>
internal sealed class StoppedRun : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Its options, each with a value.</summary>
    public static string[] Small { get; } = ["--structure", "quad-tree", "--k", "3", "--width", "4", "--max-steps", "12", "--validate-every", "5", "--checkpoint-every", "2"];

    /// <summary>Its folder.</summary>
    public string Folder => folder["run"];

    /// <summary>A folder for a run that is not stopped.</summary>
    public string Whole => folder["whole"];

    /// <summary>Another folder.</summary>
    public string Other => folder["other"];

    public void Dispose() => folder.Dispose();

    public static (int Code, string Error) Quiet((int Code, string Out, string Error) result) => (result.Code, result.Error);

    /// <summary>The small run with some options more, or with other values.</summary>
    public static string[] With(params string[] more) => [.. Small.Chunk(2).Where(option => !more.Contains(option[0]) && !(option[0] == "--width" && more.Contains("pc"))).SelectMany(option => option), .. more];

    private static RunSettings Settings(params string[] words)
    {
        var options = new RunOptions();
        var command = new Command("train");
        foreach (var option in options.All) command.Options.Add(option);
        return options.Bind(command.Parse(words));
    }

    public (int Code, string Out, string Error) Named((int Code, string Out, string Error) result) =>
        (result.Code, result.Out.Replace(Folder, "RUN", StringComparison.Ordinal), result.Error.Replace(Folder, "RUN", StringComparison.Ordinal));

    public (int Code, string Out, string Error) Resume(params string[] words) => ConsoleRuns.Run(["train", "--resume", Folder, .. words]);

    public void Train(string[] words) => Assert.Equal(0, ConsoleRuns.Run(["train", .. words, "--out", Folder]).Code);

    public (int Code, string Out, string Error) Train(string[] words, FileWriter writer, CancellationToken cancellation = default) => ConsoleRuns.Capture(() =>
        TrainingJob.Run(Settings(words), Folder, writer, cancellation).Match(
            code => code,
            failure =>
            {
                Console.Error.WriteLine($"pics: {failure.Sentence}");
                return 1;
            }));

    /// <summary>Trains in the folder RUN, and stops as at Ctrl-C while a checkpoint is written: after the next step.</summary>
    public (int Code, string Out, string Error) StopAfter(int checkpoints, string[] words)
    {
        using var cancellation = new CancellationTokenSource();
        return Train(
            words,
            (path, write) =>
            {
                if (Path.GetFileName(path) == "state.json" && --checkpoints == 0) cancellation.Cancel();
                return AtomicFile.Write(path, write);
            },
            cancellation.Token);
    }
}
