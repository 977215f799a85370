using System.CommandLine;

namespace Pics.Host;

/// <summary>The options that say how data are read.</summary>
internal sealed class ReadingOptions
{
    public Option<ColourTransform> Colour { get; } = Choice.Of("--colour", "Colour transform of RGB images; bits per dimension name it, and those of the lossy ycocg are not comparable:", ColourTransform.None);

    public Option<int?> ImageSize { get; } = new("--image-size") { Description = "Height and width to which the pictures of a folder are brought." };

    public Option<bool> Stream { get; } = new("--stream") { Description = "Keep rows in a file and read them when they are needed; without it only where they need more than a quarter of the memory." };

    public Option<HeaderKind> Header { get; } = Choice.Of("--header", "Whether the first line of a table has names:", HeaderKind.Auto);

    public Option<string?> Missing { get; } = new("--missing") { Description = "The word of a table's cells that are not observed, as empty ones are. [default: ?, NA, NaN and null]" };

    public Option<string?> Schema { get; } = new("--schema") { Description = "JSON file with names and kinds of a table's columns. [default: learned]" };

    public Option<string?> Array { get; } = new("--array") { Description = "The array of a NumPy archive. [default: those of the usual names, as data or x_train, or the only one with rows of several numbers]" };

    public IEnumerable<Option> All => [Colour, ImageSize, Stream, Header, Missing, Schema, Array];

    /// <summary>The options of data of which nothing else is said.</summary>
    public DataSettings Bind(ParseResult result) => new()
    {
        Colour = result.GetValue(Colour),
        ImageSize = result.GetValue(ImageSize),
        Stream = result.GetValue(Stream),
        Header = result.GetValue(Header),
        Missing = result.GetValue(Missing),
        Schema = result.GetValue(Schema),
        Array = result.GetValue(Array),
    };
}
