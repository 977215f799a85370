using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Algebra;

/// <summary>Region graphs as JSON: the scopes of the regions, and the splits by region number. Region graphs of cirkit are read too.</summary>
/// <example><code>{ "format": "pics-region-graph", "version": 1, "regions": [[0], [1], [0, 1]], "splits": [{ "region": 2, "parts": [0, 1] }] }</code></example>
public static partial class RegionGraphJson
{
    private const string Format = "pics-region-graph";
    private const int Version = 1;
    private const string None = "it is no region graph; expected an object with the fields 'format' (\"pics-region-graph\"), 'version', 'regions' and 'splits', or one of cirkit with 'regions' by number and 'graph'";

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

    /// <summary>Reads and checks a graph, in this form or in that of cirkit. Error: <see cref="DocumentError"/> or <see cref="RegionGraphError"/>.</summary>
    public static Either<PicsError, RegionGraph> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Null } ? Malformed("$", 1, "the document is null")
                : CirkitGraph.Is(document.RootElement) ? CirkitGraph.Read(document.RootElement)
                : IsNone(document.RootElement) ? Malformed("$", 1, None)
                : OtherFormat(document.RootElement) is { } found ? new PicsError.Document(new DocumentError.WrongFormat(found, Format))
                : ReadOwn(json);
        }
        catch (JsonException error)
        {
            return Malformed(error.Path ?? "$", (error.LineNumber ?? 0) + 1, JsonFault.Of(error, json));
        }
        catch (InvalidOperationException)
        {
            return Malformed("$", 0, "a name in it is not valid Unicode"); // what the JSON reader throws then
        }
    }

    private static Either<PicsError, RegionGraph> ReadOwn(string json)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, Form)!;
            return document switch
            {
                { Version: not Version } => new PicsError.Document(new DocumentError.UnknownVersion(document.Version, Version)),
                _ when document.Regions.Contains(null!) || document.Splits.Contains(null!) => Malformed("$", 1, "a region or split is null"),
                _ => RegionGraph.Create(Decomposition.Of(
                    document.Regions.Select(Scope.Of),
                    document.Splits.Select(split => new Split(split.Region, split.Parts.ToArr())))),
            };
        }
        catch (JsonException error)
        {
            return Malformed(error.Path ?? "$", (error.LineNumber ?? 0) + 1, JsonFault.Of(error, json));
        }
    }

    private static PicsError.Document Malformed(string path, long line, string reason) => new(new DocumentError.Malformed(path, line, reason));

    /// <summary>Whether a document has no field of a region graph.</summary>
    private static bool IsNone(JsonElement root) => root.ValueKind != JsonValueKind.Object || !(root.TryGetProperty("format", out _) || root.TryGetProperty("regions", out _));

    /// <summary>The format of a document of another kind; null if it is none or says nothing.</summary>
    private static string? OtherFormat(JsonElement root)
    {
        try
        {
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && format.GetString() is var name && name != Format ? name : null;
        }
        catch (InvalidOperationException)
        {
            return null; // what the JSON reader throws for text that is not valid Unicode
        }
    }

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class GraphShapes : JsonSerializerContext;

    private sealed record Document(string Format, int Version, int[][] Regions, SplitDocument[] Splits);

    private sealed record SplitDocument(int Region, int[] Parts);
}
