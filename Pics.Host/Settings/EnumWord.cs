using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pics.Host;

/// <summary>The word for a choice, as options and config.json have it.</summary>
internal static class EnumWord
{
    /// <summary>The word, in kebab case.</summary>
    public static string Of(Enum value) =>
        value.GetType().GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
