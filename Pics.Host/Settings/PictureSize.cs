using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pics.Host;

/// <summary>Height and width of pictures in pixels: 8 for squares, else as 8x24. In JSON a number or a text; earlier versions had squares only.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record PictureSize(int Height, int Width)
{
    /// <summary>What an option takes, for errors.</summary>
    public const string Expected = "a whole number of pixels for squares, or height x width as 8x24";

    /// <summary>Reads one; null if the text is none.</summary>
    public static PictureSize? Parse(string text)
    {
        var parts = text.Split('x', 'X', '\u00d7');
        return parts.Length is 1 or 2 && Number(parts[0]) is { } height && Number(parts[^1]) is { } width ? new(height, width) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Height == Width ? $"{Height}" : $"{Height}x{Width}";

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed class Converter : JsonConverter<PictureSize>
    {
        public override PictureSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var side) ? new(side, side)
            : reader.TokenType == JsonTokenType.String && Parse(reader.GetString()!) is { } size ? size
            : throw new JsonException($"it is not {Expected}");

        public override void Write(Utf8JsonWriter writer, PictureSize value, JsonSerializerOptions options)
        {
            if (value.Height == value.Width) writer.WriteNumberValue(value.Height);
            else writer.WriteStringValue(value.ToString());
        }
    }
}
