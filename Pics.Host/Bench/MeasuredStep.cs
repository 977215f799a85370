using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>The trainer's step on fresh parameters with an engine of its own, to be timed and compared.</summary>
internal sealed class MeasuredStep : IDisposable
{
    private readonly QuadratureRule rule;
    private readonly Dataset data;
    private readonly Device device;
    private readonly StoredModel model;
    private readonly TrainingSettings training;
    private readonly TrainingStep step;
    private int next;

    public MeasuredStep(RunSettings run, Road road, EngineKind kind, Dataset data, Device device)
    {
        (rule, this.data, this.device, training) = (road.Folded.Rule, data, device, run.Training);
        Engine = Compile.ToEngine(road.Folded, kind, device);
        model = StoredModel.Create(road.Pic, run.IsPlain, run.Nets, run.Model.Rule, run.Model.K, run.Learning.Seed, device).OrThrow();
        step = new(Engine, rule, Parameters, data, training);
        step.Begin([.. Enumerable.Range(0, data.Rows)]);
    }

    public ICircuitEngine Engine { get; }

    public ICircuitParameters Parameters => model.Parameters;

    /// <summary>The state as it is, as a run keeps it to go back to.</summary>
    public GoodState Good() => new(Parameters, step, TrainingProgress.Start(data.Rows));

    /// <summary>The name of a part, for people and in JSON.</summary>
    public static string Word(StepPart part) => part == StepPart.Nets ? "nets backward" : part.ToString().ToLowerInvariant();

    /// <summary>The parameters of the circuit that the trained ones give as they are.</summary>
    public Materialization Materialise(bool forGradients) => Parameters.Materialize(rule, forGradients, Engine.Kind);

    /// <summary>One step on the next batch.</summary>
    /// <param name="lap">Told each part's name when it is done.</param>
    public void Run(Action<string> lap) => step.Make(NextRow(), training.Optimiser.LearningRate, part => lap(Word(part)));

    /// <summary>The evidence of the next batch, as a step has it.</summary>
    public Tensor NextBatch() => data.Batch([.. Enumerable.Range(NextRow(), training.Batches.Size)], device);

    /// <summary>Log-likelihoods of the first rows, and the gradients of minus their sum, less log Z of each, by the parameters of the circuit and by the trained ones.</summary>
    /// <remarks>These gradients are those before log Z, whose gradient nearly cancels them. Into the dispose scope of the caller.</remarks>
    public (Tensor LogLikelihood, IReadOnlyList<Tensor> Circuit, IReadOnlyList<(string Name, Tensor Gradient)> Parameters) Results(int rows)
    {
        using var numbers = Materialise(forGradients: true);
        using var gradients = numbers.Tensors.Like();
        var loss = new LossGradient(Engine, LossReduction.Sum, rows, rows, Parameters.IsNormalised);
        Tensor? values = null;
        loss.OfRows(numbers.Tensors, (first, count) => data.Batch([.. Enumerable.Range(first, count)], device), gradients, logLikelihood => values = logLikelihood.MoveToOuterDisposeScope());
        var circuit = gradients.Groups.Select(group => gradients[group].clone()).ToList();
        if (!loss.IsNormalised) loss.OfNormaliser(numbers.Tensors, LogLikelihood.NoEvidence(data, device), gradients);
        numbers.Backward(gradients);
        return (values!, circuit, [.. Parameters.Named.Where(entry => entry.Tensor.requires_grad).Select(entry => (entry.Name, entry.Tensor.grad ?? zeros_like(entry.Tensor)))]);
    }

    public void Dispose()
    {
        step.Dispose();
        Engine.Dispose();
        model.Dispose();
    }

    /// <summary>The first row of the next batch; the last incomplete one is left out.</summary>
    private int NextRow()
    {
        var start = next;
        next = next + (2 * training.Batches.Size) <= data.Rows ? next + training.Batches.Size : 0;
        return start;
    }
}
