using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>Reads what runs leave field by field, so that a field that is wrong is named with what would be right.</summary>
internal static class RunJson
{
    /// <summary>Reads a file of a run. A file without a version has the first one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fault">What a file that is no JSON object does not do, for people.</param>
    /// <param name="version">The last version that this program reads.</param>
    public static Either<Failure, T> ReadFile<T>(string file, string fault, int version)
        where T : class => JsonFields.ReadFile<T>(file, fault, version, RunSettings.Json).MapLeft(Failure.Of);

    /// <summary>As <see cref="ReadFile{T}"/> for a text that is known already.</summary>
    public static Either<Failure, T> Read<T>(string text, string file, string fault, int version)
        where T : class => JsonFields.Read<T>(text, file, fault, version, RunSettings.Json).MapLeft(Failure.Of);

    /// <summary>Refuses a version after one, named in a sentence.</summary>
    public static Failure? FindVersion(string file, IEnumerable<JsonProperty> fields, int version) => JsonFields.FindVersion(file, fields, version) is { } error ? Failure.Of(error) : null;
}
