using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Queries of a fresh model, for the sake of the memory that they need.</summary>
internal static class MeasuredQuery
{
    /// <summary>Rows that a query may evaluate together, and that there must be.</summary>
    public const int MostRows = 2048;

    private const int Samples = 1024;

    /// <summary>What a task is to an estimate.</summary>
    public static EvaluationKind Kind(MemoryTask task) => task switch { MemoryTask.Score => EvaluationKind.Scores, MemoryTask.Sample => EvaluationKind.Samples, _ => EvaluationKind.Evaluation };

    /// <summary>Rows at once.</summary>
    public static int Rows(RunSettings run, Road road, MemoryTask task) => task switch
    {
        MemoryTask.Score => QpcModel.LargestBatch(road.Folded, run.Nets.Type),
        MemoryTask.Sample => Samples,
        _ => run.Learning.BatchSize,
    };

    /// <summary>Does a task.</summary>
    public static void Do(MemoryTask task, RunSettings run, Road road, EngineKind kind, Dataset data, Device device)
    {
        using var stored = StoredModel.Create(road.Pic, run.IsPlain, run.Nets, run.Model.Rule, run.Model.K, run.Learning.Seed, device).OrThrow();
        if (task == MemoryTask.Evaluation)
        {
            using var engine = Compile.ToEngine(road.Folded, kind, device);
            using var numbers = stored.Parameters.Materialize(road.Folded.Rule, forGradients: false, kind);
            LogLikelihood.OfRows(engine, numbers.Tensors, data, batchSize: run.Learning.BatchSize);
            return;
        }

        QpcModel.Of(stored, road.Folded.Rule).IfRight(opened =>
        {
            using var model = opened;
            if (task == MemoryTask.Score) LogLikelihood.OfRows(model, data);
            else CircuitQueries.Sample(model, Samples, run.Learning.Seed).IfRight(rows => rows.Dispose());
        });
    }
}
