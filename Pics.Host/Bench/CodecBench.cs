using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>What <c>bench codec</c> is asked for.</summary>
/// <param name="Query">The run, and how it is asked.</param>
/// <param name="Wish">Which rows.</param>
/// <param name="Rows">How many of them.</param>
/// <param name="Seed">Of the rows that are read one by one.</param>
/// <param name="Effort">How often.</param>
/// <param name="Files">Where the figures go beside the terminal.</param>
internal sealed record CodecBenchSettings(QuerySettings Query, RowWish Wish, CodecBenchRows Rows, long Seed, Effort Effort, [property: System.Text.Json.Serialization.JsonIgnore] BenchFiles Files);

/// <summary>How many rows are coded and read.</summary>
/// <param name="Most">The first ones, so many at most.</param>
/// <param name="Singles">How many of them are read one by one.</param>
/// <param name="BlockRows">Of a block; null for as many as usual.</param>
internal sealed record CodecBenchRows(int Most, int Singles, int? BlockRows);

/// <summary>Something that the codec does, or a forward pass.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Rows">With how many rows; none for what is done once.</param>
/// <param name="Milliseconds">The least time.</param>
/// <param name="MiB">Of the values of these rows, in as many bytes a value as it needs.</param>
/// <param name="OfForward">How many times as long as a forward pass of the same rows; null for what is not done with all.</param>
internal sealed record CodecRow(string Name, int Rows, double Milliseconds, double MiB, double? OfForward)
{
    /// <summary>Null where there are no rows, or so few that no time is left of them.</summary>
    public double? RowsASecond => Rows == 0 || Milliseconds <= 0 ? null : Rows * 1000 / Milliseconds;

    /// <summary>Likewise.</summary>
    public double? MiBASecond => Rows == 0 || Milliseconds <= 0 ? null : MiB * 1000 / Milliseconds;
}

/// <summary>How large coded rows are.</summary>
/// <param name="Bytes">Of the whole file.</param>
/// <param name="RowBytes">Of the rows alone.</param>
/// <param name="Coded">Bits per value that is observed, of the rows alone.</param>
/// <param name="Likelihood">The same as the likelihood has it; null where that is a density, or none.</param>
internal sealed record CodecSize(long Bytes, long RowBytes, double Coded, double? Likelihood)
{
    /// <summary>Coded bits / those of the likelihood.</summary>
    public double? Ratio => Coded / Likelihood;
}

/// <summary>The codec beside a forward pass of the same rows, by the same threads: times in turn, and bytes.</summary>
/// <param name="Name">What the rows are called.</param>
/// <param name="Rows">What was timed.</param>
/// <param name="Size">What was written.</param>
/// <param name="Threads">How many threads.</param>
internal sealed record CodecBench(string Name, IReadOnlyList<CodecRow> Rows, CodecSize Size, int Threads)
{
    private const double Mebi = 1 << 20;

    /// <summary>Does all once untimed, then in turn.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="run">The run.</param>
    /// <param name="found">Rows as it sees them.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<Failure, CodecBench> Measure(CodecBenchSettings settings, OpenedRun run, Dataset found, CancellationToken cancellation)
    {
        var (rows, model, coded) = (found.First(settings.Rows.Most), run.Asked, new MemoryStream());
        var codec = new CodecSettings { BlockRows = settings.Rows.BlockRows ?? CodecSettings.Default.BlockRows };
        if (rows.Rows == 0) return new Failure($"'{rows.Name}' has no rows; expected some to code");
        return from report in Codec.Encode(model, rows, coded, codec, cancellation).MapLeft(Failure.Of)
               from logs in model.LogLikelihoods(rows).MapLeft(Failure.Of)
               from opened in Codec.Open(coded, model).MapLeft(Failure.Of)
               let times = Times(settings, codec, model, rows, coded, opened, cancellation)
               select new CodecBench(rows.Name, times, Sized(rows, report, logs), Numerics.Threads.Count);
    }

    private static List<CodecRow> Times(CodecBenchSettings settings, CodecSettings codec, PicModel model, Dataset rows, Stream coded, CodedRows opened, CancellationToken cancellation)
    {
        using (opened)
        {
            var random = new Random((int)settings.Seed);
            int[] picked = [.. Enumerable.Range(0, settings.Rows.Singles).Select(_ => random.Next(rows.Rows))];
            var none = rows.First(0);
            Action[] ways =
            [
                () => model.LogLikelihoods(rows).OrThrow(),
                () => Codec.Encode(model, rows, new MemoryStream(), codec, cancellation).OrThrow(),
                () => Codec.Encode(model, none, new MemoryStream(), codec, cancellation).OrThrow(),
                () => opened.Read(0, rows.Rows, cancellation: cancellation).OrThrow(),
                () => System.Array.ForEach(picked, row => opened.Read(row, 1, cancellation: cancellation).OrThrow()),
                () => Codec.Open(coded, model).OrThrow().Dispose(),
            ];
            foreach (var way in ways) way();
            var contest = Contest.Run(settings.Effort, CPU, [.. ways.Select(Contestant.Of)]);
            double Least(int way) => contest.Of(way).Minimum;
            var (forward, once, size) = (Least(0), Least(2), rows.Rows * (double)RowBytes(rows) / Mebi);
            var encode = Math.Max(0, Least(1) - once);
            return
            [
                new("forward pass", rows.Rows, forward, size, 1),
                new("encode", rows.Rows, encode, size, encode > 0 ? encode / forward : null),
                new("decode", rows.Rows, Least(3), size, Least(3) / forward),
                new("decode single rows", picked.Length, Least(4), size * picked.Length / rows.Rows, null),
                new("before the first row is encoded", 0, once, 0, null),
                new("open", 0, Least(5), 0, null),
            ];
        }
    }

    private static CodecSize Sized(Dataset rows, CodecReport report, ImmutableArray<double> logs)
    {
        var (observed, values) = (0L, new double[rows.Dimensions]);
        for (var row = 0; row < rows.Rows; row++)
        {
            rows.Read(row, values);
            observed += values.Count(value => !double.IsNaN(value));
        }

        var mean = BitsPerDimension.Of(logs.Average(), (double)observed / rows.Rows);
        return new(report.Bytes, report.Coded, observed == 0 ? 0 : 8.0 * report.Coded / observed, !rows.IsReal && double.IsFinite(mean) && mean > 0 ? mean : null);
    }

    /// <summary>Bytes of the values of a row: one for up to 256 values, two for up to 65,536, four for more, eight for numbers.</summary>
    private static int RowBytes(Dataset rows) => rows.Channels * rows.Columns.Sum(column => column.Kind.Match(values => Bytes(values.Values), _ => sizeof(double), _ => sizeof(double), binned => Bytes(binned.Bins.Count)));

    private static int Bytes(int values) => values <= 1 << 8 ? 1 : values <= 1 << 16 ? 2 : sizeof(int);
}
