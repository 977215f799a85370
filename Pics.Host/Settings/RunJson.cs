using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LanguageExt;

namespace Pics.Host;

/// <summary>Reads a record from a JSON object field by field, so that a field that is wrong is named with what would be right.</summary>
internal static class RunJson
{
    private const string VersionName = "version";

    /// <summary>Reads a file of a run. A file without a version has the first one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fault">What a file that is no JSON object does not do, for people.</param>
    /// <param name="version">The version that this program reads.</param>
    public static Either<Failure, T> ReadFile<T>(string file, string fault, int version)
        where T : class
    {
        try
        {
            return Read<T>(File.ReadAllText(file), file, fault, version);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{file}' cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>As <see cref="ReadFile{T}"/> for a text that is known already.</summary>
    public static Either<Failure, T> Read<T>(string text, string file, string fault, int version)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return new Failure($"'{file}' {fault}: it is no JSON object");
            var fields = document.RootElement.EnumerateObject().ToList();
            if ((FindVersion(file, fields, version) ?? FindFault<T>(file, fields)) is { } failure) return failure;
            return document.RootElement.Deserialize<T>(RunSettings.Json)!;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is what the JSON reader throws for text that is not valid Unicode.
            return new Failure($"'{file}' {fault}: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Refuses a version after one, named in a sentence.</summary>
    public static Failure? FindVersion(string file, IEnumerable<JsonProperty> fields, int version) =>
        fields.Where(field => field.NameEquals(VersionName)).Select(field => field.Value).FirstOrDefault() is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var found) && (found < 1 || found > version)
            ? Failure.Of(new ModelError.UnknownVersion(file, found, version))
            : null;

    private static Failure? FindFault<T>(string file, List<JsonProperty> fields)
    {
        var known = RunSettings.Json.GetTypeInfo(typeof(T)).Properties.Where(property => property.AssociatedParameter is not null || property.Set is not null).ToList();
        JsonPropertyInfo? Of(JsonProperty field) => known.Find(property => string.Equals(property.Name, field.Name, StringComparison.OrdinalIgnoreCase));
        if (fields.Find(field => Of(field) is null) is { Value.ValueKind: not JsonValueKind.Undefined } unknown) return new($"'{file}' has the unknown field '{unknown.Name}'; this program writes none of that name");
        if (fields.GroupBy(Of).FirstOrDefault(group => group.Count() > 1) is { Key: { } twice }) return new($"'{file}' has the field '{twice.Name}' twice");
        if (known.Find(property => IsRequired(property) && fields.TrueForAll(field => Of(field) != property)) is { } missing) return new($"'{file}' has no field '{missing.Name}'; expected {Expected(missing)}");
        return fields.Where(field => !Fits(field.Value, Of(field)!)).Select(field => new Failure($"'{file}' has {field.Value.GetRawText()} in the field '{field.Name}'; expected {Expected(Of(field)!)}")).FirstOrDefault();
    }

    private static bool Fits(JsonElement value, JsonPropertyInfo property)
    {
        if (value.ValueKind == JsonValueKind.Null) return IsNullable(property);
        try
        {
            return value.Deserialize(property.PropertyType, RunSettings.Json) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsRequired(JsonPropertyInfo property) => property.AssociatedParameter is { } parameter ? !parameter.HasDefaultValue : property.IsRequired;

    private static bool IsNullable(JsonPropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null || (!property.PropertyType.IsValueType && (property.AssociatedParameter?.IsNullable ?? property.IsSetNullable));

    private static string Expected(JsonPropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var kind = type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(name => $"\"{Word(type, name)}\""))}"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "a text"
            : type == typeof(double) ? "a number"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : "what this program writes there";
        return IsNullable(property) ? $"{kind}, or null" : kind;
    }

    private static string Word(Type type, string name) => JsonSerializer.Serialize(Enum.Parse(type, name), type, RunSettings.Json).Trim('"');
}
