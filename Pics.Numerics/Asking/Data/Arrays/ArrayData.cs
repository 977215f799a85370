namespace Pics.Numerics;

/// <summary>Which data set an array is.</summary>
/// <remarks>
/// The first axis is that of the rows. Three and four axes are images: of levels as their numbers tell (<see cref="LevelRule"/>), else of real ones, centred
/// and scaled. One and two axes are a table, whose kinds are learned as those of any; only bytes are 256 values and truth values two as they are,
/// unless something is said of the columns. Texts and rows with named fields are tables too.
/// </remarks>
internal static class ArrayData
{
    private const string AreBytes = "Its bytes are taken as one of the 256 values from 0 to 255 in every column; numbers of two or more bytes would have their kinds learned from the values.";

    private const string AreReal = "Its pixels are real numbers, neither whole ones from 0 to 255 nor multiples of 1/255: the model has densities of them, whose bits per dimension cannot be compared with those of levels, and no pictures are drawn.";

    /// <summary>Reads an array. Error: <see cref="DataError"/>.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="name">For people.</param>
    /// <param name="planar">Whether rows of bytes that could be square RGB images are such, channel after channel.</param>
    /// <param name="options">What is known of the columns, and when rows stay in a file.</param>
    public static Either<DataError, Dataset> Read(ArraySource source, string name, bool planar, ReadOptions options) =>
        from header in source.Read<ArrayHeader>((_, header) => header)
        from data in IsLearned(header, options) ? ArrayRows.Of(source, name, options).Bind(rows => TableLearner.Read(rows, options)) : source.Read((file, again) => OfNumbers(file, again, name, planar, options))
        select data;

    private static bool IsLearned(ArrayHeader header, ReadOptions options) => ArrayRows.Are(header) && !(header.Fields.IsEmpty && Count(header) is { } values && !IsSaid(options, values));

    /// <summary>How many values there are, where that is known from the type.</summary>
    private static int? Count(ArrayHeader header) => (header.Type, header.Size) switch { ('b', _) => 2, ('u', 1) => 256, _ => null };

    /// <summary>Whether something is said of the columns that is not so by itself.</summary>
    private static bool IsSaid(ReadOptions options, int values) => !options.Ignored.IsEmpty || !options.Kinds.IsEmpty || !options.Missing.IsEmpty
        || (options.Schema is { } schema && schema.Columns.Exists(column => column.Kind != TableColumnKind.Categorical || column.Labels.Count != values || column.Labels.Select((label, value) => label == $"{value}").Any(same => !same)));

    private static Either<DataError, Dataset> OfNumbers(InputFile file, ArrayHeader header, string name, bool planar, ReadOptions options) =>
        from layout in ArrayLayout.Of(file.Path, header, planar && header is { Type: 'u', Size: 1, Shape.Length: 2 })
        from data in OfNumbers(file, header, name, layout, options)
        select data;

    private static Either<DataError, Dataset> OfNumbers(InputFile file, ArrayHeader header, string name, ArrayLayout layout, ReadOptions options)
    {
        if (layout.Variables.Image is null)
            return ArrayNumbers.Read<byte>(file, header, layout, options)
                .Bind(rows => Dataset.Of(name, layout.Variables, layout.Channels, Count(header) ?? 256, rows))
                .Map(data => options.Wanted is null && header is { Type: 'u' } ? data.With([AreBytes]) : data);
        var isWhole = header.Type != 'f' && !options.AreRealPixels;
        return from rows in isWhole ? ArrayNumbers.Read<byte>(file, header, layout, options)
                   : header is { Type: 'f', Size: 4 } ? ArrayNumbers.Read<float>(file, header, layout, options)
                   : ArrayNumbers.Read<double>(file, header, layout, options)
               from data in options.AreRealPixels ? RealImages.Scale(name, layout, rows, options)
                   : header.Type == 'b' && options is { Levels: null, Pixels: null } ? Dataset.Of(name, layout.Variables, layout.Channels, 2, rows)
                   : LevelRows.Read(name, layout.Variables, layout.Channels, rows, isWhole ? null : header.Size, options, () => RealImages.Scale(name, layout, rows, options).Map(images => images.With([AreReal])))
               select data;
    }
}
