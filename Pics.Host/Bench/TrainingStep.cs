using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>A training step that can be taken apart: what the trainer does for one batch, with fresh parameters and an engine of its own.</summary>
internal sealed class TrainingStep : IDisposable
{
    public const string Materialise = "materialise", Circuit = "circuit", Nets = "nets backward", Optimiser = "optimiser", Batch = "batch";

    private readonly QuadratureRule rule;
    private readonly Dataset data;
    private readonly Device device;
    private readonly StoredModel model;
    private readonly CircuitTensors gradients;
    private readonly Adam optimizer;
    private readonly double learningRate;
    private readonly int batchSize;
    private int next;

    public TrainingStep(RunSettings run, Road road, EngineKind kind, Dataset data, Device device)
    {
        (rule, this.data, this.device, batchSize) = (road.Folded.Rule, data, device, run.BatchSize);
        Engine = Compile.ToEngine(road.Folded, kind, device);
        model = StoredModel.Fresh(road.Pic, run.IsPlain, run.Nets, run.Rule, run.K, run.Seed, device);
        optimizer = new(model.Parameters.Trainable, run.Training.WeightDecay);
        learningRate = run.Training.LearningRate;
        using var numbers = Numbers(forGradients: false);
        gradients = numbers.Tensors.Like();
    }

    public ICircuitEngine Engine { get; }

    public ICircuitParameters Parameters => model.Parameters;

    /// <summary>The numbers of the circuit under the parameters as they are.</summary>
    public Materialization Numbers(bool forGradients) => Parameters.Materialize(rule, forGradients, Engine.Kind);

    /// <summary>One step on the next batch.</summary>
    /// <param name="lap">Told each part's name when it is done.</param>
    public void Run(Action<string> lap)
    {
        using var scope = NewDisposeScope();
        Differentiate(NextRows(), lap).Dispose();
        if (!optimizer.Step(learningRate)) return;
        Parameters.Project();
        lap(Optimiser);
    }

    /// <summary>The log-likelihoods of some rows; leaves the gradients of the loss in the parameters.</summary>
    public Tensor Differentiate(int[] rows, Action<string> lap)
    {
        using var scope = NewDisposeScope();
        var evidence = data.Batch(rows, device);
        lap(Batch);
        using var numbers = Numbers(forGradients: true);
        lap(Materialise);
        var values = Engine.Differentiate(numbers.Tensors, evidence, gradients, -1, accumulate: false);
        if (!Parameters.IsNormalised) Engine.Differentiate(numbers.Tensors, NoEvidence(), gradients, rows.Length, accumulate: true);
        lap(Circuit);
        optimizer.ZeroGradients();
        numbers.Backward(gradients);
        lap(Nets);
        return values.MoveToOuterDisposeScope();
    }

    /// <summary>The gradients of minus the log-likelihood of some rows by the numbers of the circuit, by group; valid until the next step.</summary>
    public IReadOnlyList<(string Name, Tensor Gradient)> CircuitGradients(int[] rows)
    {
        using var scope = NewDisposeScope();
        using var numbers = Numbers(forGradients: false);
        Engine.Differentiate(numbers.Tensors, data.Batch(rows, device), gradients, -1, accumulate: false);
        return [.. gradients.Groups.Select(group => ($"group.{group}", gradients[group]))];
    }

    /// <summary>The evidence of the next batch, as a step has it.</summary>
    public Tensor NextBatch() => data.Batch(NextRows(), device);

    public void Dispose()
    {
        Engine.Dispose();
        gradients.Dispose();
        optimizer.Dispose();
        model.Dispose();
    }

    private Tensor NoEvidence() => full([1, data.Variables, data.Channels], -1L, ScalarType.Int64, device);

    private int[] NextRows()
    {
        var rows = Enumerable.Range(next, batchSize).Select(row => row % data.Rows).ToArray();
        next = (next + batchSize) % data.Rows;
        return rows;
    }
}
