using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;

namespace Pics.Host;

/// <summary>The options of a run in JSON: one flat object as in config.json, whatever records they are kept in. Each is named with how it is read and written, so nothing looks into types when the program runs.</summary>
internal static class RunSettingsJson
{
    // The fields in the order in which they are written; the second ones are absent in runs of earlier versions.
    private const string Always =
        "dataset data structure merge model k rule inputSharing integralSharing width sigma bias double device learningRate weightDecay schedule period minimumRate reduction batchSize "
        + "maxEpochs maxSteps validateEvery patience minDelta validation splitSeed seed threads";

    private const string Later =
        "engine microBatch reportEvery precision rootMerge grouping family families binarise distances depth replicas structureSeed bins smoothing validationData testData colour imageSize "
        + "stream header missing schema array checkpointEvery keepCheckpoints troubleFactor troubleRetries ignore keep kinds unseen encoding separator decimal sql folder channels levels lastBatch shift refine refineBy netNodes maxSeconds optimiser from momentum pseudoCount prune patch shards sum averageEvery version";

    /// <summary>The names of the fields that runs of all versions have.</summary>
    internal static ImmutableArray<string> Required { get; } = [.. Always.Split(' ')];

    /// <summary>The names of all fields in the order in which they are written.</summary>
    internal static ImmutableArray<string> Names { get; } = [.. Required, .. Later.Split(' ')];

    /// <summary>The fields in that order.</summary>
    internal static ImmutableArray<SettingField<RunSettings>> All { get; } = InOrder();

    /// <summary>What each of them may be.</summary>
    private static ImmutableArray<DocumentField> Known { get; } = [.. All.Select(field => new DocumentField(field.Name, Required.Contains(field.Name), field.Fits, () => field.Expected))];

    /// <summary>Reads options from a text. Error: the first field that is wrong, and what would be right.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it is from.</param>
    /// <param name="fault">What a text that is no JSON object does not do, for people.</param>
    public static Either<Failure, RunSettings> Read(string text, string source, string fault) => JsonFields.Read(text, source, fault, RunSettings.Latest, Known, Of).MapLeft(Failure.Of);

    /// <summary>Likewise from a file.</summary>
    public static Either<Failure, RunSettings> ReadFile(string file, string fault) => JsonFields.ReadText(file).MapLeft(Failure.Of).Bind(text => Read(text, file, fault));

    /// <summary>Writes options as one object.</summary>
    public static void Write(Utf8JsonWriter writer, RunSettings settings)
    {
        writer.WriteStartObject();
        foreach (var field in All)
        {
            writer.WritePropertyName(field.Name);
            field.Write(writer, settings);
        }

        writer.WriteEndObject();
    }

    /// <summary>The options of an object whose fields fit; what says no version has the first.</summary>
    private static RunSettings Of(JsonElement root) => root.EnumerateObject().Aggregate(
        new RunSettings { Version = 1 },
        (settings, property) => All.First(field => field.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase)).Read(settings, property.Value));

    private static ImmutableArray<SettingField<RunSettings>> InOrder()
    {
        IEnumerable<SettingField<RunSettings>> all =
        [
            .. DataFields.All.Select(field => field.In<RunSettings>(run => run.Data, (run, data) => run with { Data = data })),
            .. StructureFields.All.Select(field => field.In<RunSettings>(run => run.Structure, (run, structure) => run with { Structure = structure })),
            .. ModelFields.All.Select(field => field.In<RunSettings>(run => run.Model, (run, model) => run with { Model = model })),
            .. LearningFields.All.Select(field => field.In<RunSettings>(run => run.Learning, (run, learning) => run with { Learning = learning })),
            .. RecoveryFields.All.Select(field => field.In<RunSettings>(run => run.Recovery, (run, recovery) => run with { Recovery = recovery })),
            .. MachineFields.All.Select(field => field.In<RunSettings>(run => run.Machine, (run, machine) => run with { Machine = machine })),
            SettingField<RunSettings>.Of("version", JsonForm.Whole, run => run.Version, (run, version) => run with { Version = version }),
        ];
        var byName = all.ToDictionary(field => field.Name);
        return [.. Names.Select(name => byName[name])];
    }

    /// <summary>For serializers: in one piece.</summary>
    public sealed class Converter : JsonConverter<RunSettings>
    {
        /// <inheritdoc/>
        public override RunSettings Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RunSettingsJson.Read(JsonElement.ParseValue(ref reader).GetRawText(), "it", "it does not hold the options of a run").Match(settings => settings, failure => throw new JsonException(failure.Sentence));

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, RunSettings value, JsonSerializerOptions options) => RunSettingsJson.Write(writer, value);
    }
}
