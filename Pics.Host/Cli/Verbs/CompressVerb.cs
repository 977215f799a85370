using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>compress</c> is asked for.</summary>
/// <param name="Rows">Which rows.</param>
/// <param name="Out">The coded file.</param>
/// <param name="Given">What whoever reads the file has, as <see cref="GivenColumns"/> reads it; null for nothing.</param>
/// <param name="Format">How the summary is printed.</param>
internal sealed record CompressSettings(RowWish Rows, string Out, string? Given, OutputFormat Format = OutputFormat.Table)
{
    /// <summary>Whether the model goes into the file.</summary>
    public bool Embed { get; init; }

    /// <summary>Rows of a block; null for as many as are usual.</summary>
    public int? BlockRows { get; init; }

    /// <summary>Whether the text of a table is left out.</summary>
    public bool RowsOnly { get; init; }

    /// <summary>Whether the file is read back and compared.</summary>
    public bool Check { get; init; }
}

/// <summary><c>compress</c>: rows as a file that is as small as the model says they are.</summary>
internal static class CompressVerb
{
    /// <summary>How names of coded files end.</summary>
    public const string Ending = ".pics";

    public static Either<Failure, int> Run(QuerySettings query, CompressSettings wanted, CancellationToken cancellation)
    {
        try
        {
            return Check(wanted).Bind(_ => OpenedRun.Open(query)).Bind(run =>
            {
                using (run)
                    return from data in run.Read(wanted.Rows, SplitName.Test)
                           from seen in SeenAs.Of(run.Settings.Data, data).Bind(seen => Numbers(wanted.Rows.Path, data, seen))
                           from given in GivenColumns.Of(wanted.Given, run.Form.Form)
                           from text in Text(run, wanted)
                           from report in Write(stream => text.Match(
                               options => Codec.EncodeTable(run.Asked, wanted.Rows.Path!, stream, options, Settings(wanted, given, seen), cancellation),
                               () => Codec.Encode(run.Asked, data, stream, Settings(wanted, given, seen), cancellation)), wanted.Out)
                           from found in wanted.Check ? CodedCheck.Of(wanted.Out, wanted.Rows.Path, run.Asked, data, seen, !given.IsEmpty, cancellation).Map(Option<CodedCheck>.Some) : Option<CodedCheck>.None
                           select Print(new(run, data, given.Length, report, found.MatchUnsafe<CodedCheck?>(check => check, () => null)), wanted);
            });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"pics: cancelled, and '{wanted.Out}' is not written");
            return StopSignals.Cancelled;
        }
    }

    private static Either<Failure, Unit> Check(CompressSettings wanted) =>
        wanted.Rows.Path is { } path && OutputPath.IsSame(path, wanted.Out) ? new Failure($"--out is '{wanted.Out}', the file that is read; expected another one, so that it is not lost")
        : OutputPath.Check("--out", wanted.Out, Ending);

    /// <summary>With the type of numbers of the array that is read.</summary>
    private static Either<Failure, SeenAs> Numbers(string? path, Dataset data, SeenAs seen) => !SourceFile.IsArray(path) ? seen : seen.Restore(data).Map(rows => seen with { Numbers = SourceFile.Numbers(path!, rows) });

    private static CodecSettings Settings(CompressSettings wanted, ImmutableArray<int> given, SeenAs seen) => CodecSettings.Default with
    {
        BlockRows = wanted.BlockRows ?? CodecSettings.Default.BlockRows,
        Embed = wanted.Embed,
        Given = given,
        Note = seen.Note,
    };

    /// <summary>How the text of a table is read that is kept too; nothing where only rows are.</summary>
    private static Either<Failure, Option<ReadOptions>> Text(OpenedRun run, CompressSettings wanted) =>
        wanted.Rows.Path is not { } path ? Kept(null, wanted)
        : from format in DataFormats.Recognise(path).MapLeft(Failure.Of)
          from options in DataReading.Of(run.Settings, run.Form)
          from text in Kept(format switch { DataFormat.Table => options, DataFormat.DebdFile => options with { Header = HeaderKind.Absent }, _ => null }, wanted)
          select text;

    private static Either<Failure, Option<ReadOptions>> Kept(ReadOptions? text, CompressSettings wanted) =>
        text is null && wanted.RowsOnly ? new Failure("--rows-only is for tables in text, and these rows are none; leave it out")
        : text is null || wanted.RowsOnly ? Option<ReadOptions>.None
        : Option<ReadOptions>.Some(text);

    private static Either<Failure, CodecReport> Write(Func<Stream, Either<PicsFault, CodecReport>> encode, string path)
    {
        var (fault, report) = ((PicsFault?)null, (CodecReport?)null);
        var written = AtomicFile.Write(path, stream =>
        {
            (fault, report) = encode(stream).Match<(PicsFault?, CodecReport?)>(done => (null, done), wrong => (wrong, null));
            if (fault is not null) throw new IOException(fault.Explain()); // so that nothing is written
        });
        return fault is not null ? Failure.Of(fault) : written.MapLeft(Failure.Of).Map(_ => report!);
    }

    /// <summary>Of the file that was read; null where it is none, or one of several.</summary>
    private static long? InputBytes(CompressSettings wanted) => wanted.Rows.Path is { } path && File.Exists(path) ? new FileInfo(path).Length : null;

    private static int Print(Done done, CompressSettings wanted)
    {
        if (wanted.Format == OutputFormat.Json) PrintJson(done, wanted);
        else PrintText(done, wanted);
        return 0;
    }

    private static void PrintJson(Done done, CompressSettings wanted) => JsonText.Print(new JsonObject
    {
        ["run"] = done.Run.Folder,
        ["data"] = done.Data.Name,
        ["notes"] = JsonText.List(done.Data.Notes),
        ["rows"] = done.Report.Rows,
        ["bytes"] = done.Report.Bytes,
        ["rowBytes"] = done.Report.Coded,
        ["modelBytes"] = done.Report.Model,
        ["textBytes"] = done.Report.Text,
        ["bitsPerDimension"] = JsonText.Figure(done.Bits),
        ["inputBytes"] = InputBytes(wanted),
        ["checked"] = wanted.Check,
        ["isSameFile"] = done.Check?.IsSameFile,
        ["out"] = wanted.Out,
    });

    private static void PrintText(Done done, CompressSettings wanted)
    {
        var report = done.Report;
        foreach (var note in done.Data.Notes) Console.Out.WriteLine($"Note: {note}");
        var rest = report.Bytes - report.Coded - report.Model - report.Text;
        Console.Out.WriteLine($"{Tables.Count(report.Rows, "row")} {(report.Rows == 1 ? "is" : "are")} in '{wanted.Out}', in {Tables.Count(report.Bytes, "byte")}: {Tables.Count(report.Coded)} of rows, {(report.Model > 0 ? $"{Tables.Count(report.Model)} of the model, " : string.Empty)}{(report.Text > 0 ? $"{Tables.Count(report.Text)} of their text, " : string.Empty)}{Tables.Count(rest)} around them.");
        if (!double.IsNaN(done.Bits)) Console.Out.WriteLine($"Rows take {Tables.Number(done.Bits, 4)} {DataReading.Bits("bits per dimension", done.Run.Settings.Data)}{(done.Given > 0 ? " that is coded" : string.Empty)}{(InputBytes(wanted) is { } input ? $"; '{wanted.Rows.Path}' has {Tables.Count(input, "byte")}, {Tables.Number((double)input / report.Bytes, 2)} times as many" : string.Empty)}.");
        if (done.Check is { } check) Console.Out.WriteLine(check.Explain(wanted.Rows.Path));
        if (report.Model == 0) Console.Out.WriteLine($"The model is not in it: 'pics decompress {wanted.Out} --run {done.Run.Folder} --out ...' reads it; --embed puts the model in.");
    }

    /// <summary>What was done.</summary>
    private sealed record Done(OpenedRun Run, Dataset Data, int Given, CodecReport Report, CodedCheck? Check)
    {
        /// <summary>Of what is coded; NaN where nothing is.</summary>
        public double Bits => 8.0 * Report.Coded / ((double)Report.Rows * (Data.Variables - Given) * Data.Channels);
    }
}
