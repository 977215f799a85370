using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>What one pass costs.</summary>
/// <param name="Size">Of the image.</param>
/// <param name="Pass">Its name.</param>
/// <param name="Time">Milliseconds.</param>
/// <param name="AllocatedBytes">Managed bytes, of one run.</param>
/// <param name="Count">How many parts its result has.</param>
/// <param name="Counted">What was counted.</param>
internal sealed record CompileRow(string Size, string Pass, Timing Time, long AllocatedBytes, long Count, string Counted);

/// <summary>Times the passes of the road one by one, and says which engine it led to.</summary>
internal static class PassTimes
{
    public static string Name(Road.Input size) => size.Channels == 1 ? $"{size.Height}x{size.Width}" : $"{size.Height}x{size.Width}x{size.Channels}";

    public static Either<Failure, (IReadOnlyList<CompileRow> Rows, EngineKind Compiled)> Of(BenchSettings settings, Road.Input size, EngineKind engine)
    {
        var rows = new List<CompileRow>();
        var run = settings.Run with { Model = settings.Run.Model with { K = settings.K.Count == 0 ? 16 : settings.K[0] } };

        Either<Failure, T> Pass<T>(string name, Func<Either<Failure, T>> apply, Func<T, long> count, string counted)
        {
            var first = apply();
            return first.Map(result =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Discard(apply());
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                rows.Add(new(Name(size), name, Timing.Measure(settings.Effort, CPU, () => Discard(apply())), allocated, count(result), counted));
                return result;
            });
        }

        return from rule in Quadrature.Create(run.Model.Rule, run.Model.K).MapLeft(Failure.Of)
               from graph in Pass("region graph", () => Structures.Of(run, size), graph => graph.Statistics().Regions + graph.Statistics().Partitions, "nodes")
               from merged in Pass("merge", () => Merge.Joined(_ => new InputFamily.Categorical(size.Channels, size.Categories), run.Model.Merge, Structures.RootMerge(run)).Apply(graph).MapLeft(Failure.Of), pic => pic.Units.Units.Length, "units")
               from shared in Pass("share", () => Share.With(run.Model.InputSharing, run.Model.IntegralSharing).Apply(merged).MapLeft(Failure.Of), pic => pic.Units.Units.Length, "units")
               from qpc in Pass("materialize", () => Materialize.With(rule).Apply(shared).MapLeft(Failure.Of), qpc => qpc.Units.Units.Length, "units")
               from folded in Pass("fold", () => Fold.Pass.Apply(qpc).MapLeft(Failure.Of), folded => folded.Layers.Length, "layers")
               from compiled in Pass("compile", () => Engine(folded, engine), _ => folded.Layers.Length, "layers")
               select Rows(rows, compiled);
    }

    private static (IReadOnlyList<CompileRow> Rows, EngineKind Compiled) Rows(List<CompileRow> rows, ICircuitEngine engine)
    {
        using var compiled = engine;
        return (rows, compiled.Kind);
    }

    private static Either<Failure, ICircuitEngine> Engine(FoldedQpc folded, EngineKind kind) => Prelude.Right<Failure, ICircuitEngine>(Compile.ToEngine(folded, kind));

    private static void Discard<T>(Either<Failure, T> result) => result.IfRight(value => (value as IDisposable)?.Dispose());
}
