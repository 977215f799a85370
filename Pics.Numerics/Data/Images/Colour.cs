using System.Numerics;
using System.Text.Json.Serialization;

namespace Pics.Numerics;

/// <summary>How colours are written in other channels before training.</summary>
public enum ColourTransform
{
    /// <summary>As they are: red, green, blue.</summary>
    None,

    /// <summary>YCoCg-R modulo 256, lossless: bits per dimension stay comparable with those of RGB.</summary>
    [JsonStringEnumMemberName("ycocg-r")]
    YCoCgR,

    /// <summary>YCoCg rounded to 256 levels, lossy: bits per dimension are not comparable with those of RGB.</summary>
    [JsonStringEnumMemberName("ycocg")]
    YCoCg,
}

/// <summary>Colour transforms of images with three channels of 256 values; the channels become Y, Co, Cg.</summary>
/// <remarks>
/// Lossless, by lifting, modulo 256: lift(x, y) gives d = y - x and x + (d >> 1); (temp, Co) = lift(R, B), (Y, Cg) = lift(G, temp).
/// Lossy, on [0, 1]: Co = R - B, t = B + Co / 2, Cg = G - t, Y = 2 (t + Cg / 2) - 1, then floor((v + 1) / 2 * 256), at most 255.
/// Error: a lossy colour comes back with an error of at most one level per channel.
/// </remarks>
public static class Colour
{
    private const int Channels = 3;
    private const double Largest = 255;

    /// <summary>The transform's name, for people.</summary>
    public static string Name(ColourTransform transform) => transform switch
    {
        ColourTransform.YCoCgR => "YCoCg-R",
        ColourTransform.YCoCg => "lossy YCoCg",
        _ => "RGB",
    };

    /// <summary>The data set with its colours transformed whenever a row is read; a pixel without all its channels is not observed. Error: <see cref="DataError.BadShape"/> if it has no colours.</summary>
    public static Either<DataError, Dataset> Apply(ColourTransform transform, Dataset data) => Changed(transform, data, Forward);

    /// <summary>The inverse of <see cref="Apply"/>, exact for a lossless transform. Error: <see cref="DataError.BadShape"/> if there are no colours, or the transform is lossy.</summary>
    public static Either<DataError, Dataset> Undo(ColourTransform transform, Dataset data) => transform == ColourTransform.YCoCg
        ? new DataError.BadShape(data.Name, $"colours in {Name(transform)}", "a lossless transform, whose colours come back")
        : Changed(transform, data, Inverse);

    /// <summary>Red, green and blue as Y, Co, Cg, each 0 to 255.</summary>
    public static (int Y, int Co, int Cg) Forward(ColourTransform transform, int red, int green, int blue) => transform switch
    {
        ColourTransform.YCoCgR => Lift(red, green, blue),
        ColourTransform.YCoCg => Mix(red, green, blue),
        _ => (red, green, blue),
    };

    /// <summary>Y, Co, Cg as red, green and blue, each 0 to 255: the inverse, or for the lossy transform the nearest to it.</summary>
    public static (int Red, int Green, int Blue) Inverse(ColourTransform transform, int y, int co, int cg) => transform switch
    {
        ColourTransform.YCoCgR => Unlift(y, co, cg),
        ColourTransform.YCoCg => Unmix(y, co, cg),
        _ => (y, co, cg),
    };

    private static Either<DataError, Dataset> Changed(ColourTransform transform, Dataset data, Change change)
    {
        if (transform == ColourTransform.None) return data;
        return data.Channels == Channels && data.Columns.All(column => column.Kind is ColumnKind.Categorical { Values: 256 })
            ? data.View(rows => new Transformed(rows, transform, change))
            : new DataError.BadShape(data.Name, $"{data.Channels} channel(s) of {(data.Columns[0].Kind is ColumnKind.Categorical kind ? kind.Values : 0)} values", $"3 channels of 256 values for the colour transform {Name(transform)}");
    }

    private delegate (int First, int Second, int Third) Change(ColourTransform transform, int first, int second, int third);

    private static (int Y, int Co, int Cg) Lift(int red, int green, int blue)
    {
        var co = (blue - red) & 255;
        var middle = (red + (co >> 1)) & 255;
        var cg = (middle - green) & 255;
        return ((green + (cg >> 1)) & 255, co, cg);
    }

    private static (int Red, int Green, int Blue) Unlift(int y, int co, int cg)
    {
        var green = (y - (cg >> 1)) & 255;
        var middle = (green + cg) & 255;
        var red = (middle - (co >> 1)) & 255;
        return (red, green, (red + co) & 255);
    }

    /// <summary>The definition with everything over 255 and its small divisors, so that nothing is rounded before the floor.</summary>
    private static (int Y, int Co, int Cg) Mix(int red, int green, int blue) => (
        Math.Min((red + (2 * green) + blue) * 64 / 255, 255),
        Math.Min((red - blue + 255) * 128 / 255, 255),
        Math.Min(((2 * green) - red - blue + 510) * 64 / 255, 255));

    /// <summary>Each level stands for the middle of what is rounded to it.</summary>
    private static (int Red, int Green, int Blue) Unmix(int y, int co, int cg)
    {
        var (luma, orange, green) = (Value(y), Value(co), Value(cg));
        var middle = ((luma + 1) / 2) - (green / 2);
        var b = middle - (orange / 2);
        return (Byte(b + orange), Byte(green + middle), Byte(b));
    }

    private static double Value(int level) => ((level + 0.5) / 128) - 1;

    private static int Byte(double value) => Math.Clamp((int)Math.Round(value * Largest), 0, 255);

    private sealed class Transformed(RowStore rows, ColourTransform transform, Change change) : RowView(rows)
    {
        public override (int Row, int Place, double Value)? FindOutside(ReadOnlySpan<int> values) => null; // every colour becomes a colour

        protected override void Change(Span<double> row) => OfAll(row, double.NaN);

        protected override void Change(Span<long> row) => OfAll(row, -1);

        private void OfAll<T>(Span<T> row, T hidden)
            where T : INumber<T>
        {
            for (var at = 0; at + Channels <= row.Length; at += Channels)
            {
                var (first, second, third) = (row[at], row[at + 1], row[at + 2]);
                if (!(first >= T.Zero && second >= T.Zero && third >= T.Zero))
                {
                    row.Slice(at, Channels).Fill(hidden);
                    continue;
                }

                var changed = change(transform, int.CreateTruncating(first), int.CreateTruncating(second), int.CreateTruncating(third));
                (row[at], row[at + 1], row[at + 2]) = (T.CreateTruncating(changed.First), T.CreateTruncating(changed.Second), T.CreateTruncating(changed.Third));
            }
        }
    }
}
