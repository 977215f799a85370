using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;

namespace Pics.Host;

/// <summary>Some texts, in JSON a list; earlier versions wrote one text as it is.</summary>
/// <param name="Texts">At least one.</param>
[JsonConverter(typeof(Converter))]
internal sealed record TextList(Arr<string> Texts)
{
    /// <summary>The texts of an option that may be given several times; null where it is not given.</summary>
    public static TextList? Of(IEnumerable<string>? texts) => texts?.ToArr() is { IsEmpty: false } some ? new(some) : null;

    /// <summary>The texts of a list; none for null.</summary>
    public static Arr<string> Of(TextList? list) => list?.Texts ?? Arr<string>.Empty;

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Texts);

    private sealed class Converter : JsonConverter<TextList>
    {
        public override TextList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return new(Prelude.Array(reader.GetString()!));
            var texts = new List<string>();
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("it is neither a text nor a list of texts");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                texts.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("the list has something else than texts"));
            return new(texts.ToArr());
        }

        public override void Write(Utf8JsonWriter writer, TextList value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var text in value.Texts) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
    }
}
