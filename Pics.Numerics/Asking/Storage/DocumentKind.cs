using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pics.Numerics;

/// <summary>What tells a JSON document from those of other formats and versions.</summary>
/// <param name="Format">The name of its format.</param>
/// <param name="Version">The version of that.</param>
internal sealed partial record DocumentKind(string? Format, int Version)
{
    private static readonly KindShapes Known = new(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>That of a document of which nothing else is looked at; null for the document null.</summary>
    /// <exception cref="JsonException">The text is no such document.</exception>
    public static DocumentKind? Read(string text) => JsonSerializer.Deserialize(text, Known.DocumentKind);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(DocumentKind))]
    private sealed partial class KindShapes : JsonSerializerContext;
}
