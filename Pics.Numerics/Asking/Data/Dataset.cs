namespace Pics.Numerics;

/// <summary>Rows of observations, immutable: images or a table, in memory or streamed from a file.</summary>
/// <remarks>
/// Invariant: values are [rows, variables, channels]; a categorical value is 0 to one less than the values of its column, a count a
/// whole number from 0, a real number finite; each may be not observed.
/// </remarks>
public sealed partial class Dataset
{
    private readonly RowStore store;
    private readonly int[]? picked; // rows of the store, null for all
    private readonly bool isBinned; // whether some column is held otherwise than the circuit sees it

    private Dataset(string name, ImmutableArray<Column> columns, int channels, (int Height, int Width)? image, RowStore store, int[]? picked) =>
        (Name, Columns, Channels, Image, IsReal, isBinned, this.store, this.picked) =
            (name, columns, channels, image, columns.Any(column => column.Kind is ColumnKind.Real), columns.Any(column => !column.IsSeenAsHeld), store, picked);

    /// <summary>What was decided when the rows were read and might be taken otherwise, a sentence each, for people.</summary>
    public ImmutableArray<string> Notes { get; private init; } = [];

    /// <summary>Height and width of the images of which the rows are patches; null where they are none.</summary>
    public (int Height, int Width)? Whole { get; private init; }

    /// <summary>Whether log-densities in the data's own units differ from those that the circuit gives.</summary>
    internal bool HasUnits => IsReal || isBinned;

    /// <summary>The name, for people.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => picked?.Length ?? store.Rows;

    /// <summary>What each variable is.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>The number of variables of a row: the pixels of an image.</summary>
    public int Variables => Columns.Length;

    /// <summary>The number of channels of a variable.</summary>
    public int Channels { get; }

    /// <summary>The largest number of values of a categorical column.</summary>
    public int Categories => Columns.Max(column => column.Kind.Finite ?? 0);

    /// <summary>Bytes that the rows take, those that were not taken from them too.</summary>
    public long Bytes => store.Bytes;

    /// <summary>Whether the rows are in a file, and read from it when they are needed.</summary>
    public bool IsStreamed => store.IsInFile;

    /// <summary>Whether some variable is a real number.</summary>
    public bool IsReal { get; }

    /// <summary>Height and width, if the rows are images; then variable r * width + c is the pixel in row r, column c.</summary>
    public (int Height, int Width)? Image { get; }

    /// <summary>What its rows are, without any row.</summary>
    public RowForm Form => RowForm.Of(this);

    /// <summary>The number of dimensions that bits per dimension divides by: variables times channels.</summary>
    public int Dimensions => Variables * Channels;

    /// <summary>Checks and copies values 0, 1, ... with -1 where not observed. Error: <see cref="DataError.BadShape"/> or <see cref="DataError.OutOfRange"/>.</summary>
    /// <param name="name">For people.</param>
    /// <param name="variables">Variables of a row, or height and width of an image.</param>
    /// <param name="channels">Channels of a variable.</param>
    /// <param name="categories">Values of a channel.</param>
    /// <param name="values">[rows, variables, channels], flattened.</param>
    public static Either<DataError, Dataset> Create(string name, DataShape variables, int channels, int categories, IEnumerable<short> values) =>
        Own(name, variables, channels, categories, values.ToArray());

    /// <summary>Checks and copies a table. Error: <see cref="DataError.BadShape"/> or <see cref="DataError.OutOfRange"/>.</summary>
    /// <param name="name">For people.</param>
    /// <param name="columns">What the variables are.</param>
    /// <param name="values">[rows, columns], flattened; real numbers already centred and scaled, NaN where not observed.</param>
    public static Either<DataError, Dataset> Table(string name, IEnumerable<Column> columns, IEnumerable<double> values) =>
        Own(name, [.. columns], values.ToArray());

    /// <summary>The values of a row as they are held, [variables, channels]: numbers of labels, real numbers centred and scaled, numbers in bins as they are; NaN where not observed.</summary>
    /// <remarks><see cref="Text"/> and <c>Number</c> give them as they are in the data.</remarks>
    public ImmutableArray<double> Row(int row)
    {
        var values = new double[Dimensions];
        Read(row, values);
        return [.. values];
    }

    /// <summary>Copies the values of a row as <see cref="Row"/> has them, [variables, channels]; NaN where not observed.</summary>
    public void Read(int row, Span<double> values) => store.Read(Place(row), values);

    /// <summary>Copies what the circuit sees of a row without real columns, [variables, channels]: numbers of labels and bins, counts; -1 where not observed.</summary>
    public void Read(int row, Span<long> values)
    {
        if (!isBinned)
        {
            store.Read(Place(row), values);
            return;
        }

        using var numbers = new Rented(values.Length);
        See(row, numbers.Values);
        for (var place = 0; place < values.Length; place++) values[place] = double.IsNaN(numbers.Values[place]) ? -1 : (long)numbers.Values[place];
    }

    /// <summary>Copies what the circuit sees of a row, [variables, channels]; NaN where not observed.</summary>
    internal void See(int row, Span<double> values)
    {
        Read(row, values);
        for (var place = 0; isBinned && place < values.Length; place++) values[place] = Columns[place / Channels].Seen(values[place]);
    }

    /// <summary>The given rows as a data set of their own; shares the values.</summary>
    public Dataset Take(IEnumerable<int> rows) => new(Name, Columns, Channels, Image, store, [.. rows.Select(Place)]) { Notes = Notes, Whole = Whole };

    /// <summary>The same rows with other notes.</summary>
    internal Dataset With(IEnumerable<string> notes) => new(Name, Columns, Channels, Image, store, picked) { Notes = [.. notes], Whole = Whole };

    /// <summary>At most so many rows from the start.</summary>
    public Dataset First(int count) => count >= Rows ? this : Take(Enumerable.Range(0, count));

    /// <summary>The sum of the logarithms of the scales of what a row observes: what to subtract from the log-density of a row in scaled numbers to have it in the data's own.</summary>
    internal double LogScale(int row)
    {
        if (!HasUnits) return 0;
        using var values = new Rented(Dimensions);
        Read(row, values.Values);
        var sum = 0.0;
        for (var place = 0; place < Dimensions; place++)
            if (!double.IsNaN(values.Values[place])) sum += Columns[place / Channels].LogScale(values.Values[place]);
        return sum;
    }

    /// <summary>A value of a row as a text: its label, or its number in the data's own units; empty where it is not observed. All counted from 0.</summary>
    public string Text(int row, int variable, int channel = 0) => Columns[variable].Text(Row(row)[(variable * Channels) + channel]);

    /// <summary>The values of a row as texts, [variables, channels]; empty where not observed.</summary>
    public ImmutableArray<string> Texts(int row) => [.. Row(row).Select((value, place) => Columns[place / Channels].Text(value))];

    /// <summary>The number that a row has in the data set that it was taken from.</summary>
    public int Source(int row) => Place(row);

    /// <summary>Whether every value of every row is observed.</summary>
    internal bool IsComplete()
    {
        var values = new double[Dimensions];
        for (var row = 0; row < Rows; row++)
        {
            Read(row, values);
            foreach (var value in values)
                if (double.IsNaN(value))
                    return false;
        }

        return true;
    }

    /// <summary>The data set with its rows changed whenever they are read, to values that are right.</summary>
    internal Dataset View(Func<RowStore, RowStore> change) => new(Name, Columns, Channels, Image, change(store), picked) { Notes = Notes, Whole = Whole };

    /// <summary>The number of all rows of which these are some.</summary>
    internal int AllRows => store.Rows;

    /// <summary>Its images cut into patches, each a row; all pixels are alike, and the patches are possible.</summary>
    internal Dataset Cut((int Height, int Width) size, (int Height, int Width) patch)
    {
        var together = size.Height / patch.Height * (size.Width / patch.Width);
        int[]? rows = picked is null ? null : [.. picked.SelectMany(image => Enumerable.Range(image * together, together))];
        return new(Name, Columns[..(patch.Height * patch.Width)], Channels, patch, new PatchRows(store, size, patch, Channels), rows)
        {
            Whole = size,
            Notes = [.. Notes, $"Images of {size.Height} x {size.Width} pixels are cut into {together} {Plural.Of(together, "patch", "patches")} of {patch.Height} x {patch.Width} pixels, each a row."],
        };
    }

    /// <summary>Its patches put together to images; all pixels are alike, and the rows make whole images.</summary>
    internal Dataset Joined((int Height, int Width) size, (int Height, int Width) patch) =>
        new(Name, [.. Enumerable.Repeat(Columns[0], size.Height * size.Width)], Channels, size, new WholeRows(store, picked, size, patch, Channels), null);

    /// <summary>A data set without rows.</summary>
    public static Dataset Empty(string name, RowForm form) => new(name, form.Columns, form.Channels, form.Image, RowStore.Of(System.Array.Empty<double>(), form.Variables * form.Channels), null);

    /// <summary>The rows of data sets with the same columns, one after the other.</summary>
    internal static Dataset Joined(IReadOnlyList<Dataset> parts) => parts.Count == 1
        ? parts[0]
        : new(string.Join(" + ", parts.Select(part => part.Name)), parts[0].Columns, parts[0].Channels, parts[0].Image, new JoinedRows(parts.Select(part => part.store)), null) { Notes = [.. parts.SelectMany(part => part.Notes).Distinct()], Whole = parts[0].Whole };

    /// <summary>As <see cref="Create"/>, without a copy: the caller gives the array away.</summary>
    internal static Either<DataError, Dataset> Own<T>(string name, DataShape shape, int channels, int categories, T[] values)
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
    {
        var width = (long)shape.Variables * channels;
        if (shape.Variables < 1 || channels < 1 || width > int.MaxValue || categories is < 1 or > short.MaxValue || values.Length % width != 0)
            return new DataError.BadShape(name, $"{values.Length} values in rows of {shape.Variables} variable(s) x {channels} channel(s) with {categories} categories", $"whole rows, and 1 to {short.MaxValue} categories");
        return Of(name, shape, channels, categories, RowStore.Of(values, (int)width));
    }

    /// <summary>A data set over rows that are somewhere: images or variables of one number of categories.</summary>
    internal static Either<DataError, Dataset> Of(string name, DataShape shape, int channels, int categories, RowStore store)
    {
        if (shape.Image is var (height, wide) && (height < 1 || wide < 1 || (long)height * wide != shape.Variables))
            return new DataError.BadShape(name, $"{shape.Variables} variable(s) for an image of {height} x {wide} pixels", "one variable per pixel");
        return Of(name, [.. Enumerable.Repeat(Column.Of(categories), shape.Variables)], channels, shape.Image, store);
    }

    /// <summary>As <see cref="Table"/>, without a copy where there are real numbers.</summary>
    internal static Either<DataError, Dataset> Own(string name, ImmutableArray<Column> columns, double[] values)
    {
        if (columns.IsEmpty || values.Length % columns.Length != 0)
            return new DataError.BadShape(name, $"{values.Length} values in rows of {columns.Length} column(s)", "at least one column, and whole rows");
        if (columns.FirstOrDefault(column => !IsPossible(column.Kind)) is { } wrong)
            return new DataError.BadShape(name, $"a column '{wrong.Name}' of {wrong.Kind.Label}", $"1 to {short.MaxValue} values with a label each or none, a finite centre and a positive scale");
        var store = RowStore.Of(values, columns.Length);
        return Of(name, columns, 1, null, store).Map(data => columns.All(column => column.Kind is ColumnKind.Categorical)
            ? new Dataset(name, columns, 1, null, RowStore.Of(System.Array.ConvertAll(values, value => double.IsNaN(value) ? (short)-1 : (short)value), columns.Length), null)
            : data);
    }

    /// <summary>A data set over rows that are somewhere, each column of its own kind.</summary>
    internal static Either<DataError, Dataset> Of(string name, ImmutableArray<Column> columns, int channels, (int Height, int Width)? image, RowStore store)
    {
        var most = new int[columns.Length * channels];
        for (var place = 0; place < most.Length; place++) most[place] = columns[place / channels].Kind.Match(categorical => categorical.Values, _ => int.MaxValue, _ => 0, _ => 0);
        return store.FindOutside(most) is var (row, at, value)
            ? new DataError.OutOfRange(name, row, at / channels, value, columns[at / channels].Kind)
            : new Dataset(name, columns, channels, image, store, null);
    }

    private static bool IsPossible(ColumnKind kind) => kind.Match(
        categorical => categorical.Values is > 0 and <= short.MaxValue && (categorical.Labels.IsEmpty || categorical.Labels.Count == categorical.Values),
        _ => true,
        real => double.IsFinite(real.Centre) && double.IsFinite(real.Scale) && real.Scale > 0,
        _ => true);

    private int Place(int row) => picked is null ? row : picked[row];
}
