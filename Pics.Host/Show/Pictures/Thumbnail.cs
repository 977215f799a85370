using System.Text;
using Spectre.Console;

namespace Pics.Host;

/// <summary>Small pictures as text: coloured half blocks on a terminal, letters from blank to full elsewhere.</summary>
internal static class Thumbnail
{
    private const int LargestSide = 32; // squares; larger pictures are shown by every n-th pixel
    private const int Across = 2; // letters a square where a line is one of squares
    private const int Gap = 1; // squares between pictures
    private const int FileWidth = 160; // letters where nothing says how many there are
    private const string Ramp = " .:-=+*#%@";
    private const char NotObserved = '?';

    /// <summary>Shows pictures of one size side by side, as many from the start as there is room for, and says how many.</summary>
    public static int Show(IReadOnlyList<Tile> tiles)
    {
        if (tiles.Count == 0) return 0;
        var isTerminal = AnsiConsole.Profile.Out.IsTerminal && AnsiConsole.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
        var squares = isTerminal ? AnsiConsole.Profile.Width / (AnsiConsole.Profile.Capabilities.Unicode ? 1 : Across) : FileWidth / Across;
        var shown = tiles.Take(Math.Max(1, (squares + Gap) / (Side(tiles[0].Width, Step(tiles[0])) + Gap))).ToList();
        if (isTerminal) AnsiConsole.Write(Squares(shown));
        else Console.Out.Write(Letters(shown));
        return shown.Count;
    }

    /// <summary>Pictures side by side as coloured squares.</summary>
    public static Canvas Squares(IReadOnlyList<Tile> tiles)
    {
        var step = Step(tiles[0]);
        var (width, height) = (Side(tiles[0].Width, step), Side(tiles[0].Height, step));
        var canvas = new Canvas((tiles.Count * (width + Gap)) - Gap, height) { Scale = false };
        for (var index = 0; index < tiles.Count; index++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var colour = tiles[index].Colour(x * step, y * step);
                    canvas.SetPixel((index * (width + Gap)) + x, y, new Color(colour.Red, colour.Green, colour.Blue));
                }

        return canvas;
    }

    /// <summary>Pictures side by side as letters.</summary>
    public static string Letters(IReadOnlyList<Tile> tiles)
    {
        var (step, text) = (Step(tiles[0]), new StringBuilder());
        for (var y = 0; y < tiles[0].Height; y += step)
        {
            text.AppendJoin(new string(' ', Gap * Across), tiles.Select(tile => Line(tile, y, step)));
            while (text.Length > 0 && text[^1] == ' ') text.Length--;
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Line(Tile tile, int y, int step) => string.Concat(Enumerable.Range(0, Side(tile.Width, step)).Select(x => new string(
        tile.Pixels[(y * tile.Width) + (x * step)] is { } colour ? Ramp[(int)Math.Min(colour.Brightness * Ramp.Length, Ramp.Length - 1)] : NotObserved,
        Across)));

    private static int Step(Tile tile) => Side(Math.Max(tile.Height, tile.Width), LargestSide);

    private static int Side(int pixels, int step) => (pixels + step - 1) / step;
}
