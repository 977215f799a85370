using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;

namespace Pics.Host;

/// <summary>metrics.jsonl: a line a record. Lines that cannot be written are missing, which is said once; training goes on.</summary>
internal sealed class MetricsFile : IDisposable
{
    public const string FileName = "metrics.jsonl";

    private static readonly JsonSerializerOptions Line = new(RunSettings.Json) { WriteIndented = false, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Stream file;
    private readonly string path;
    private bool isComplete = true;

    internal MetricsFile(Stream file, string path) => (this.file, this.path) = (file, path);

    /// <summary>Opens the file of a run folder, cut to its first lines.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="lines">How many lines there are before what comes next.</param>
    public static Either<Failure, MetricsFile> Open(string folder, long lines)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            var (end, found) = End(file, lines);
            file.SetLength(end);
            file.Position = end;
            if (found < lines) Console.Error.WriteLine($"pics: '{path}' has {found} of the {lines} lines that were there at the checkpoint; the others stay missing");
            return new MetricsFile(file, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{path}' cannot be written: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Adds a line.</summary>
    public void Append(TrainingRecord record) => Try(() =>
    {
        var end = file.Position;
        try
        {
            file.Write(Encoding.UTF8.GetBytes(Text(record) + "\n"));
        }
        catch (IOException)
        {
            file.SetLength(end);
            file.Position = end;
            throw;
        }
    });

    /// <summary>Takes the lines after the first ones away, and gives them.</summary>
    /// <param name="lines">How many stay.</param>
    public byte[] CutTo(long lines)
    {
        var cut = System.Array.Empty<byte>();
        Try(() =>
        {
            file.Position = 0;
            var (end, _) = End(file, lines);
            cut = new byte[file.Length - end];
            file.Position = end;
            file.ReadExactly(cut);
            file.SetLength(end);
            file.Position = end;
        });
        return cut;
    }

    /// <summary>Brings all lines to the disk.</summary>
    public void Flush() => Try(() => (file as FileStream)?.Flush(flushToDisk: true));

    public void Dispose() => file.Dispose();

    private static string Text(TrainingRecord record) => record.Match(
        trained => JsonSerializer.Serialize(new { kind = "train", trained.Step, trained.Epoch, trained.LogLikelihood, trained.BitsPerDimension, trained.Seconds, trained.LearningRate, SecondsAStep = trained.SecondsPerStep, k = Nodes(trained), observed = Part(trained) }, Line),
        validated => JsonSerializer.Serialize(new { kind = "validation", validated.Step, validated.Epoch, validated.LogLikelihood, validated.BitsPerDimension, validated.Seconds, validated.IsBest, k = Nodes(validated), observed = Part(validated) }, Line));

    /// <summary>K; nothing where it is not known.</summary>
    private static int? Nodes(TrainingRecord record) => record.Nodes > 0 ? record.Nodes : null;

    /// <summary>What is said of how much is observed: nothing where all is.</summary>
    private static double? Part(TrainingRecord record) => record.Observed < 1 ? record.Observed : null;

    /// <summary>The place after the first lines, at most as many as wanted, and how many they are.</summary>
    private static (long End, long Lines) End(Stream file, long wanted)
    {
        var (end, found, buffer) = (0L, 0L, new byte[1 << 16]);
        for (int read, place = 0; found < wanted && (read = file.Read(buffer)) > 0; place += read)
            for (var index = 0; index < read && found < wanted; index++)
                if (buffer[index] == '\n')
                    (end, found) = (place + index + 1, found + 1);
        return (end, found);
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException error)
        {
            if (isComplete) Console.Error.WriteLine($"pics: '{path}' cannot be written: {error.Message.TrimEnd('.')}; training goes on, and lines of it will be missing");
            isComplete = false;
        }
    }
}
