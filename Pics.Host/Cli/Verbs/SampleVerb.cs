using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>sample</c> is asked for.</summary>
/// <param name="Count">How many samples.</param>
/// <param name="Seed">Equal seeds give equal samples.</param>
/// <param name="Out">A PNG file, a table or an array as its name ends, or a folder.</param>
/// <param name="Columns">Pictures side by side in a grid.</param>
/// <param name="Points">Points of the grid on which the PIC's own latents are drawn; the nodes of the QPC if not given.</param>
/// <param name="Given">What is known of each row, as after the bar of a question; null for nothing.</param>
/// <param name="Values">Which values rows may have.</param>
internal sealed record SampleSettings(int Count, long Seed, string? Out, int? Columns, int? Points, string? Given, SampledValues Values);

/// <summary>Which values sampled rows may have.</summary>
/// <param name="AreWithinRange">Whether numbers stay between the least and the largest one of training.</param>
/// <param name="WithOther">Whether a column may have the value that stands for all that training did not see.</param>
internal readonly record struct SampledValues(bool AreWithinRange, bool WithOther);

/// <summary><c>sample</c>: draws rows from a model, as pictures or as a table.</summary>
internal static class SampleVerb
{
    private const int MostRows = 1 << 24;
    private const int MostInGrid = 10_000; // pictures; more than anybody looks at
    private const int Block = 1024; // rows drawn at once
    private const int ShownPictures = 32; // at most, where there is room
    private const int ShownRows = 10;
    private const int ShownColumns = 12;
    private const string Png = ".png";

    public static Either<Failure, int> Run(QuerySettings query, SampleSettings wanted)
    {
        if (wanted.Count is < 1 or > MostRows) return new Failure($"--count is {wanted.Count}; it must be 1 to {MostRows}");
        if (wanted.Given is not null && string.IsNullOrWhiteSpace(wanted.Given)) return new Failure("--given is empty; expected what every row has, as 'grade=B, age=40', or no --given");
        if (wanted is { Given: not null, Points: not null }) return new Failure("--points cannot be given with --given: latents are drawn from their own densities only where nothing is known");
        if (wanted.Columns is < 1) return new Failure($"--columns is {wanted.Columns}; it must be at least 1");
        return OpenedRun.Open(query).Bind(run =>
        {
            using (run)
                return from possible in Check(run, wanted)
                       from form in Form(run, wanted.Out)
                       from used in Idle(run, form.IsSome, wanted)
                       from known in Known(run, wanted)
                       let draw = (Draws)(count => known.Match(rows => Rows(rows, count), () => Draw(run, count, wanted)))
                       from written in form.Match(pictures => Pictures(draw, pictures, wanted), () => Table(run, draw, wanted))
                       select Report(wanted, form.IsSome ? ShownPictures : ShownRows);
        });
    }

    /// <summary>The first rows of all samples, by their number.</summary>
    private delegate IEnumerable<double[]> Draws(int count);

    /// <summary>Refuses what such samples ignore.</summary>
    private static Either<Failure, Unit> Idle(OpenedRun run, bool arePictures, SampleSettings wanted) => wanted switch
    {
        { Columns: not null } when !arePictures => new Failure("--columns is for pictures side by side, and these samples are a table; leave it out"),
        { Columns: not null } when wanted.Out is null || !Ends(wanted.Out, ".png") => new Failure("--columns is for a grid of pictures, an --out that ends with .png; leave it out"),
        { Values.AreWithinRange: true } when arePictures || run.Form.Columns.All(column => column.Range is null) => new Failure("--within-range is for columns of numbers with a range of training, and there is none; leave it out"),
        { Values.WithOther: true } when !run.Form.Columns.Any(column => column.HasOther) => new Failure("--with-other is for columns with the value '(other)', and no column of this model has it; leave it out"),
        _ => Unit.Default,
    };

    /// <summary>Rows given what is known, if anything is.</summary>
    private static Either<Failure, Option<Dataset>> Known(OpenedRun run, SampleSettings wanted) => wanted.Given is null
        ? Option<Dataset>.None
        : run.Asked.Sample(wanted.Count, Evidence.Parse(wanted.Given), wanted.Seed, wanted.Values.AreWithinRange, withOther: wanted.Values.WithOther).Map(Option<Dataset>.Some).MapLeft(fault => fault switch
        {
            PicsFault.Query { Error: QueryError.Impossible } => new Failure($"--given '{wanted.Given}' has probability zero under the model, so there are no such rows; give less"),
            PicsFault.Question question => new Failure($"--given is wrong {question.Error.Explain()}"),
            _ => Failure.Of(fault),
        });

    private static IEnumerable<double[]> Rows(Dataset data, int count) => Enumerable.Range(0, count).Select(row =>
    {
        var values = new double[data.Dimensions];
        data.Read(row, values);
        return values;
    });

    /// <summary>Whether the PIC itself can be sampled, where that is asked for.</summary>
    private static Either<Failure, Unit> Check(OpenedRun run, SampleSettings wanted)
    {
        if (wanted.Points is null) return Unit.Default;
        return run.Stored.IsPlain
            ? new Failure($"--points samples the latents of a PIC, but this run is a {run.Stored.Kind}, which has none; leave it out")
            : Machine.WithLibtorch(() => Continuous(run, 0, 0, wanted)).Map(_ => Unit.Default);
    }

    private static Either<Failure, Dataset> Continuous(OpenedRun run, int first, int count, SampleSettings wanted) =>
        run.Asked.SampleLatents(count, wanted.Points!.Value, wanted.Seed, first, wanted.Values.WithOther).MapLeft(Failure.Of);

    /// <summary>How rows are drawn, unless they go into a table.</summary>
    private static Either<Failure, Option<PictureForm>> Form(OpenedRun run, string? path)
    {
        if (path is not null && TableFile.IsTable(path)) return OutputPath.Check("--out", path).Map(_ => Option<PictureForm>.None);
        if (path is not null && DatasetArrays.IsArray(path)) return OutputPath.Check("--out", path).Bind(_ => Arrays(run, path)).Map(_ => Option<PictureForm>.None);
        var form = PictureForm.Of(run.Form, run.Settings.Data.Colour).Map(Option<PictureForm>.Some);
        if (path is null) return form.IfLeft(Option<PictureForm>.None);
        if (run.Form.Image is not null && !OutputPath.IsFolder(path) && !Ends(path, Png)) return new Failure($"--out is '{path}'; expected a name that ends with {OutputPath.Endings([Png, .. TableFile.Endings, .. DatasetArrays.Endings])}, or that of a folder, which ends with none of a file");
        if (run.Form.Image is null) return new Failure($"--out is '{path}', but this run is over a table; expected a name that ends with {RowsFile.Endings}");
        return Ends(path, Png) ? OutputPath.Check("--out", path).Bind(_ => form) : form;
    }

    private static Either<Failure, Unit> Pictures(Draws draw, PictureForm form, SampleSettings wanted)
    {
        IEnumerable<Tile> Tiles(int count) => draw(count).Select(row => Tile.Of(form, row));
        return (wanted.Out is null ? Unit.Default
            : Ends(wanted.Out, Png) ? Grid([.. Tiles(Math.Min(wanted.Count, MostInGrid + 1))], wanted)
            : SampleFiles.Write(wanted.Out, Tiles(wanted.Count))).Map(written =>
            {
                Thumbnail.Show([.. Tiles(Math.Min(wanted.Count, ShownPictures))]);
                return written;
            });
    }

    private static Either<Failure, Unit> Grid(IReadOnlyList<Tile> tiles, SampleSettings wanted)
    {
        if (tiles.Count > MostInGrid) return new Failure($"--count is {wanted.Count}, but a grid has at most {MostInGrid} pictures; name a folder or a .csv file for more");
        var width = wanted.Columns ?? (int)Math.Ceiling(Math.Sqrt(tiles.Count));
        return from grid in PictureGrid.Create(Enumerable.Repeat(string.Empty, Math.Min(tiles.Count, width)), tiles.Chunk(width).Select(line => new PictureRow(string.Empty, line.ToArr())))
               from written in grid.Write(wanted.Out!)
               select written;
    }

    private static Either<Failure, Unit> Table(OpenedRun run, Draws draw, SampleSettings wanted)
    {
        var headings = RowValues.Headings(run.Form);
        var colours = run.Settings.Data.Colour == ColourTransform.None ? Option<PictureForm>.None : PictureForm.Of(run.Form, run.Settings.Data.Colour).ToOption();
        IEnumerable<double[]> Rows(int count) => draw(count).Select(row => colours.Match(form => form.Shown(row), wanted is { Values.AreWithinRange: true, Given: null } ? RowValues.Within(run.Form, row) : row)); // red, green and blue
        if (wanted.Out is not null && DatasetArrays.IsArray(wanted.Out)) return Array(run, Rows(wanted.Count)).Bind(rows => rows.WriteArray(wanted.Out).MapLeft(Failure.Of));
        if (wanted.Out is not null) return TableFile.Write(wanted.Out, TableFile.ColumnsOf(run.Form.Form), Rows(wanted.Count).Select(row => RowValues.Texts(run.Form, row))).MapLeft(Failure.Of);
        new TextTable("Samples", [.. headings.Take(ShownColumns)], [.. Rows(Math.Min(wanted.Count, ShownRows)).Select(row => (IReadOnlyList<string>)[.. RowValues.ShortTexts(run.Form, row).Take(ShownColumns)])]).Print();
        if (headings.Count > ShownColumns) Console.Out.WriteLine($"{Tables.More(headings.Count - ShownColumns, "column")} left out here.");
        return Unit.Default;
    }

    /// <summary>An error where no array of such a name has the rows of a model.</summary>
    private static Either<Failure, Unit> Arrays(OpenedRun run, string path) => Array(run, []).Bind(none => none.WriteArray(path, Stream.Null).MapLeft(Failure.Of));

    /// <summary>Rows as they are shown, as a data set.</summary>
    private static Either<Failure, Dataset> Array(OpenedRun run, IEnumerable<double[]> rows) => (run.Settings.Data.Colour == ColourTransform.None ? run.Form.Form.Rows(run.Form.Name, rows)
        : Dataset.Create(run.Form.Name, DataShape.Pixels(run.Form.Image!.Value.Height, run.Form.Image.Value.Width), run.Form.Channels, PictureForm.FullLevels, rows.SelectMany(row => row).Select(value => (short)value))).MapLeft(Failure.Of);

    /// <summary>The samples, block by block.</summary>
    private static IEnumerable<double[]> Draw(OpenedRun run, int count, SampleSettings wanted)
    {
        for (var first = 0; first < count; first += Block)
            foreach (var row in DrawBlock(run, first, Math.Min(Block, count - first), wanted))
                yield return row;
    }

    private static IReadOnlyList<double[]> DrawBlock(OpenedRun run, int first, int count, SampleSettings wanted)
    {
        var rows = wanted.Points is not null ? Continuous(run, first, count, wanted).Map(drawn => (IReadOnlyList<double[]>)[.. Rows(drawn, count)])
            : RowValues.Sample(run.Asked, count, wanted.Seed, first, wanted.Values.WithOther);
        return rows.IfLeft(failure => throw new InvalidOperationException(failure.Sentence));
    }

    private static bool Ends(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static int Report(SampleSettings wanted, int shown)
    {
        Console.Out.WriteLine(
            wanted.Out is not null ? $"{Tables.Count(wanted.Count, "sample")} {(wanted.Count == 1 ? "is" : "are")} in '{wanted.Out}'."
            : wanted.Count <= shown ? "--out keeps the samples."
            : $"These are the first of {Tables.Count(wanted.Count)} samples; --out keeps all.");
        return 0;
    }
}
