using System.Globalization;

namespace Pics.Host;

/// <summary>Height and width of pictures in pixels: 8 for squares, else as 8x24. In JSON a number or a text; earlier versions had squares only.</summary>
internal sealed record PictureSize(int Height, int Width)
{
    /// <summary>What an option takes, for errors.</summary>
    public const string Expected = "a whole number of pixels for squares, or height x width as 8x24";

    /// <summary>Reads one; null if the text is none.</summary>
    public static PictureSize? Parse(string text)
    {
        var parts = text.Split('x', 'X', '\u00d7');
        return parts.Length is 1 or 2 && Number(parts[0]) is { } height && Number(parts[^1]) is { } width ? new(height, width) : null;
    }

    /// <summary>Both numbers, for people: 8 x 8.</summary>
    public string Words => $"{Height} x {Width}";

    /// <inheritdoc/>
    public override string ToString() => Height == Width ? $"{Height}" : $"{Height}x{Width}";

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
