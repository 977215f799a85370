using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>Reads a record from a JSON object field by field, so that a field that is wrong is named with what would be right.</summary>
public static class JsonFields
{
    private const string VersionName = "version";

    /// <summary>Reads a file of a run. A file without a version has the first one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fault">What a file that is no JSON object does not do, for people.</param>
    /// <param name="version">The last version that this program reads.</param>
    /// <param name="options">How it is written.</param>
    public static Either<ModelError, T> ReadFile<T>(string file, string fault, int version, JsonSerializerOptions options)
        where T : class
    {
        try
        {
            return Read<T>(File.ReadAllText(file), file, fault, version, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unfit(file, $"cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>As <see cref="ReadFile{T}"/> for a text that is known already.</summary>
    public static Either<ModelError, T> Read<T>(string text, string file, string fault, int version, JsonSerializerOptions options)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return new ModelError.Unfit(file, $"{fault}: it is no JSON object");
            var fields = document.RootElement.EnumerateObject().ToList();
            if ((FindVersion(file, fields, version) ?? FindFault<T>(file, fields, options)) is { } error) return error;
            return document.RootElement.Deserialize((JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)))!;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is what the JSON reader throws for text that is not valid Unicode.
            return new ModelError.Unfit(file, $"{fault}: {JsonFault.Of(error, text)}");
        }
    }

    /// <summary>Refuses a version after one, named in a sentence.</summary>
    public static ModelError? FindVersion(string file, IEnumerable<JsonProperty> fields, int version) =>
        fields.Where(field => field.NameEquals(VersionName)).Select(field => field.Value).FirstOrDefault() is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var found) && (found < 1 || found > version)
            ? new ModelError.UnknownVersion(file, found, version)
            : null;

    private static ModelError.Unfit? FindFault<T>(string file, List<JsonProperty> fields, JsonSerializerOptions options)
    {
        var known = options.GetTypeInfo(typeof(T)).Properties.Where(property => property.AssociatedParameter is not null || property.Set is not null).ToList();
        JsonPropertyInfo? Of(JsonProperty field) => known.Find(property => string.Equals(property.Name, field.Name, StringComparison.OrdinalIgnoreCase));
        if (fields.Find(field => Of(field) is null) is { Value.ValueKind: not JsonValueKind.Undefined } unknown) return new(file, $"has the unknown field '{unknown.Name}'; this program writes none of that name");
        if (fields.GroupBy(Of).FirstOrDefault(group => group.Count() > 1) is { Key: { } twice }) return new(file, $"has the field '{twice.Name}' twice");
        if (known.Find(property => IsRequired(property) && fields.TrueForAll(field => Of(field) != property)) is { } missing) return new(file, $"has no field '{missing.Name}'; expected {Expected(missing, options)}");
        return fields.Where(field => !Fits(field.Value, Of(field)!, options)).Select(field => new ModelError.Unfit(file, $"has {field.Value.GetRawText()} in the field '{field.Name}'; expected {Expected(Of(field)!, options)}")).FirstOrDefault();
    }

    private static bool Fits(JsonElement value, JsonPropertyInfo property, JsonSerializerOptions options)
    {
        if (value.ValueKind == JsonValueKind.Null) return IsNullable(property);
        try
        {
            return value.Deserialize(options.GetTypeInfo(property.PropertyType)) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsRequired(JsonPropertyInfo property) => property.AssociatedParameter is { IsMemberInitializer: false } parameter ? !parameter.HasDefaultValue : property.IsRequired;

    private static bool IsNullable(JsonPropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null || (!property.PropertyType.IsValueType && (property.AssociatedParameter?.IsNullable ?? property.IsSetNullable));

    private static string Expected(JsonPropertyInfo property, JsonSerializerOptions options)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var kind = type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(name => $"\"{Word(type, name, options)}\""))}"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "a text"
            : type == typeof(double) ? "a number"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : "what this program writes there";
        return IsNullable(property) ? $"{kind}, or null" : kind;
    }

    private static string Word(Type type, string name, JsonSerializerOptions options) => JsonSerializer.Serialize(Enum.Parse(type, name), options.GetTypeInfo(type)).Trim('"');
}
