using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pics.Host;

/// <summary>What metrics.jsonl says of a run, also of one that goes on.</summary>
/// <param name="Records">As they were reported.</param>
/// <param name="Unreadable">Lines that are no records, but for one that is not written to its end.</param>
internal sealed record MetricsHistory(ImmutableArray<TrainingRecord> Records, int Unreadable)
{
    private static readonly JsonSerializerOptions Json = new(RunSettings.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>The steps.</summary>
    public IEnumerable<TrainingRecord.Trained> Trained => Records.OfType<TrainingRecord.Trained>();

    /// <summary>The validations.</summary>
    public IEnumerable<TrainingRecord.Validated> Validated => Records.OfType<TrainingRecord.Validated>();

    /// <summary>The validation whose parameters are kept; null before the first.</summary>
    public TrainingRecord.Validated? Best => Validated.LastOrDefault(validation => validation.IsBest);

    /// <summary>Steps that are done.</summary>
    public long Step => Records.IsEmpty ? 0 : Records[^1].Step;

    /// <summary>Reads the file of a run folder; nothing is in one that is not there or cannot be read.</summary>
    public static MetricsHistory Read(string folder)
    {
        try
        {
            using var stream = new FileStream(Path.Combine(folder, MetricsFile.FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return Read(reader);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new([], 0);
        }
    }

    /// <summary>Reads lines.</summary>
    internal static MetricsHistory Read(TextReader reader)
    {
        var (records, unreadable, isLastWrong) = (ImmutableArray.CreateBuilder<TrainingRecord>(), 0, false);
        while (reader.ReadLine() is { } line)
        {
            var record = Record(line);
            isLastWrong = record is null;
            if (record is null) unreadable++;
            else records.Add(record);
        }

        return new(records.ToImmutable(), isLastWrong ? unreadable - 1 : unreadable);
    }

    private static TrainingRecord? Record(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, Json) switch
            {
                { Kind: "train" } trained => new TrainingRecord.Trained(trained.Step, trained.Epoch, trained.LogLikelihood, trained.BitsPerDimension, trained.Seconds, trained.LearningRate, trained.SecondsPerStep) { Observed = trained.Observed, Nodes = trained.K },
                { Kind: "validation" } validated => new TrainingRecord.Validated(validated.Step, validated.Epoch, validated.LogLikelihood, validated.BitsPerDimension, validated.Seconds, validated.IsBest) { Observed = validated.Observed, Nodes = validated.K },
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A line; what only steps or only validations have is absent in the others, the time of a step in older runs, and how much is observed where all is.</summary>
    private sealed record Line
    {
        public required string Kind { get; init; }

        public required long Step { get; init; }

        public required int Epoch { get; init; }

        public int K { get; init; }

        public required double LogLikelihood { get; init; }

        public required double BitsPerDimension { get; init; }

        public required double Seconds { get; init; }

        public double LearningRate { get; init; } = double.NaN;

        [JsonPropertyName("secondsAStep")]
        public double SecondsPerStep { get; init; } = double.NaN;

        public bool IsBest { get; init; }

        public double Observed { get; init; } = 1;
    }
}
