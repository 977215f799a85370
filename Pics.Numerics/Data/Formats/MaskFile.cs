using SkiaSharp;

namespace Pics.Numerics;

/// <summary>Reads masks: a picture of the images' size, where dark is hidden, or a NumPy array of 0 (hidden) and 1 (observed).</summary>
/// <remarks>An array has the shape of a row, [height, width] or [columns], or one more axis before it, with one mask per row.</remarks>
public static class MaskFile
{
    private const string Wanted = "a PNG picture or a NumPy array";
    private const int Start = 8; // bytes that tell which
    private const double Dark = 0.5; // of full brightness

    /// <summary>What is hidden, [variables] for all rows or [rows, variables]; an error if the file is not of this shape. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">A PNG picture or a NumPy array.</param>
    /// <param name="data">The rows that it is for.</param>
    public static Either<DataError, bool[]> Read(string path, Dataset data) => InputFile.Read<byte[]>(path, Wanted, file => file.Take(Start))
        .Bind(start => ImageFolder.IsPicture(start) ? Picture(path, data)
            : ArrayHeader.IsArray(start) ? InputFile.Read(path, Wanted, file => Array(file, data))
            : new DataError.Unreadable(path, "it is neither a PNG picture nor a NumPy array"));

    private static Either<DataError, bool[]> Picture(string path, Dataset data) => InputFile.Guard<bool[]>(path, () =>
    {
        if (data.Image is not var (height, width)) return new DataError.Unreadable(path, $"it is a picture, but '{data.Name}' is a table; expected a NumPy array of {Shapes(data)}");
        using var codec = SKCodec.Create(path);
        if (codec is null) return new DataError.Unreadable(path, "the picture is damaged");
        var upright = PictureOrientation.Of(codec, path);
        if ((upright.Height, upright.Width) != (height, width)) return new DataError.BadShape(path, $"{upright.Height} x {upright.Width} pixels", $"{height} x {width} as the images of '{data.Name}' have");
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, null));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success) return new DataError.Unreadable(path, "the picture is damaged");
        var pixels = bitmap.Pixels;
        return Enumerable.Range(0, pixels.Length).Select(place => pixels[upright.Place(place / width, place % width)]).Select(pixel => Brightness(pixel) * pixel.Alpha < Dark * byte.MaxValue).ToArray();
    });

    private static Either<DataError, bool[]> Array(InputFile file, Dataset data) => ArrayHeader.Read(file).Bind<bool[]>(header =>
    {
        var row = Row(data);
        if (!header.Shape.SequenceEqual(row) && !header.Shape.SequenceEqual(row.Prepend(data.Rows))) return new DataError.BadShape(file.Path, header.Lengths, Shapes(data));
        var numbers = Product(header);
        var bytes = numbers * header.Size;
        if (bytes > System.Array.MaxLength) return new DataError.BadShape(file.Path, header.Lengths, $"at most {System.Array.MaxLength} bytes of numbers");
        var found = FixedRows.ReadFirst<byte>(file.Content, (int)bytes, out var content);
        if (found < bytes || file.Content.ReadByte() >= 0) return new DataError.WrongLength(file.Path, found < bytes ? found : bytes + 1, bytes);
        var hidden = new bool[numbers];
        for (var place = 0; place < hidden.Length; place++)
        {
            var number = header.Number(content.AsSpan((header.IsFortran ? Fortran(header, place) : place) * header.Size));
            if (number is not (0 or 1)) return new DataError.Unreadable(file.Path, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it has the number {number}; expected 0 where hidden and 1 where observed"));
            hidden[place] = number == 0;
        }

        return hidden;
    });

    /// <summary>Of a pixel, from 0 to 1.</summary>
    private static double Brightness(SKColor pixel) => ((0.299 * pixel.Red) + (0.587 * pixel.Green) + (0.114 * pixel.Blue)) / byte.MaxValue;

    private static long[] Row(Dataset data) => data.Image is var (height, width) ? [height, width] : [data.Variables];

    private static string Shapes(Dataset data) => $"{string.Join(" x ", Row(data))} as a row of '{data.Name}', or {string.Join(" x ", Row(data).Prepend(data.Rows))} with one mask per row";

    private static long Product(ArrayHeader header) => header.Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>Where a number is if the first axis is the fastest.</summary>
    private static int Fortran(ArrayHeader header, int place)
    {
        var (index, stride) = (0L, Product(header));
        for (var axis = header.Shape.Length - 1; axis >= 0; axis--)
        {
            stride /= header.Shape[axis];
            index += place % header.Shape[axis] * stride;
            place = (int)(place / header.Shape[axis]);
        }

        return (int)index;
    }
}
