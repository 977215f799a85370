using System.Globalization;
using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>How a value is written in JSON, without looking into its type when the program runs.</summary>
/// <param name="Expected">What would be right, for people.</param>
/// <param name="Read">Whether it is such a value, and which.</param>
/// <param name="Write">Writes it.</param>
internal sealed record JsonForm<T>(string Expected, Func<JsonElement, (bool Fits, T Value)> Read, Action<Utf8JsonWriter, T> Write);

/// <summary>The forms of the options of a run.</summary>
internal static class JsonForm
{
    private const string Own = "what this program writes there";

    /// <summary>A text.</summary>
    public static JsonForm<string> Text { get; } = new("a text", value => value.ValueKind == JsonValueKind.String ? (true, value.GetString()!) : default, (writer, text) => writer.WriteStringValue(text));

    /// <summary>True or false.</summary>
    public static JsonForm<bool> Truth { get; } = new("true or false", value => (value.ValueKind is JsonValueKind.True or JsonValueKind.False, value.ValueKind == JsonValueKind.True), (writer, truth) => writer.WriteBooleanValue(truth));

    /// <summary>A whole number of 32 bits, also one that is written with decimals that are zeros.</summary>
    public static JsonForm<int> Whole { get; } = new("a whole number", value => Number(value, int.MinValue, int.MaxValue) is var (fits, number) ? (fits, (int)number) : default, (writer, number) => writer.WriteNumberValue(number));

    /// <summary>Likewise one of 64 bits.</summary>
    public static JsonForm<long> Long { get; } = new("a whole number", value => Number(value, long.MinValue, long.MaxValue), (writer, number) => writer.WriteNumberValue(number));

    /// <summary>A number; those that JSON has no numbers for are texts.</summary>
    public static JsonForm<double> Real { get; } = new("a number", Double, Write);

    /// <summary>Height and width of pictures: a number for squares.</summary>
    public static JsonForm<PictureSize> Size { get; } = new(Own, PictureSize, (writer, size) =>
    {
        if (size.Height == size.Width) writer.WriteNumberValue(size.Height);
        else writer.WriteStringValue(size.ToString());
    });

    /// <summary>Texts in a list; one alone may stand for itself.</summary>
    public static JsonForm<TextList> Texts { get; } = new(Own, List, (writer, list) =>
    {
        writer.WriteStartArray();
        foreach (var text in list.Texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    });

    /// <summary>One of a few words.</summary>
    public static JsonForm<T> Word<T>()
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().Select(value => (Value: value, Word: EnumWord.Of(value))).ToList();
        return new(
            $"one of {string.Join(", ", words.Select(word => $"\"{word.Word}\""))}",
            value => value.ValueKind == JsonValueKind.String && words.FindIndex(word => value.GetString()!.Equals(word.Word, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? (true, words[place].Value) : default,
            (writer, value) => writer.WriteStringValue(words.Find(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Word));
    }

    /// <summary>The same, or null.</summary>
    public static JsonForm<T?> OrNull<T>(this JsonForm<T> form)
        where T : struct => new(
        Nullable(form),
        value => value.ValueKind == JsonValueKind.Null ? (true, null) : form.Read(value),
        (writer, value) =>
        {
            if (value is { } some) form.Write(writer, some);
            else writer.WriteNullValue();
        });

    /// <summary>The same, or null; of values that are objects.</summary>
    public static JsonForm<T?> OrNone<T>(this JsonForm<T> form)
        where T : class => new(
        Nullable(form),
        value => value.ValueKind == JsonValueKind.Null ? (true, null) : form.Read(value),
        (writer, value) =>
        {
            if (value is { } some) form.Write(writer, some);
            else writer.WriteNullValue();
        });

    private static string Nullable<T>(JsonForm<T> form) => $"{form.Expected}, or null";

    private static (bool Fits, long Value) Number(JsonElement value, long least, long largest) => value.ValueKind == JsonValueKind.Number
        ? NumberText.Whole("it", value.GetRawText(), least, largest).Match(number => (true, number), _ => default)
        : default;

    private static (bool Fits, double Value) Double(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => (true, value.GetDouble()),
        JsonValueKind.String when value.GetString() is "NaN" or "Infinity" or "-Infinity" => (true, double.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
        _ => default,
    };

    private static void Write(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number)) writer.WriteNumberValue(number);
        else writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
    }

    private static (bool Fits, PictureSize Value) PictureSize(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt32(out var side) => (true, new(side, side)),
        JsonValueKind.String when Pics.Host.PictureSize.Parse(value.GetString()!) is { } size => (true, size),
        _ => default,
    };

    private static (bool Fits, TextList Value) List(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => (true, new(Prelude.Array(value.GetString()!))),
        JsonValueKind.Array when value.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String) => (true, new(value.EnumerateArray().Select(text => text.GetString()!).ToArr())),
        _ => default,
    };
}
