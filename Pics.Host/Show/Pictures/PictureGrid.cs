using LanguageExt;

namespace Pics.Host;

/// <summary>One row of a grid of pictures.</summary>
/// <param name="Label">To the left of the row; may be empty.</param>
/// <param name="Tiles">From the first column on.</param>
internal sealed record PictureRow(string Label, Arr<Tile> Tiles);

/// <summary>Pictures of one size in rows and columns on a ground of mid grey, so that white and black ones are told from it, small ones enlarged, with a title above each column.</summary>
internal sealed class PictureGrid
{
    private const double WantedSide = 84; // pixels to which small pictures are enlarged, about
    private const int Gap = 4; // pixels between pictures
    private const int Margin = 8; // pixels around all
    private const int Frame = 2; // of them in the colour of the gaps
    private const int LongestWord = 16; // letters of a title's word or of a label; what is longer is cut

    private readonly ImmutableArray<ImmutableArray<string>> titles; // the lines of each
    private readonly ImmutableArray<PictureRow> rows;
    private readonly int size; // of the square that a pixel is drawn as

    private PictureGrid(ImmutableArray<ImmutableArray<string>> titles, ImmutableArray<PictureRow> rows)
    {
        (this.titles, this.rows) = (titles, rows);
        var (height, width) = (rows[0].Tiles[0].Height, rows[0].Tiles[0].Width);
        size = Math.Max(1, (int)Math.Round(WantedSide / Math.Max(height, width)));
        ColumnWidth = Math.Max(size * width, titles.SelectMany(lines => lines).Select(PixelFont.Width).DefaultIfEmpty(0).Max());
        RowHeight = size * height;
    }

    private int ColumnWidth { get; }

    private int RowHeight { get; }

    private int LabelWidth => rows.Max(row => PixelFont.Width(row.Label)) is > 0 and var width ? width + (2 * Gap) : 0;

    private int TitleHeight => titles.Max(lines => lines.Length) is > 0 and var lines ? (lines * PixelFont.Height) + Gap : 0;

    /// <summary>Checks that all pictures have one size, and that each is below a title.</summary>
    /// <param name="titles">One per column; may be empty.</param>
    /// <param name="rows">At least one, with at least one picture.</param>
    public static Either<Failure, PictureGrid> Create(IEnumerable<string> titles, IEnumerable<PictureRow> rows)
    {
        var (columns, all) = (titles.ToList(), rows.Select(row => row with { Label = Cut(row.Label) }).ToImmutableArray());
        if (all.IsEmpty || all[0].Tiles.IsEmpty) return new Failure("a grid of pictures has no pictures; expected at least one");
        var first = all[0].Tiles[0];
        for (var row = 0; row < all.Length; row++)
        {
            var tiles = all[row].Tiles;
            if (tiles.Count > columns.Count) return new Failure($"row {row + 1} of a grid of pictures has {tiles.Count} of them; expected at most {columns.Count}, one below each title");
            if (tiles.FirstOrDefault(tile => tile.Height != first.Height || tile.Width != first.Width) is { } other)
                return new Failure($"row {row + 1} of a grid of pictures has one of {other.Height} x {other.Width} pixels; expected {first.Height} x {first.Width} as in the first");
        }

        return new PictureGrid([.. columns.Select(title => Lines(title, PixelFont.Fitting((int)WantedSide)))], all);
    }

    /// <summary>Writes a PNG file, atomically.</summary>
    public Either<Failure, Unit> Write(string path) => Drawn(raster => raster.Write(path));

    /// <summary>The bytes of a PNG file.</summary>
    public Either<Failure, byte[]> Png() => Drawn(raster => raster.Png());

    private Either<Failure, T> Drawn<T>(Func<Raster, Either<Failure, T>> use)
    {
        var height = (2L * Margin) + TitleHeight + (rows.Length * (long)(RowHeight + Gap)) - Gap;
        var width = (2L * Margin) + LabelWidth + (titles.Length * (long)(ColumnWidth + Gap)) - Gap;
        return Raster.Create(height, width).Bind(raster =>
        {
            using (raster)
            {
                Draw(raster);
                return use(raster);
            }
        });
    }

    private void Draw(Raster raster)
    {
        int Left(int column) => Margin + LabelWidth + (column * (ColumnWidth + Gap));
        for (var column = 0; column < titles.Length; column++)
            for (var line = 0; line < titles[column].Length; line++)
                raster.Draw(Left(column), Margin + TitleHeight - Gap - ((titles[column].Length - line) * PixelFont.Height), titles[column][line]);
        raster.Fill(Left(0) - Frame, Margin + TitleHeight - Frame, (rows.Length * (RowHeight + Gap)) - Gap + (2 * Frame), Left(titles.Length) - Left(0) - Gap + (2 * Frame), Rgb.Ground);
        for (var row = 0; row < rows.Length; row++)
        {
            var top = Margin + TitleHeight + (row * (RowHeight + Gap));
            raster.Draw(Margin, top + ((RowHeight - PixelFont.Height) / 2), rows[row].Label);
            for (var column = 0; column < rows[row].Tiles.Count; column++) raster.Draw(Left(column), top, rows[row].Tiles[column], size);
        }
    }

    /// <summary>The words of a title in lines of so many letters, or of one longer word.</summary>
    private static ImmutableArray<string> Lines(string title, int letters)
    {
        var lines = new List<string>();
        foreach (var word in title.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Cut))
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= letters) lines[^1] += " " + word;
            else lines.Add(word);
        return [.. lines];
    }

    private static string Cut(string word) => word.Length > LongestWord ? word[..LongestWord] : word;
}
