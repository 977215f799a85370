namespace Pics.Numerics;

/// <summary>Rows of categorical observations, immutable.</summary>
/// <remarks>Invariant: values are [rows, variables, channels], each 0 to categories - 1, or -1 where not observed.</remarks>
public sealed class Dataset
{
    private readonly short[] values;

    private Dataset(string name, int rows, int variables, int channels, int categories, (int Height, int Width)? image, short[] values) =>
        (Name, Rows, Variables, Channels, Categories, Image, this.values) = (name, rows, variables, channels, categories, image, values);

    /// <summary>The name, for people.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of variables of a row: the pixels of an image.</summary>
    public int Variables { get; }

    /// <summary>The number of channels of a variable.</summary>
    public int Channels { get; }

    /// <summary>The number of values of a channel.</summary>
    public int Categories { get; }

    /// <summary>Height and width, if the rows are images; then variable r * width + c is the pixel in row r, column c.</summary>
    public (int Height, int Width)? Image { get; }

    /// <summary>The number of dimensions that bits per dimension divides by: variables times channels.</summary>
    public int Dimensions => Variables * Channels;

    /// <summary>Checks and copies values. Error: <see cref="DataError.BadShape"/> or <see cref="DataError.OutOfRange"/>.</summary>
    /// <param name="name">For people.</param>
    /// <param name="variables">Variables of a row, or height and width of an image.</param>
    /// <param name="channels">Channels of a variable.</param>
    /// <param name="categories">Values of a channel.</param>
    /// <param name="values">[rows, variables, channels], flattened.</param>
    public static Either<DataError, Dataset> Create(string name, DataShape variables, int channels, int categories, IEnumerable<short> values) =>
        Own(name, variables, channels, categories, values.ToArray());

    /// <summary>The values of a row, [variables, channels].</summary>
    public ReadOnlySpan<short> Row(int row) => values.AsSpan(row * Dimensions, Dimensions);

    /// <summary>The evidence of some rows, [B, variables, channels] of int64.</summary>
    public Tensor Batch(ReadOnlySpan<int> rows, Device? device = null)
    {
        var batch = empty([rows.Length, Variables, Channels], ScalarType.Int64, CPU);
        Widen(rows, batch);
        if (device is null || device.type == DeviceType.CPU) return batch;
        using (batch) return batch.to(device);
    }

    /// <summary>Writes rows into the tensor's own memory: an array between would be a large object at every step of a training run.</summary>
    private unsafe void Widen(ReadOnlySpan<int> rows, Tensor batch)
    {
        if (rows.IsEmpty) return;
        var target = TensorMemory.Pointer<long>(batch);
        foreach (var row in rows)
            foreach (var value in Row(row))
                *target++ = value;
    }

    /// <summary>The given rows as a data set of their own.</summary>
    public Dataset Take(IEnumerable<int> rows)
    {
        var wanted = rows.ToArray();
        var taken = new short[wanted.Length * Dimensions];
        for (var index = 0; index < wanted.Length; index++) Row(wanted[index]).CopyTo(taken.AsSpan(index * Dimensions));
        return new(Name, wanted.Length, Variables, Channels, Categories, Image, taken);
    }

    /// <summary>At most so many rows from the start.</summary>
    public Dataset First(int count) => count >= Rows ? this : Take(Enumerable.Range(0, count));

    /// <summary>As <see cref="Create"/>, without a copy: the caller gives the array away.</summary>
    internal static Either<DataError, Dataset> Own(string name, DataShape shape, int channels, int categories, short[] values)
    {
        var width = (long)shape.Variables * channels;
        if (shape.Variables < 1 || channels < 1 || width > int.MaxValue || categories is < 1 or > short.MaxValue || values.Length % width != 0)
            return new DataError.BadShape(name, $"{values.Length} values in rows of {shape.Variables} variable(s) x {channels} channel(s) with {categories} categories", $"whole rows, and 1 to {short.MaxValue} categories");
        if (shape.Image is var (height, wide) && (height < 1 || wide < 1 || (long)height * wide != shape.Variables))
            return new DataError.BadShape(name, $"{shape.Variables} variable(s) for an image of {height} x {wide} pixels", "one variable a pixel");
        var wrong = values.AsSpan().IndexOfAnyExceptInRange((short)-1, (short)(categories - 1));
        if (wrong >= 0) return new DataError.OutOfRange(name, wrong / width, (int)(wrong % width / channels), values[wrong], categories);
        return new Dataset(name, (int)(values.Length / width), shape.Variables, channels, categories, shape.Image, values);
    }
}

/// <summary>How the variables of a row are laid out.</summary>
/// <param name="Variables">Their number.</param>
/// <param name="Image">Height and width, if they are the pixels of an image.</param>
public readonly record struct DataShape(int Variables, (int Height, int Width)? Image)
{
    /// <summary>The columns of a table.</summary>
    public static DataShape Table(int variables) => new(variables, null);

    /// <summary>The pixels of an image, row by row.</summary>
    /// <remarks>A product past the largest integer is kept at it, so that <see cref="Dataset.Create"/> refuses it.</remarks>
    public static DataShape Pixels(int height, int width) => new((int)Math.Min((long)height * width, int.MaxValue), (height, width));
}
