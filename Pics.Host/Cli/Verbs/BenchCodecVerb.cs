using LanguageExt;

namespace Pics.Host;

/// <summary><c>bench codec</c>: how fast rows of a run are coded and read again, beside a forward pass, and how small they are.</summary>
internal static class BenchCodecVerb
{
    private const string Note = "All is done in turn in one process by the same threads, and the least time counts. The forward pass gives exact log-likelihoods of the same rows; what is done once before the first row is not part of encode, and opening not of decode.";

    public static Either<Failure, int> Run(CodecBenchSettings settings, CancellationToken cancellation)
    {
        try
        {
            return from allowed in BenchChecks.Refuse(settings.Effort, settings.Files)
                   from some in settings.Rows.Most >= 1 ? Unit.Default : Either<Failure, Unit>.Left(new Failure($"--rows is {settings.Rows.Most}; it must be at least 1"))
                   from single in settings.Rows.Singles >= 1 ? Unit.Default : Either<Failure, Unit>.Left(new Failure($"--singles is {settings.Rows.Singles}; it must be at least 1"))
                   from device in Machine.Prepare(DeviceKind.Cpu, settings.Query.Threads)
                   from measured in OpenedRun.Open(settings.Query).Bind(run =>
                   {
                       using (run) return run.Read(settings.Wish, SplitName.Test).Bind(rows => CodecBench.Measure(settings, run, rows, cancellation));
                   })
                   let report = new BenchReport("codec", settings, settings.Files, MachineDescription.Read(device, (int)settings.Seed))
                   from written in report.WriteJson(measured)
                   from shown in report.Show([Table(settings, measured)], Sentence(measured.Size), Note)
                   select 0;
        }
        catch (OperationCanceledException)
        {
            return StopSignals.Cancelled;
        }
    }

    private static string Sentence(CodecSize size) =>
        $"The file has {Tables.Count(size.Bytes, "byte")}, {Tables.Count(size.RowBytes)} of them of rows: {Tables.Number(size.Coded, 5)} bits per dimension"
        + (size.Likelihood is { } bits ? $", and {Tables.Number(bits, 5)} as the likelihood has it, a ratio of {Tables.Number(size.Ratio!.Value, 5)}." : ".");

    private static TextTable Table(CodecBenchSettings settings, CodecBench measured) => new(
        $"{Tables.Count(measured.Rows[0].Rows, "row")} of '{measured.Name}', coded under {Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.Query.Folder))}.",
        ["way", "rows", "rows/s", "MiB/s", "ms", "times forward"],
        [.. measured.Rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            row.Rows == 0 ? "-" : Tables.Count(row.Rows),
            Or(row.RowsASecond, 1),
            Or(row.MiBASecond, 3),
            Tables.Number(row.Milliseconds, 1),
            Or(row.OfForward, 2),
        ])]);

    private static string Or(double? number, int digits) => number is { } known ? Tables.Number(known, digits) : "-";
}
