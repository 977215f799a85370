using LanguageExt;

namespace Pics.Host;

/// <summary>How the values of a row are the pixels of a picture.</summary>
internal sealed record PictureForm
{
    /// <summary>Levels of a channel of a picture in colours under a transform.</summary>
    public const int FullLevels = 256;

    private const int MostGrades = 17; // numbers up to here are taken as grades of brightness rather than bytes, as those of digits from 0 to 16

    private readonly ImmutableArray<double> shades; // of each level, from 0 for black to 1 for white

    private PictureForm(int height, int width, int channels, ImmutableArray<double> shades, ColourTransform colour) => (Height, Width, Channels, this.shades, Colour) = (height, width, channels, shades, colour);

    public int Height { get; }

    public int Width { get; }

    /// <summary>1 for grey and 3 for colours.</summary>
    public int Channels { get; }

    /// <summary>Values of a channel: 0 is the darkest, one less than this the brightest.</summary>
    public int Levels => shades.Length;

    /// <summary>How the channels were written before training.</summary>
    public ColourTransform Colour { get; }

    public bool IsGrey => Channels == 1;

    /// <summary>The form of rows that <see cref="Shown"/> gives.</summary>
    public PictureForm AsShown => new(Height, Width, Channels, shades, ColourTransform.None);

    /// <summary>The form of the rows of a data set; an error if they are no pictures.</summary>
    public static Either<Failure, PictureForm> Of(Dataset data, ColourTransform colour)
    {
        if (data.Image is not var (height, width)) return new Failure($"'{data.Name}' is a table of {data.Variables} column(s); pictures are drawn of images only");
        if (data.Channels is not (1 or 3)) return new Failure($"'{data.Name}' has {data.Channels} channels; pictures are drawn of images with 1 channel (grey) or 3 (colours)");
        if (data.Columns[0].Kind is not ColumnKind.Categorical { Values: var levels }) return new Failure($"'{data.Name}' has pixels of {Kind(data)}; pictures are drawn of images with levels 0, 1, ... only");
        return colour == ColourTransform.None || (data.Channels == 3 && levels == FullLevels)
            ? new PictureForm(height, width, data.Channels, Shades(data.Columns[0], levels), colour)
            : new Failure($"'{data.Name}' has {data.Channels} channel(s) of {levels} levels; {Numerics.Colour.Name(colour)} has 3 of {FullLevels}");
    }

    /// <summary>The colour of a pixel; nothing if it is not observed in all its channels.</summary>
    /// <param name="values">The pixel's values, one per channel; a mean may lie between two levels. NaN or negative where not observed.</param>
    public Rgb? Pixel(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            if (!(value >= 0))
                return null;
        if (IsGrey) return Rgb.Grey(Byte(values[0]));
        if (Colour == ColourTransform.None) return new(Byte(values[0]), Byte(values[1]), Byte(values[2]));
        var (red, green, blue) = Numerics.Colour.Inverse(Colour, Byte(values[0]), Byte(values[1]), Byte(values[2]));
        return new((byte)red, (byte)green, (byte)blue);
    }

    /// <summary>A row without its colour transform, [variables, channels]; NaN where not observed.</summary>
    /// <param name="row">[variables, channels], of whole numbers.</param>
    public double[] Shown(double[] row) => Colour == ColourTransform.None ? row : [.. row.Chunk(Channels).SelectMany(pixel =>
        Pixel(pixel) is { } colour ? new double[] { colour.Red, colour.Green, colour.Blue } : [double.NaN, double.NaN, double.NaN])];

    private static string Kind(Dataset data) => data.Columns[0].Kind.Match(_ => "levels", _ => "counts", _ => "real numbers", _ => "real numbers");

    /// <summary>The brightness of each level. Bytes, also divided by 255, are shown as they are; other numbers, as 0 and 1, beside the largest one.</summary>
    private static ImmutableArray<double> Shades(Column column, int levels)
    {
        var numbers = Enumerable.Range(0, levels).Select(level => column.Number(level) ?? level).ToList();
        var (least, largest) = (Math.Min(0, numbers[0]), numbers[^1]);
        if (White(numbers) is { } white) return [.. numbers.Select(number => number / white)];
        return [.. numbers.Select(number => largest > least ? (number - least) / (largest - least) : 0)];
    }

    /// <summary>The number of full brightness where numbers are bytes or parts of one; null where they are grades.</summary>
    private static double? White(List<double> numbers)
    {
        if (numbers[0] < 0 || numbers[^1] > byte.MaxValue) return null;
        if (numbers[^1] <= 1) return byte.MaxValue * numbers[^1] > MostGrades ? 1 : null;
        var areBytes = numbers.TrueForAll(double.IsInteger) && numbers[^1] > MostGrades;
        return areBytes && numbers[^1] != numbers.Count - 1 ? byte.MaxValue : null;
    }

    /// <summary>The byte of a level, or between those of the levels around it.</summary>
    private byte Byte(double level)
    {
        var below = (int)Math.Clamp(Math.Floor(level), 0, Levels - 1);
        var (dark, bright) = (shades[below], shades[Math.Min(below + 1, Levels - 1)]);
        return (byte)Math.Round(byte.MaxValue * Math.Clamp(dark + ((bright - dark) * Math.Clamp(level - below, 0, 1)), 0, 1));
    }
}
