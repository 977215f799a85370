using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>sample</c>: draws rows from a model, as pictures or as a table.</summary>
internal static class SampleVerb
{
    private const int MostRows = 1 << 24;
    private const int Shown = 10; // rows of a table that are printed

    public static Either<Failure, int> Run(QuerySettings query, int count, long seed, string? path, int? columns)
    {
        if (count is < 1 or > MostRows) return new Failure($"--count is {count}; it must be 1 to {MostRows}");
        if (columns is < 1) return new Failure($"--columns is {columns}; it must be at least 1");
        return OpenedRun.Open(query).Bind(run =>
        {
            using (run)
            using (NewDisposeScope())
                return from form in Form(run, path)
                       from rows in Sampling.Unconditional(run.Model, count, seed).MapLeft(Failure.Of)
                       let values = RowValues.Of(rows)
                       from code in form.Match(pictures => Pictures(pictures, values, path, columns), () => Table(run, values, path))
                       select code;
        });
    }

    /// <summary>How rows are drawn, unless they go into a table.</summary>
    private static Either<Failure, Option<PictureForm>> Form(OpenedRun run, string? path)
    {
        var isTable = path is not null && path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        if (isTable || (path is null && run.Form.Image is null)) return Option<PictureForm>.None;
        return PictureForm.Of(run.Form, run.Settings.Colour).Map(Option<PictureForm>.Some);
    }

    private static Either<Failure, int> Pictures(PictureForm form, IReadOnlyList<double[]> rows, string? path, int? columns)
    {
        var tiles = rows.Select(row => Tile.Of(form, row)).ToList();
        Thumbnail.Show(tiles);
        var width = columns ?? Math.Min(tiles.Count, (int)Math.Ceiling(Math.Sqrt(tiles.Count)));
        var written = path is null ? Unit.Default
            : !path.EndsWith(".png", StringComparison.OrdinalIgnoreCase) ? SampleFiles.Write(path, tiles)
            : PictureGrid.Create(Enumerable.Repeat(string.Empty, width), tiles.Chunk(width).Select(line => new PictureRow(string.Empty, line.ToArr()))).Bind(grid => grid.Write(path));
        return written.Map(_ => Report(rows.Count, path));
    }

    private static Either<Failure, int> Table(OpenedRun run, IReadOnlyList<double[]> rows, string? path)
    {
        var (headings, texts) = (RowValues.Headings(run.Form), rows.Select(row => RowValues.Texts(run.Form, row)).ToList());
        if (path is null) new TextTable("Samples", headings, [.. texts.Take(Shown)]).Print();
        var written = path is null ? Unit.Default : ResultTable.Write(path, headings, texts);
        return written.Map(_ => Report(rows.Count, path));
    }

    private static int Report(int count, string? path)
    {
        Console.Out.WriteLine(path is null ? $"{Tables.Count(count)} samples; --out keeps them." : $"{Tables.Count(count)} samples are in '{path}'.");
        return 0;
    }
}
