using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>Inpaintings as pictures: a row each, from the original to the deviation.</summary>
internal static class InpaintingPictures
{
    /// <summary>The pictures of some rows, with titles.</summary>
    public static Either<Failure, PictureGrid> Grid(PictureForm form, IReadOnlyList<Inpainting> rows, InpaintSettings wanted)
    {
        var largest = Largest(rows);
        var lines = rows.Select((row, index) => new PictureRow((wanted.First + index).ToString(CultureInfo.InvariantCulture), Tiles(form, row, largest).ToArr()));
        return PictureGrid.Create(Titles(wanted), lines);
    }

    /// <summary>What the pictures of a row are, from left to right.</summary>
    public static string[] Titles(InpaintSettings wanted) => ["original", "masked", .. Enumerable.Range(1, wanted.Draws).Select(draw => $"sample {draw}"), "best", "mean", "deviation"];

    /// <summary>The pictures of the first row.</summary>
    public static IEnumerable<Tile> First(PictureForm form, IReadOnlyList<Inpainting> rows) => Tiles(form, rows[0], Largest(rows));

    private static IEnumerable<Tile> Tiles(PictureForm form, Inpainting row, double largest) =>
    [
        Tile.Of(form, row.Original),
        Tile.Of(form, row.Masked),
        .. row.Draws.Select(draw => Tile.Of(form, draw)),
        Tile.Of(form, row.Best),
        Tile.Of(form.AsShown, row.Mean),
        Tile.Heat(form, row.Deviation, largest),
    ];

    private static double Largest(IEnumerable<Inpainting> rows) => rows.SelectMany(row => row.Deviation).Where(double.IsFinite).DefaultIfEmpty(0).Max();
}
