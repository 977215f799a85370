using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Algebra;

/// <summary>Region graphs as JSON: the scopes of the regions, and the splits by region number.</summary>
/// <example><code>{ "format": "pics-region-graph", "version": 1, "regions": [[0], [1], [0, 1]], "splits": [{ "region": 2, "parts": [0, 1] }] }</code></example>
public static partial class RegionGraphJson
{
    private const string Format = "pics-region-graph";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = GraphShapes.Default,
    };

    private static readonly JsonTypeInfo<Document> Form = (JsonTypeInfo<Document>)Options.GetTypeInfo(typeof(Document));

    /// <summary>The graph as one line of JSON; <see cref="Read"/> gives it back.</summary>
    public static string Write(RegionGraph graph)
    {
        var (regions, splits) = graph.ToDecomposition();
        var document = new Document(
            Format,
            Version,
            [.. regions.Map(scope => scope.Variables.ToArray())],
            [.. splits.Map(split => new SplitDocument(split.Region, [.. split.Parts]))]);
        return JsonSerializer.Serialize(document, Form);
    }

    /// <summary>Reads and checks a graph. Error: <see cref="DocumentError"/> or <see cref="RegionGraphError"/>.</summary>
    public static Either<PicsError, RegionGraph> Read(string json)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, Form)
                ?? throw new JsonException("the document is null");
            if (document.Regions.Contains(null!) || document.Splits.Contains(null!))
                throw new JsonException("a region or split is null");
            return document switch
            {
                { Format: not Format } => new PicsError.Document(new DocumentError.WrongFormat(document.Format, Format)),
                { Version: not Version } => new PicsError.Document(new DocumentError.UnknownVersion(document.Version, Version)),
                _ => RegionGraph.Create(Decomposition.Of(
                    document.Regions.Select(Scope.Of),
                    document.Splits.Select(split => new Split(split.Region, split.Parts.ToArr())))),
            };
        }
        catch (JsonException error)
        {
            return new PicsError.Document(OtherFormat(json) is { } found
                ? new DocumentError.WrongFormat(found, Format)
                : new DocumentError.Malformed(error.Path ?? "$", (error.LineNumber ?? 0) + 1, JsonFault.Of(error, json)));
        }
    }

    /// <summary>The format of a document of another kind, which cannot be read as a graph; null if it is none or says nothing.</summary>
    private static string? OtherFormat(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && format.GetString() != Format
                ? format.GetString()
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // the second is what the JSON reader throws for text that is not valid Unicode
        }
    }

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class GraphShapes : JsonSerializerContext;

    private sealed record Document(string Format, int Version, int[][] Regions, SplitDocument[] Splits);

    private sealed record SplitDocument(int Region, int[] Parts);
}
