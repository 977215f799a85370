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
        where T : class => ReadText(file).Bind(text => Read<T>(text, file, fault, version, options));

    /// <summary>The text of a file. Error: it cannot be read.</summary>
    public static Either<ModelError, string> ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unfit(file, $"cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>As <see cref="ReadFile{T}"/> for a text that is known already.</summary>
    public static Either<ModelError, T> Read<T>(string text, string file, string fault, int version, JsonSerializerOptions options)
        where T : class => Read(text, file, fault, version, Known<T>(options), root => root.Deserialize((JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)))!);

    /// <summary>As <see cref="Read{T}(string, string, string, int, JsonSerializerOptions)"/> where fields are named one by one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Where it is from.</param>
    /// <param name="fault">What a text that is no JSON object does not do, for people.</param>
    /// <param name="version">The last version that this program reads.</param>
    /// <param name="known">The fields that there may be.</param>
    /// <param name="make">Makes the record of an object whose fields fit.</param>
    public static Either<ModelError, T> Read<T>(string text, string file, string fault, int version, IReadOnlyList<DocumentField> known, Func<JsonElement, T> make)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return new ModelError.Unfit(file, $"{fault}: it is no JSON object");
            var fields = document.RootElement.EnumerateObject().ToList();
            if ((FindVersion(file, fields, version) ?? FindFault(file, fields, known)) is { } error) return error;
            return make(document.RootElement);
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

    /// <summary>The field of a name, whatever its case.</summary>
    private static DocumentField? Find(IReadOnlyList<DocumentField> known, string name) => known.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));

    private static ModelError.Unfit? FindFault(string file, List<JsonProperty> fields, IReadOnlyList<DocumentField> known)
    {
        DocumentField? Of(JsonProperty field) => Find(known, field.Name);
        if (fields.Find(field => Of(field) is null) is { Value.ValueKind: not JsonValueKind.Undefined } unknown) return new(file, $"has the unknown field '{unknown.Name}'; this program writes none of that name");
        if (fields.GroupBy(Of).FirstOrDefault(group => group.Count() > 1) is { Key: { } twice }) return new(file, $"has the field '{twice.Name}' twice");
        if (known.FirstOrDefault(field => field.IsRequired && fields.TrueForAll(other => Of(other) != field)) is { } missing) return new(file, $"has no field '{missing.Name}'; expected {missing.Expected()}");
        return fields.Where(field => !Of(field)!.Fits(field.Value)).Select(field => new ModelError.Unfit(file, $"has {field.Value.GetRawText()} in the field '{field.Name}'; expected {Of(field)!.Expected()}")).FirstOrDefault();
    }

    private static IReadOnlyList<DocumentField> Known<T>(JsonSerializerOptions options) =>
    [
        .. options.GetTypeInfo(typeof(T)).Properties
            .Where(property => property.AssociatedParameter is not null || property.Set is not null)
            .Select(property => new DocumentField(property.Name, IsRequired(property), value => Fits(value, property, options), () => Expected(property, options))),
    ];

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
