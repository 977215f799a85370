using System.CommandLine;

namespace Pics.Host;

/// <summary>Options whose value is a real number; how one is read, <see cref="OptionWords"/> says for all options.</summary>
internal static class RealNumber
{
    private const string Kind = "number";

    /// <summary>An option with a default.</summary>
    public static Option<double> Of(string name, string description, double byDefault) => new(name) { Description = description, HelpName = Kind, DefaultValueFactory = _ => byDefault };

    /// <summary>An option that may be left out.</summary>
    public static Option<double?> Optional(string name, string description) => new(name) { Description = description, HelpName = Kind };
}
