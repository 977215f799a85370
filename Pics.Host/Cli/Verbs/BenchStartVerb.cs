using LanguageExt;

namespace Pics.Host;

/// <summary><c>bench start</c>: what this program needs from its start to an answer: seconds, memory, libraries.</summary>
internal static class BenchStartVerb
{
    private const string Note = "Each is a process of its own, in turn; seconds and CPU seconds are medians, the first process of each included, and what is loaded is from the process's own map. The front is the part of the tool that is compiled ahead of time.";

    public static Either<Failure, int> Run(StartSettings settings, CancellationToken cancellation) =>
        from allowed in BenchChecks.Refuse(new Effort(settings.Repeat, 0), settings.Files)
        from rows in StartRow.Measure(settings, cancellation)
        let report = new BenchReport("start", settings, settings.Files, MachineDescription.Read(TorchSharp.torch.CPU, 0))
        from written in report.WriteJson(rows)
        from shown in report.Show([Table(rows)], Note)
        select cancellation.IsCancellationRequested ? StopSignals.Cancelled : 0;

    private static TextTable Table(IReadOnlyList<StartRow> rows) => new(
        "From a cold start.",
        ["pics", "run by", "seconds", "CPU s", "peak MiB", "assemblies", "native libraries", "libtorch"],
        [.. rows.Select(row => (IReadOnlyList<string>)
        [
            row.Words,
            row.Report.IsFront ? "front" : "whole",
            Tables.Number(row.Seconds, 2),
            Tables.Number(row.Report.CpuSeconds, 2),
            Tables.Number(row.Report.PeakMiB, 0),
            $"{row.Report.Assemblies.Length}",
            $"{row.Report.Libraries.Length}",
            row.Report.HasLibtorch ? "loaded" : "not loaded",
        ])]);
}
