using System.Text.Json;
using Pics.Host;
using Tensorboard;

namespace Pics.Properties;

/// <summary>What TensorBoard sees of a run: what metrics.jsonl says, also after interruptions.</summary>
[Collection(TensorTests.Name)]
public sealed class TrainingEventsTests : IDisposable
{
    private readonly StoppedRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void The_checksum_is_that_of_the_format() => Assert.Equal(0xe3069283, EventFiles.Crc("123456789"u8));

    [Fact]
    public void Events_are_the_lines_of_the_metrics()
    {
        run.Train(StoppedRun.Small);
        AssertEventsAreMetrics();
    }

    [Fact]
    public void Events_of_a_run_that_went_on_have_every_step_once()
    {
        run.StopAfter(3, StoppedRun.Small);
        AssertEventsAreMetrics();
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume()));
        AssertEventsAreMetrics();
        Assert.Equal(Enumerable.Range(1, 12).Select(step => (long)step), Steps("bits_per_dimension/train"));
        Assert.Equal([5, 10, 12], Steps("bits_per_dimension/validation"));
    }

    [Fact]
    public void Events_that_are_lost_come_back_when_a_run_goes_on()
    {
        run.StopAfter(3, StoppedRun.Small);
        Directory.Delete(Path.Combine(run.Folder, "events"), recursive: true);
        Assert.Equal((0, string.Empty), StoppedRun.Quiet(run.Resume()));
        AssertEventsAreMetrics();
    }

    [Fact]
    public void Times_go_on_where_a_run_was_interrupted()
    {
        run.StopAfter(3, StoppedRun.Small);
        run.Resume();
        var times = EventFiles.Read(run.Folder).Select(entry => entry.WallTime).ToList();
        Assert.Equal(times.Order(), times);
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0, times[^1] - 1, times[^1] + 600);
    }

    [Fact]
    public void Steps_that_a_run_took_back_are_not_shown()
    {
        using var file = new MemoryStream();
        using var events = new TrainingEvents(file, "RUN/events", 100);
        TrainingRecord Record(int step, double seconds) => new TrainingRecord.Trained(step, 1, -seconds, 2, seconds, 4, 5);
        events.Start([]);
        for (var step = 1; step <= 5; step++) events.Append(Record(step, step));
        events.Return(3);
        for (var step = 4; step <= 6; step++) events.Append(Record(step, step + 2));
        var all = EventFiles.Parse(file.ToArray()).ToList();
        var times = all.Select(entry => entry.WallTime).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal([(1, -1), (2, -2), (3, -3), (4, -6), (5, -7), (6, -8)], EventFiles.Shown(all).Select(entry => (entry.Step, entry.Summary.Value[0].SimpleValue)));
    }

    [Fact]
    public void Events_that_cannot_be_written_are_said_and_training_goes_on()
    {
        run.StopAfter(1, StoppedRun.Small);
        var events = Path.Combine(run.Folder, "events");
        Directory.Delete(events, recursive: true);
        File.WriteAllText(events, "not a folder");
        var result = run.Named(run.Resume());
        Assert.Equal(0, result.Code);
        Assert.Matches("^pics: 'RUN/events' cannot be written: .*; training goes on, and TensorBoard will not see all of it\n$", result.Error);
        Assert.Equal("not a folder", File.ReadAllText(events));
        Assert.True(File.Exists(Path.Combine(run.Folder, "results.json")));
    }

    [Fact]
    public void Events_that_do_not_fit_on_the_disk_are_said_once_and_are_missing_whole()
    {
        using var full = new SmallDisk(700);
        var result = ConsoleRuns.Capture(() =>
        {
            using var events = new TrainingEvents(full, "RUN/events", 0);
            events.Start([]);
            for (var step = 1; step <= 9; step++) events.Append(new TrainingRecord.Trained(step, 1, -1, 2, 3, 4, 5));
            return 0;
        });
        Assert.Equal("pics: 'RUN/events' cannot be written: No space left on device; training goes on, and TensorBoard will not see all of it\n", result.Error);
        Assert.InRange(EventFiles.Parse(full.ToArray()).Count(), 4, 9);
    }

    private IEnumerable<long> Steps(string tag) => EventFiles.Read(run.Folder).Where(entry => entry.Summary?.Value.Any(value => value.Tag == tag) ?? false).Select(entry => entry.Step);

    private void AssertEventsAreMetrics()
    {
        var events = EventFiles.Read(run.Folder);
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal((SessionLog.Types.SessionStatus.Start, 0), (events[1].SessionLog.Status, events[1].Step));
        var lines = File.ReadAllLines(Path.Combine(run.Folder, "metrics.jsonl"));
        foreach (var (line, entry) in Pairs.Of(lines, events.Skip(2)))
        {
            using var json = JsonDocument.Parse(line);
            float Number(string name) => (float)json.RootElement.GetProperty(name).GetDouble();
            var (isTrain, values) = (json.RootElement.GetProperty("kind").GetString() == "train", entry.Summary.Value.ToDictionary(value => value.Tag, value => value.SimpleValue));
            var split = isTrain ? "train" : "validation";
            Assert.Equal(json.RootElement.GetProperty("step").GetInt64(), entry.Step);
            Assert.Equal(Number("logLikelihood"), values[$"log_likelihood/{split}"]);
            Assert.Equal(Number("bitsPerDimension"), values[$"bits_per_dimension/{split}"]);
            Assert.Equal(isTrain ? 5 : 2, values.Count);
            if (!isTrain) continue;
            Assert.Equal(Number("learningRate"), values["training/learning_rate"]);
            Assert.Equal(Number("secondsAStep"), values["training/seconds_a_step"]);
            Assert.True(values["training/seconds_a_step"] > 0);
            Assert.Equal(Number("k"), values["training/k"]);
        }
    }
}
