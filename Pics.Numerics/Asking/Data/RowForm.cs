namespace Pics.Numerics;

/// <summary>What rows are: the columns of a table or the pixels of images, without any row.</summary>
/// <remarks>It alone knows how names, labels and the data's own units become the numbers that a circuit sees, and back.</remarks>
public sealed class RowForm : IEquatable<RowForm>
{
    /// <summary>A form of columns that are all alike in their channels. Error: <see cref="DataError.BadShape"/> for no column or no channel, or an image of other pixels.</summary>
    /// <param name="columns">What each variable is.</param>
    /// <param name="channels">The number of channels of a variable.</param>
    /// <param name="image">Height and width, if rows are images.</param>
    public static Either<DataError, RowForm> Create(IEnumerable<Column> columns, int channels, (int Height, int Width)? image)
    {
        var all = columns.ToImmutableArray();
        return all.IsEmpty || channels < 1 || (image is var (height, width) && (height < 1 || width < 1 || (long)height * width != all.Length))
            ? new DataError.BadShape("the form of rows", $"{all.Length} column(s) of {channels} channel(s){(image is { } size ? $" for {size.Height} x {size.Width} pixels" : string.Empty)}", "at least one column and one channel, and one column per pixel")
            : new RowForm(all, channels, image);
    }

    internal RowForm(ImmutableArray<Column> columns, int channels, (int Height, int Width)? image) => (Columns, Channels, Image) = (columns, channels, image);

    /// <summary>What each variable is.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>The number of variables of a row.</summary>
    public int Variables => Columns.Length;

    /// <summary>The number of channels of a variable.</summary>
    public int Channels { get; }

    /// <summary>Height and width, if rows are images; then variable r * width + c is the pixel in row r, column c.</summary>
    public (int Height, int Width)? Image { get; }

    /// <summary>The number of numbers of a row: variables times channels.</summary>
    public int Dimensions => Variables * Channels;

    /// <summary>Whether some variable is a real number.</summary>
    public bool IsReal => Columns.Any(column => column.Kind is ColumnKind.Real);

    /// <summary>The headings of a row's values, [variables, channels]: names, or x0, x1, ..., with the channel where there are several.</summary>
    public ImmutableArray<string> Headings =>
        [.. Enumerable.Range(0, Dimensions).Select(HeadingAt)];

    /// <summary>What the rows of a data set are.</summary>
    public static RowForm Of(Dataset data) => new(data.Columns, data.Channels, data.Image);

    /// <inheritdoc/>
    public bool Equals(RowForm? other) => other is not null && Channels == other.Channels && Image == other.Image && Columns.AsSpan().SequenceEqual(other.Columns.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RowForm);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Variables, Channels, Image);

    /// <summary>The heading of a variable: its name, or x0, x1, ...</summary>
    public string Heading(int variable) => Heading(Columns[variable], variable);

    /// <summary>The heading of a value by its place in a row, as <see cref="Headings"/> has it.</summary>
    internal string HeadingAt(int place) => Channels == 1 ? Heading(place) : $"{Heading(place / Channels)}.{place % Channels}";

    /// <summary>The heading of a column in its place: its name, or x0, x1, ...</summary>
    internal static string Heading(Column column, int place) => column.Name.Length > 0 ? column.Name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"x{place}");

    /// <summary>Whether some variable is held otherwise than the circuit sees it.</summary>
    internal bool IsBinned => Columns.Any(column => !column.IsSeenAsHeld);

    /// <summary>What the circuit sees of a row, [variables, channels].</summary>
    internal double[] Seen(double[] row) => IsBinned ? [.. row.Select((value, place) => Columns[place / Channels].Seen(value))] : row;

    /// <summary>The sum of the logarithms of the scales of what a row observes: what to subtract from the log-density of a row as the circuit sees it to have it in the data's own units.</summary>
    /// <param name="row">[variables, channels] as held, NaN where not observed.</param>
    internal double LogScale(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        for (var place = 0; place < row.Length; place++)
            if (!double.IsNaN(row[place]))
                sum += Columns[place / Channels].LogScale(row[place]);
        return sum;
    }

    /// <summary>A row that a circuit drew as data sets hold it, each value one that its column has: of a bin a number of it, which depends on the seed, the row and the place alone.</summary>
    /// <param name="seen">[variables, channels] as the circuit sees them.</param>
    /// <param name="seed">Of the samples.</param>
    /// <param name="row">The number of the row among all samples.</param>
    public double[] Held(double[] seen, long seed, long row) => Held(seen, null, seed, row, false);

    /// <summary>The same where some values are known, as they are held, NaN where they are not; these stay as they are.</summary>
    internal double[] Held(double[] seen, double[]? known, long seed, long row, bool withinRange) => [.. seen.Select((value, place) => known is not null && !double.IsNaN(known[place])
        ? known[place]
        : Columns[place / Channels].Nearest(Columns[place / Channels].Drawn(value, seed, row, place), withinRange))];

    /// <summary>The form with some of its variables, in this order; unless these are all it is no image, and variables without names are called what they were: x0, x1, ...</summary>
    internal RowForm Take(IReadOnlyList<int> variables) => variables.SequenceEqual(Enumerable.Range(0, Variables))
        ? this
        : new([.. variables.Select(variable => Columns[variable] with { Name = Heading(variable) })], Channels, null);

    /// <summary>Rows of this form, in memory up to <see cref="ReadOptions.MemoryLimit"/> and past it in a file of their own. Error: <see cref="DataError.BadShape"/>, <see cref="DataError.OutOfRange"/>.</summary>
    /// <param name="name">For people.</param>
    /// <param name="rows">Each [variables, channels], as data sets hold them, NaN where not observed; gone through once.</param>
    public Either<DataError, Dataset> Rows(string name, IEnumerable<double[]> rows) =>
        Columns.All(column => column.Kind is ColumnKind.Categorical) ? Rows(name, rows, value => double.IsNaN(value) ? (short)-1 : (short)value) : Rows(name, rows, value => value);

    private Either<DataError, Dataset> Rows<T>(string name, IEnumerable<double[]> rows, Converter<double, T> number)
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
    {
        var held = new T[Dimensions];
        using var builder = new RowBuilder<T>(Dimensions, ReadOptions.Default);
        foreach (var row in rows)
        {
            if (row.Length != Dimensions) return new DataError.BadShape(name, $"{row.Length} values in row {builder.Rows}", $"{Dimensions} values a row");
            for (var place = 0; place < held.Length; place++) held[place] = number(row[place]);
            builder.Add(held);
        }

        return Dataset.Of(name, Columns, Channels, Image, builder.Finish());
    }
}
