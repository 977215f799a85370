using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>decompress</c> is asked for.</summary>
/// <param name="Path">The coded file.</param>
/// <param name="Out">Where its rows go; null to be told what it has.</param>
/// <param name="Run">The run whose model it was written with; null where that is in the file.</param>
/// <param name="Given">Rows with the columns that are not in it; null for none.</param>
/// <param name="Format">How the summary is printed.</param>
internal sealed record DecompressSettings(string Path, string? Out, string? Run, string? Given, OutputFormat Format = OutputFormat.Table)
{
    /// <summary>The first row, from 0; null for the first of all.</summary>
    public int? First { get; init; }

    /// <summary>How many rows; null for all that are left.</summary>
    public int? Count { get; init; }

    /// <summary>Threads, 0 for the usual number.</summary>
    public int Threads { get; init; }

    /// <summary>Whether only some rows are wanted.</summary>
    public bool AreSome => First is not null || Count is not null;
}

/// <summary><c>decompress</c>: the rows of a coded file, or what it has.</summary>
internal static class DecompressVerb
{
    private static readonly ImmutableHashSet<string> TextEndings = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ".csv", ".tsv", ".tab", ".txt", ".data", ".dat");

    public static Either<Failure, int> Run(DecompressSettings wanted, CancellationToken cancellation)
    {
        try
        {
            using var file = RegularFile.OpenRead(wanted.Path);
            return from used in Machine.Use(wanted.Threads)
                   from summary in Codec.Describe(file, wanted.Path).MapLeft(Failure.Of)
                   from seen in SeenAs.Read(summary.Note, wanted.Path)
                   from code in wanted.Out is { } path ? Write(file, path, summary, seen, wanted, cancellation) : Print(summary, seen, wanted)
                   select code;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"pics: cancelled, and '{wanted.Out}' is not written");
            return StopSignals.Cancelled;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return new Failure($"'{wanted.Path}' cannot be read: {(error is UnauthorizedAccessException ? error.Message.TrimEnd('.') : "there is no such file")}; expected a file that 'compress' wrote");
        }
    }

    private static Either<Failure, int> Write(FileStream file, string path, CodedSummary summary, SeenAs seen, DecompressSettings wanted, CancellationToken cancellation)
    {
        if (OutputPath.IsSame(path, wanted.Path)) return new Failure($"--out is '{path}', the file that is read; expected another one, so that it is not lost");
        if (wanted.Run is null && summary.Model == 0) return new Failure($"the model is not in '{wanted.Path}'; expected --run with the folder of the run that it was compressed with");
        var opened = wanted.Run is { } folder ? OpenedRun.Open(new(folder)).Map(Option<OpenedRun>.Some) : Option<OpenedRun>.None;
        return opened.Bind(run =>
        {
            using var owned = run.MatchUnsafe<OpenedRun?>(one => one, () => null);
            return Codec.Open(file, owned?.Asked, wanted.Path).MapLeft(Failure.Of).Bind(rows =>
            {
                using (rows)
                    return from possible in IsText(path, rows, wanted) ? OutputPath.Check("--out", path) : RowsFile.Check(path, rows.Form)
                           from range in Range(summary, seen, wanted)
                           from known in Given(rows, seen, wanted)
                           let given = known.MatchUnsafe<Dataset?>(data => data, () => null)
                           from code in IsText(path, rows, wanted) ? Text(rows, path, given, wanted, cancellation) : Rows(rows, range, path, (given, seen, wanted), cancellation)
                           select code;
            });
        });
    }

    /// <summary>Whether the text of the table is what is asked for: under a name that ends as those of texts do, or as that of the table did.</summary>
    private static bool IsText(string path, CodedRows rows, DecompressSettings wanted) => rows.HasText && !wanted.AreSome && Plain(path) is var ending && (TextEndings.Contains(ending) || (ending.Length > 0 && ending == Plain(rows.Name)));

    private static string Plain(string path) => OutputPath.Ending(path) is var ending && ending.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? ending[..^3] : ending;

    private static Either<Failure, int> Text(CodedRows rows, string path, Dataset? given, DecompressSettings wanted, CancellationToken cancellation)
    {
        var fault = (PicsFault?)null;
        var written = CsvText.Write(path, stream =>
        {
            fault = rows.WriteText(stream, given, cancellation).MatchUnsafe<PicsFault?>(_ => null, wrong => wrong);
            if (fault is not null) throw new IOException(fault.Explain()); // so that nothing is written
        });
        return fault is not null ? Failure.Of(fault) : written.MapLeft(Failure.Of).Map(_ => Report(rows.Rows, path, wanted));
    }

    private static Either<Failure, int> Rows(CodedRows rows, (int First, int Count) range, string path, (Dataset? Given, SeenAs Seen, DecompressSettings Wanted) asked, CancellationToken cancellation) =>
        from found in rows.Read(range.First, range.Count, asked.Given, cancellation).MapLeft(Failure.Of)
        from whole in asked.Seen.Restore(found)
        from written in RowsFile.Write(path, whole, asked.Seen.Numbers)
        select Report(whole.Rows, path, asked.Wanted);

    /// <summary>Which rows of the file: those of the images that are asked for.</summary>
    private static Either<Failure, (int First, int Count)> Range(CodedSummary summary, SeenAs seen, DecompressSettings wanted)
    {
        var all = summary.Rows / seen.RowsAnImage;
        var first = wanted.First ?? 0;
        var count = wanted.Count ?? all - first;
        return first < 0 || first > all ? new Failure($"--first is {first}; it must be 0 to {all}, as rows are counted from 0")
            : count < 0 || count > all - first ? new Failure($"--rows is {count}; it must be 0 to {all - first}: the file has {Tables.Count(all, "row")}, and --first is {first}")
            : (first * seen.RowsAnImage, count * seen.RowsAnImage);
    }

    /// <summary>The rows that have what is not in the file, as the model sees them.</summary>
    private static Either<Failure, Option<Dataset>> Given(CodedRows rows, SeenAs seen, DecompressSettings wanted)
    {
        if (wanted.Given is not { } path)
            return rows.Given.IsEmpty ? Option<Dataset>.None : new Failure($"{Missing(rows)} not in '{wanted.Path}'; expected --given with rows that have {(rows.Given.Length == 1 ? "it" : "them")}");
        if (rows.Given.IsEmpty) return new Failure($"all columns are in '{wanted.Path}', so that --given would be ignored; leave it out");
        return from found in DataFormats.Read(path, ReadOptions.Default.Like(rows.Form)).MapLeft(Failure.Of)
               from data in seen.See(found.Test ?? found.Train, path, rows.Form)
               select Option<Dataset>.Some(data);
    }

    private static string Missing(CodedRows rows)
    {
        const int Shown = 4;
        var names = rows.Given.Take(Shown).Select(variable => $"'{rows.Form.Heading(variable)}'");
        return $"{(rows.Given.Length == 1 ? "column" : "columns")} {string.Join(", ", names)}{(rows.Given.Length > Shown ? $" and {Tables.Count(rows.Given.Length - Shown)} more" : string.Empty)} {(rows.Given.Length == 1 ? "is" : "are")}";
    }

    private static int Report(int rows, string path, DecompressSettings wanted)
    {
        if (wanted.Format == OutputFormat.Json) JsonText.Print(new JsonObject { ["coded"] = wanted.Path, ["rows"] = rows, ["out"] = path });
        else Console.Out.WriteLine($"{Tables.Count(rows, "row")} of '{wanted.Path}' {(rows == 1 ? "is" : "are")} in '{path}'.");
        return 0;
    }

    private static Either<Failure, int> Print(CodedSummary summary, SeenAs seen, DecompressSettings wanted)
    {
        if (wanted.AreSome || wanted.Given is not null || wanted.Run is not null) return new Failure("without --out nothing is decompressed, so that --run, --given, --first and --rows would be ignored; give --out, or leave them out");
        var images = summary.Rows / seen.RowsAnImage;
        if (wanted.Format == OutputFormat.Json)
        {
            JsonText.Print(new JsonObject
            {
                ["coded"] = wanted.Path,
                ["name"] = summary.Name,
                ["rows"] = images,
                ["bytes"] = summary.Bytes,
                ["modelBytes"] = summary.Model,
                ["blockRows"] = summary.BlockRows,
                ["given"] = summary.Given.Length,
                ["hasText"] = summary.HasText,
                ["colour"] = EnumWord.Of(seen.Colour),
                ["patch"] = seen.Patch is { } patch ? new JsonObject { ["height"] = patch.Height, ["width"] = patch.Width } : null,
            });
            return 0;
        }

        Console.Out.WriteLine($"'{wanted.Path}' has {Tables.Count(images, seen.Image is null ? "row" : "image")} of '{summary.Name}' in {Tables.Count(summary.Bytes, "byte")}, in blocks of {Tables.Count(summary.BlockRows)}{(seen.Image is null ? string.Empty : $" patches of {seen.Patch!.Words}")}.");
        if (summary.HasText) Console.Out.WriteLine("The text of the table is in it: it comes back byte for byte.");
        Console.Out.WriteLine(summary.Model > 0 ? $"The model is in it, in {Tables.Count(summary.Model, "byte")}." : "The model is not in it: --run must name the run that it was compressed with.");
        if (!summary.Given.IsEmpty) Console.Out.WriteLine($"{Tables.Count(summary.Given.Length, "column")} of a row {(summary.Given.Length == 1 ? "is" : "are")} not in it: --given must name rows that have {(summary.Given.Length == 1 ? "it" : "them")}.");
        Console.Out.WriteLine("--out decompresses it.");
        return 0;
    }
}
