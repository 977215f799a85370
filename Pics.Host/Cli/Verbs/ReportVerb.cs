using LanguageExt;

namespace Pics.Host;

/// <summary>What <c>report</c> is asked for.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Out">The HTML file.</param>
/// <param name="Threads">Threads, 0 for libtorch's choice.</param>
/// <param name="Seed">Of samples.</param>
internal sealed record ReportSettings(string Folder, string? Out, int Threads, long Seed);

/// <summary><c>report</c>: one page about a run.</summary>
internal static class ReportVerb
{
    public static Either<Failure, int> Run(ReportSettings wanted) =>
        from place in Machine.Prepare(DeviceKind.Cpu, wanted.Threads)
        from endings in OutputPath.Check("--out", wanted.Out, ".html", ".htm")
        from run in ReportedRun.Open(wanted.Folder)
        from code in Write(run, wanted)
        select code;

    private static Either<Failure, int> Write(ReportedRun opened, ReportSettings wanted)
    {
        using var run = opened;
        var path = wanted.Out ?? Path.Combine(wanted.Folder, "report.html");
        var (page, leftOut) = ReportPage.Of(run, wanted.Seed);
        return page.Write(path).Map(_ =>
        {
            foreach (var sentence in leftOut) Console.Out.WriteLine(sentence);
            Console.Out.WriteLine($"The report is in '{path}'.");
            return 0;
        });
    }
}
