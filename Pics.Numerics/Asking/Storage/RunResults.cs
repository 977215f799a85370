using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>What a finished run says of itself: results.json.</summary>
/// <remarks>
/// Version 5 may say what was pruned, version 4 may have figures with more nodes. Version 3 has bits per dimension that is observed, and says how much is; earlier ones have them per dimension, observed or not. Version 2 has the checksums of the model that the results
/// are of. All earlier versions are read as well.
/// </remarks>
/// <param name="Outcome">How it ended.</param>
/// <param name="Scores">Of the parameters that were kept.</param>
/// <param name="PeakMemoryMiB">Of the process that ended it.</param>
/// <param name="Parameters">How many parameters were learned.</param>
/// <param name="Version">Of the form in which this is written; the first where a file does not say.</param>
/// <param name="Checksums">SHA-256 of the files of the model, by name; null in runs of earlier versions.</param>
public sealed partial record RunResults(
    TrainingOutcome Outcome, ModelScores Scores, long PeakMemoryMiB, long Parameters, int Version = 1, ImmutableSortedDictionary<string, string>? Checksums = null)
{
    /// <summary>The file.</summary>
    public const string FileName = "results.json";

    /// <summary>The version of the form that is written.</summary>
    public const int Latest = 5;

    /// <summary>The figures of some rows at K, and with more nodes; null where they were not made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ModelScores>? MoreNodes { get; init; }

    /// <summary>Weights that were taken away, and the figures before; null where none were to be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PrunedWeights? Pruned { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter<StopReason>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new JsonStringEnumConverter<RuleKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        TypeInfoResolver = ResultShapes.Default,
    };

    /// <summary>The results in a folder. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, RunResults> Read(string folder) => JsonFields.ReadFile<RunResults>(Path.Combine(folder, FileName), "does not hold the results of a run", Latest, Json);

    /// <summary>The text of the file.</summary>
    public string Write() => JsonSerializer.Serialize(this, (JsonTypeInfo<RunResults>)Json.GetTypeInfo(typeof(RunResults))) + "\n";

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(RunResults))]
    private sealed partial class ResultShapes : JsonSerializerContext;
}

/// <summary>Weights of sums that were taken away from a plain circuit when its training was done.</summary>
/// <param name="Least">Expected training rows below which a weight went.</param>
/// <param name="Removed">How many went.</param>
/// <param name="Weights">How many there were.</param>
/// <param name="Before">The figures of the circuit with all of them.</param>
public sealed record PrunedWeights(double Least, long Removed, long Weights, ModelScores Before);
