using System.CommandLine;

namespace Pics.Host;

/// <summary>The options that say how data are read.</summary>
/// <param name="forSizes">Whether --channels says what a road without data is over too.</param>
internal sealed class ReadingOptions(bool forSizes = false)
{
    public Option<ColourTransform> Colour { get; } = Choice.Of("--colour", "Colour transform of RGB images; bits per dimension name it, and those of the lossy ycocg are not comparable:", ColourTransform.None);

    public Option<PictureSize?> ImageSize { get; } = PictureOptions.Size();

    public Option<int?> Channels { get; } = PictureOptions.Channels(forSizes);

    public Option<PictureSize?> Patch { get; } = PictureOptions.Patch();

    public Option<int?> Levels { get; } = new("--levels") { Description = "Levels of the pixels of images, 2 to 256. [default: learned; 256 unless the images have few]" };

    public Option<bool> Stream { get; } = new("--stream") { Description = "Keep rows in a file and read them when they are needed; without it only where they need more than a quarter of the memory." };

    public Option<HeaderKind> Header { get; } = Choice.Of("--header", "Whether the first line of a table has names:", HeaderKind.Auto);

    public Option<string[]> Missing { get; } = new("--missing") { Description = "A word of a table's cells that are not observed, beside empty ones, ?, NA, NaN, null and the like; may be given several times." };

    public Option<string?> Schema { get; } = new("--schema") { Description = "JSON file with names and kinds of a table's columns. [default: learned]" };

    public Option<string?> Array { get; } = new("--array") { Description = "The array of a NumPy archive. [default: those of the usual names, as data or x_train, or the only one with rows of several numbers]" };

    public Option<string[]> Ignore { get; } = new("--ignore") { Description = "Columns of a table that are left out, with commas between: headings, in double quotes where one has a comma, or # and a number from 0." };

    public Option<string[]> Keep { get; } = new("--keep") { Description = "Columns of a table that are kept although they look like identifiers or never change, named likewise; * for all." };

    public Option<string?> Kinds { get; } = new("--kinds") { Description = $"Kinds of a table's columns, for example grade=ordinal,born=date, of the kinds {ColumnWishes.KnownKinds}; others are learned." };

    public Option<UnseenValues> Unseen { get; } = Choice.Of("--unseen", "A value in a column of categories that training did not see: refused, taken as not observed, or one of the column's others, whose probability is learned:", UnseenValues.Refuse);

    public Option<string?> Encoding { get; } = new("--encoding") { Description = "Encoding of a table in text, as utf-8, utf-16 or windows-1252. [default: told from its bytes]" };

    public Option<string?> Separator { get; } = new("--separator") { Description = "What stands between the cells of a table in text: a sign, or tab, space, comma, semicolon, pipe. [default: told from its lines]" };

    public Option<string?> Decimal { get; } = new("--decimal") { Description = "Decimal sign of a table in text: point or comma. [default: told from its numbers]" };

    public Option<string?> Sql { get; } = new("--sql") { Description = "A SQL query whose result is the table, in place of a path: \"select a, b from 'x.parquet' join 'y.csv' using (id)\"." };

    public IEnumerable<Option> All => [Colour, ImageSize, Channels, Levels, Patch, Stream, Header, Missing, Schema, Ignore, Keep, Kinds, Unseen, Encoding, Separator, Decimal, Sql, Array];

    /// <summary>The options of data of which nothing else is said.</summary>
    public DataSettings Bind(ParseResult result) => new()
    {
        Colour = result.GetValue(Colour),
        ImageSize = result.GetValue(ImageSize),
        Channels = result.GetValue(Channels) switch { 1 => PictureChannels.Grey, 3 => PictureChannels.Rgb, _ => null },
        Levels = result.GetValue(Levels),
        Patch = result.GetValue(Patch),
        Stream = result.GetValue(Stream),
        Header = result.GetValue(Header),
        Missing = TextList.Of(result.GetValue(Missing)),
        Schema = result.GetValue(Schema),
        Array = result.GetValue(Array),
        Ignore = TextList.Of(result.GetValue(Ignore)?.SelectMany(ColumnWishes.Split)),
        Keep = TextList.Of(result.GetValue(Keep)?.SelectMany(ColumnWishes.Split)),
        Kinds = result.GetValue(Kinds),
        Unseen = result.GetValue(Unseen),
        Encoding = result.GetValue(Encoding),
        Separator = result.GetValue(Separator),
        Decimal = result.GetValue(Decimal),
        Sql = result.GetValue(Sql),
    };
}
