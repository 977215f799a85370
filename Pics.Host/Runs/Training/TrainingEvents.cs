using Google.Protobuf;
using Tensorboard;

namespace Pics.Host;

/// <summary>The folder events: what metrics.jsonl says, for TensorBoard. Training goes on without what cannot be written of it, which is said once.</summary>
/// <remarks>
/// A run that goes on begins a new file with all records that metrics.jsonl keeps, so that no step is there twice or missing, and removes the older files. The new file starts
/// with a session at step 0, at which a TensorBoard that is open drops what it has read of the run. Times are as if the run had not been interrupted.
/// </remarks>
internal sealed class TrainingEvents : IDisposable
{
    /// <summary>Its name in a run folder.</summary>
    public const string FolderName = "events";

    private const string Prefix = "events.out.tfevents."; // by which TensorBoard knows its files
    private const string Version = "brain.Event:2";
    private const int AtOnce = 1 << 12; // records written together

    private readonly Stream file;
    private readonly string path;
    private readonly double begin; // seconds since 1970
    private bool isComplete = true;
    private double seconds; // of the last record

    internal TrainingEvents(Stream file, string path, double begin) => (this.file, this.path, this.begin) = (file, path, begin);

    /// <summary>Begins a file with the records of a run so far.</summary>
    /// <param name="folder">The run folder, its metrics.jsonl cut to what the run goes on from.</param>
    /// <param name="seconds">Time of the run so far.</param>
    public static TrainingEvents Open(string folder, double seconds)
    {
        var (place, now) = (Path.Combine(folder, FolderName), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var begin = (now / 1000.0) - seconds;
        try
        {
            var older = Directory.CreateDirectory(place).GetFiles(Prefix + "*");
            var events = new TrainingEvents(new FileStream(Free(place, now), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), place, begin);
            events.Start(MetricsHistory.Read(folder).Records);
            foreach (var one in older) Discard(one);
            return events;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Say(place, error);
            return new(Stream.Null, place, begin) { isComplete = false };
        }
    }

    /// <summary>Adds a record.</summary>
    public void Append(TrainingRecord record)
    {
        seconds = record.Seconds;
        Write(TfRecord.Frame(Event(record).ToByteArray()));
    }

    /// <summary>Begins a session at which TensorBoard drops what it has read of the steps after one.</summary>
    /// <param name="step">The last that stays.</param>
    public void Return(long step) =>
        Write(TfRecord.Frame(new Event { WallTime = begin + seconds, Step = step + 1, SessionLog = new() { Status = SessionLog.Types.SessionStatus.Start } }.ToByteArray()));

    public void Dispose() => file.Dispose();

    /// <summary>The first lines of a file, and records that are there already.</summary>
    internal void Start(IEnumerable<TrainingRecord> before)
    {
        var session = new SessionLog { Status = SessionLog.Types.SessionStatus.Start };
        Event[] start = [new() { WallTime = begin, FileVersion = Version }, new() { WallTime = begin, SessionLog = session }];
        foreach (var block in start.Concat(before.Select(Event)).Chunk(AtOnce)) Write([.. block.SelectMany(entry => TfRecord.Frame(entry.ToByteArray()))]);
    }

    private Event Event(TrainingRecord record)
    {
        var summary = new Summary();
        void Add(string tag, double value)
        {
            if (!double.IsNaN(value)) summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = (float)value });
        }

        var split = record.Match(_ => "train", _ => "validation");
        Add($"log_likelihood/{split}", record.LogLikelihood);
        Add($"bits_per_dimension/{split}", record.BitsPerDimension);
        if (record is TrainingRecord.Trained trained)
        {
            Add("training/learning_rate", trained.LearningRate);
            Add("training/k", trained.Nodes > 0 ? trained.Nodes : double.NaN);
            Add("training/seconds_a_step", trained.SecondsPerStep);
        }

        return new() { WallTime = begin + record.Seconds, Step = record.Step, Summary = summary };
    }

    /// <summary>Writes all or nothing.</summary>
    private void Write(byte[] bytes)
    {
        var end = file.Position;
        try
        {
            file.Write(bytes);
        }
        catch (IOException error)
        {
            file.SetLength(end);
            file.Position = end;
            if (isComplete) Say(path, error);
            isComplete = false;
        }
    }

    /// <summary>Removes a file if its readers let it go; else the session of the new one takes its steps back.</summary>
    private static void Discard(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // There is nothing more to do about it.
        }
    }

    private static void Say(string path, Exception error) =>
        Console.Error.WriteLine($"pics: '{path}' cannot be written: {error.Message.TrimEnd('.')}; training goes on, and TensorBoard will not see all of it");

    /// <summary>A name after those that are there, in the order in which TensorBoard reads.</summary>
    private static string Free(string place, long now)
    {
        while (File.Exists(Name(place, now))) now++;
        return Name(place, now);
    }

    private static string Name(string place, long now) => Path.Combine(place, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{now:D13}.pics"));
}
