using System.Text.Json;

namespace Pics.Host;

/// <summary>The word for a value of an enumeration, in kebab case: that of JSON and of the command line.</summary>
internal static class EnumWord
{
    public static string Of(Enum value) => value switch
    {
        ColourTransform.YCoCgR => "ycocg-r", // as JSON names them
        ColourTransform.YCoCg => "ycocg",
        _ => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()),
    };
}
