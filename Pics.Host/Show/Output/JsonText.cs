using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pics.Host;

/// <summary>As <see cref="JsonOutput"/>, of documents whose fields are named one by one, for which nothing looks into types when the program runs.</summary>
internal static class JsonText
{
    /// <summary>Prints a document.</summary>
    public static void Print(JsonObject document)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) document.WriteTo(writer);
        Console.Out.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>A number, null where there is none; those that JSON has no numbers for are texts.</summary>
    public static JsonNode? Number(double? value) => value is not { } number ? null : double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number that may not be known; null for NaN.</summary>
    public static JsonNode? Figure(double value) => double.IsNaN(value) ? null : Number(value);

    /// <summary>A list; null where there is none.</summary>
    public static JsonArray? List<T>(IEnumerable<T>? values, Func<T, JsonNode?> write) => values is null ? null : new([.. values.Select(write)]);

    /// <summary>A list of texts.</summary>
    public static JsonArray? List(IEnumerable<string>? values) => List(values, text => text);
}
