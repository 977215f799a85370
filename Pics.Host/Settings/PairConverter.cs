using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pics.Host;

/// <summary>Pairs and the like without names as lists of their values in JSON, where they would be empty objects. They are written, never read.</summary>
internal sealed class PairConverter : JsonConverter<ITuple>
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsValueType && typeof(ITuple).IsAssignableFrom(typeToConvert);

    /// <inheritdoc/>
    public override ITuple Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new JsonException("a pair is written, not read");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ITuple value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (var place = 0; place < value.Length; place++) JsonSerializer.Serialize(writer, value[place], options);
        writer.WriteEndArray();
    }
}
