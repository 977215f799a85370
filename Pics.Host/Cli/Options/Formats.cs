using System.CommandLine;

namespace Pics.Host;

/// <summary>The option of how verbs print what they found.</summary>
internal static class Formats
{
    public static Option<OutputFormat> Option() => Choice.Of("--format", "How it is printed, for people or as one JSON document for other programs:", OutputFormat.Table);
}
