namespace Pics.Numerics;

/// <summary>How the axes of an array become rows, variables and channels.</summary>
/// <param name="Rows">The first axis.</param>
/// <param name="Variables">The other axes without channels: of a table, or of an image.</param>
/// <param name="Channels">Numbers per variable.</param>
/// <param name="IsPlanar">Whether the array has the channels before the pixels.</param>
internal sealed record ArrayLayout(int Rows, DataShape Variables, int Channels, bool IsPlanar)
{
    private const string Expected = "[rows], [rows, columns], [rows, height, width], [rows, height, width, channels] or [rows, channels, height, width] with 1 or 3 channels";

    /// <summary>Numbers per row.</summary>
    public int Width => Variables.Variables * Channels;

    /// <summary>For each place of a row, the place in the array that its number comes from; null for the same.</summary>
    public int[]? Order() => IsPlanar ? [.. Enumerable.Range(0, Width).Select(place => (place % Channels * Variables.Variables) + (place / Channels))] : null;

    /// <summary>The layout of an array, channels last unless only the axis after the rows is as short as channels are. Error: <see cref="DataError.BadShape"/>.</summary>
    /// <param name="path">The file, for people.</param>
    /// <param name="header">The array.</param>
    /// <param name="planar">Whether rows of numbers are images of three channels, one after the other.</param>
    public static Either<DataError, ArrayLayout> Of(string path, ArrayHeader header, bool planar)
    {
        var shape = header.Shape;
        var width = shape.Skip(1).Aggregate(1L, (product, length) => product > RegionLimits.MaxVariables ? product : product * Math.Min(length, int.MaxValue));
        if (shape.Length is < 1 or > 4 || shape.Any(length => length < 1)) return new DataError.BadShape(path, header.Lengths, $"an array {Expected}, and lengths of at least 1");
        if (shape[0] > int.MaxValue || width > RegionLimits.MaxVariables) return new DataError.BadShape(path, header.Lengths, $"at most {int.MaxValue} rows and at most {RegionLimits.MaxVariables} numbers per row");
        int Length(int axis) => (int)shape[axis];
        var rows = Length(0);
        if (planar && Side(Length(1)) is { } side) return new ArrayLayout(rows, DataShape.Pixels(side, side), 3, true);
        return shape.Length switch
        {
            1 => new ArrayLayout(rows, DataShape.Table(1), 1, false),
            2 => new ArrayLayout(rows, DataShape.Table(Length(1)), 1, false),
            3 => new ArrayLayout(rows, DataShape.Pixels(Length(1), Length(2)), 1, false),
            _ when IsChannels(shape[1]) && !IsChannels(shape[3]) => new ArrayLayout(rows, DataShape.Pixels(Length(2), Length(3)), Length(1), true),
            _ => new ArrayLayout(rows, DataShape.Pixels(Length(1), Length(2)), Length(3), false),
        };
    }

    /// <summary>For each place of a row, where its number is among those of the row in an array whose first axis is the fastest.</summary>
    public int[] FortranOrder(ArrayHeader header)
    {
        var (order, lengths) = (Order(), header.Shape.Skip(1).Select(length => (int)length).ToArray());
        return [.. Enumerable.Range(0, Width).Select(place =>
        {
            var (rest, index, stride) = (order is null ? place : order[place], 0, Width);
            for (var axis = lengths.Length - 1; axis >= 0; axis--)
            {
                stride /= lengths[axis];
                index += rest % lengths[axis] * stride;
                rest /= lengths[axis];
            }

            return index;
        })];
    }

    private static bool IsChannels(long length) => length is 1 or 3;

    /// <summary>The side of square images of three channels with so many numbers.</summary>
    private static int? Side(int numbers) => (int)Math.Sqrt(numbers / 3.0) is var side && 3 * side * side == numbers ? side : null;
}
