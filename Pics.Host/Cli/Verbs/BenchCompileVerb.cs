using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>bench compile</c>: what each pass of the road costs for images of several sizes.</summary>
internal static class BenchCompileVerb
{
    private static readonly Road.Input[] Sizes = [new(28, 28, 1, 256), new(32, 32, 3, 256), new(64, 64, 3, 256), new(128, 128, 3, 256)];

    public static Either<Failure, int> Run(BenchSettings settings, CancellationToken cancellation) =>
        from allowed in BenchChecks.Refuse(settings)
        from engine in EngineChoice.Of(settings.Engine, CPU)
        from code in Run(settings, engine, cancellation)
        select code;

    private static Either<Failure, int> Run(BenchSettings settings, EngineChoice engine, CancellationToken cancellation)
    {
        var report = new BenchReport("compile", settings, BenchFiles.Of(settings), MachineDescription.Read(CPU, settings.Run.Learning.Seed));
        var (rows, compiled) = (new List<CompileRow>(), engine.Kind);
        foreach (var size in Sizes)
        {
            if (cancellation.IsCancellationRequested) break;
            var measured = PassTimes.Of(settings, size, engine.Kind);
            if (measured.IsLeft) return measured.Map(_ => 0);
            measured.IfRight(found =>
            {
                rows.AddRange(found.Rows);
                compiled = found.Compiled;
            });
            Console.Out.WriteLine($"{PassTimes.Name(size)}: {Tables.Number(rows.Where(row => row.Size == PassTimes.Name(size)).Sum(row => row.Time.Median), 1)} ms");
        }

        return from written in report.WriteJson(new { rows })
               from shown in report.Show([Table(rows)], engine.Explain())
               select cancellation.IsCancellationRequested ? 130 : 0;
    }

    private static TextTable Table(IReadOnlyList<CompileRow> rows) => new(
        "Each pass from region graph to engine: ms, managed bytes allocated, and the nodes, units or layers of its result.",
        ["image", "pass", "minimum", "median", "MiB allocated", "result"],
        [.. rows.Select(row => (IReadOnlyList<string>)
        [
            row.Size,
            row.Pass,
            Tables.Number(row.Time.Minimum, 2),
            Tables.Number(row.Time.Median, 2),
            Tables.Number(row.AllocatedBytes / 1048576.0, 2),
            $"{Tables.Count(row.Count)} {row.Counted}",
        ])]);
}
