using LanguageExt;

namespace Pics.Host;

/// <summary><c>bench read</c>: rows per second of a table, beside DuckDB's own scan of the same columns, and of scores.</summary>
internal static class BenchReadVerb
{
    private const string Note = "Each way goes through all rows, in turn in one process; rows per second are of the median time. DuckDB's own scan counts and adds up every column, on one thread, as it has for the reader. The peak is that of the process.";

    public static Either<Failure, int> Run(ReadSettings settings) =>
        from allowed in BenchChecks.Refuse(settings.Effort, settings.Files)
        from device in Machine.Prepare(DeviceKind.Cpu, 0)
        from measured in settings.Run is not { } folder ? ReadBench.Measure(settings, null) : OpenedRun.Open(new(folder)).Bind(run =>
        {
            using (run) return ReadBench.Measure(settings, run);
        })
        let report = new BenchReport("read", settings, settings.Files, MachineDescription.Read(device, 0))
        from written in report.WriteJson(measured)
        from shown in report.Show([Table(settings, measured)], measured.Unread is null ? Note : $"{Note} DuckDB's own scan is left out: {measured.Unread}.")
        select 0;

    private static TextTable Table(ReadSettings settings, ReadBench measured) => new(
        $"Rows of {Path.GetFileName(settings.Path)}, {Tables.Count(measured.Rows[0].Rows)} of them, per second.",
        ["way", "rows/s", "times DuckDB", "median ms", "minimum ms", "peak MiB"],
        [.. measured.Rows.Select(row => (IReadOnlyList<string>)
        [
            row.Name,
            Tables.Count((long)row.RowsASecond),
            row.OfDuck is { } times ? Tables.Number(times, 2) : "-",
            Tables.Number(row.Time.Median, 1),
            Tables.Number(row.Time.Minimum, 1),
            Tables.Number(row.Memory.Peak, 0),
        ])]);
}
