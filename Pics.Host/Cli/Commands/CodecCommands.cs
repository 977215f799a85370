using System.CommandLine;

namespace Pics.Host;

/// <summary>The verbs of the exact codec: compress, decompress.</summary>
internal static class CodecCommands
{
    /// <param name="report">Runs a verb and reports how it ended.</param>
    /// <param name="cancellation">Stops what may take long.</param>
    public static IEnumerable<(string Name, Func<Command> Make)> Verbs(Func<Func<LanguageExt.Either<Failure, int>>, int> report, CancellationToken cancellation) =>
        [("compress", () => Compress(report, cancellation)), ("decompress", () => Decompress(report, cancellation))];

    /// <summary>How many rows a block has.</summary>
    public static Option<int?> BlockRows() => new("--block-rows") { Description = "Rows of a block: with more, fewer bytes; with fewer, one row is read with less work. [default: 512]" };

    private static Command Compress(Func<Func<LanguageExt.Either<Failure, int>>, int> report, CancellationToken cancellation)
    {
        var (options, rows) = (new QueryOptions(), new RowOptions());
        var path = new Option<string>("--out") { Description = $"The coded file; its name ends with {CompressVerb.Ending}.", Required = true };
        var embed = new Option<bool>("--embed") { Description = "Put the model into the file, so that it can be read without the run." };
        var given = new Option<string?>("--given") { Description = "What whoever reads the file has and is not coded: columns by heading with commas between, or of images left, right, top, bottom or centre." };
        var block = BlockRows();
        var rowsOnly = new Option<bool>("--rows-only") { Description = "Of a table in text keep the rows and not how their text is written; it then comes back as a table with the same values." };
        var check = new Option<bool>("--check") { Description = "Also read the file back, compare, and say whether the file that was read comes back byte for byte." };
        var format = Formats.Option();
        var command = new Command("compress", "Rows as a file that is as small as the model says they are; any machine reads them back exactly.") { options.Folder, rows.Path, rows.Data, rows.Sql, rows.Unseen, rows.Split, path, embed, given, block, rowsOnly, check, format };
        return options.AddTo(command, result => report(() => rows.Bind(result).Bind(wish => CompressVerb.Run(
            options.Bind(result, wish.Unseen),
            new(wish, result.GetValue(path)!, result.GetValue(given), result.GetValue(format)) { Embed = result.GetValue(embed), BlockRows = result.GetValue(block), RowsOnly = result.GetValue(rowsOnly), Check = result.GetValue(check) },
            cancellation))));
    }

    private static Command Decompress(Func<Func<LanguageExt.Either<Failure, int>>, int> report, CancellationToken cancellation)
    {
        var coded = new Argument<string>("coded") { Description = "A file that compress wrote." };
        var path = new Option<string?>("--out") { Description = $"Where the rows go: {RowsFile.Endings}, or a new folder for one PNG file an image; where the text of a table is in the file, names that end with .csv, .tsv, .txt, or as that of the table, get it byte for byte, compressed if they end with .gz. [default: only say what the file has]" };
        var run = new Option<string?>("--run") { Description = "The run whose model the file was written with. [default: the model in the file]" };
        var given = new Option<string?>("--given") { Description = "A file or folder with rows that have the columns that are not in the file, in the same order." };
        var first = new Option<int?>("--first") { Description = "The first row, counted from 0; those before it are not decoded. [default: 0]" };
        var count = new Option<int?>("--rows") { Description = "How many rows. [default: all that are left]" };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 for OMP_NUM_THREADS, else one for each processor.", DefaultValueFactory = _ => 0 };
        var format = Formats.Option();
        var command = new Command("decompress", "The rows of a file that compress wrote, all or some; or what such a file has.") { coded, path, run, given, first, count, threads, format };
        command.SetAction(result => report(() => DecompressVerb.Run(
            new(result.GetValue(coded)!, result.GetValue(path), result.GetValue(run), result.GetValue(given), result.GetValue(format)) { First = result.GetValue(first), Count = result.GetValue(count), Threads = result.GetValue(threads) },
            cancellation)));
        return command;
    }
}
