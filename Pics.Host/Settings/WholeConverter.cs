using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pics.Host;

/// <summary>Whole numbers in JSON, also those that other programs write with decimals that are zeros: 5.0 is 5.</summary>
internal sealed class WholeConverter<T> : JsonConverter<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number) throw new JsonException("it is no number");
        var text = Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan);
        return NumberText.Whole("it", text, long.CreateSaturating(T.MinValue), long.CreateSaturating(T.MaxValue)).Match(T.CreateChecked, failure => throw new JsonException(failure.Sentence));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToString(null, CultureInfo.InvariantCulture));
}
