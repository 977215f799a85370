namespace Pics.Numerics;

/// <summary>Everything that decides the future of a run at the boundary of two steps: numbers and tensors.</summary>
/// <remarks>
/// With equal data, circuit and settings, a run that starts from a state goes on as the run that gave it: on the CPU bit for bit, with the
/// same engine and as many threads. The order of an epoch's rows is a function of seed and epoch, so it is not kept. Limits are not part
/// of it: a run that goes on with larger ones is the run that had them from the start.
/// </remarks>
public sealed class TrainingState : IDisposable
{
    /// <summary>Owns the tensors.</summary>
    internal TrainingState(TrainingProgress progress, EngineKind engine, int threads, IEnumerable<(string Name, Tensor Tensor)> tensors) =>
        (Progress, Engine, Threads, Tensors) = (progress, engine, threads, [.. tensors]);

    /// <summary>How far the run is.</summary>
    public TrainingProgress Progress { get; }

    /// <summary>What evaluated the circuit.</summary>
    public EngineKind Engine { get; }

    /// <summary>The number of threads.</summary>
    public int Threads { get; }

    /// <summary>
    /// <c>parameters.NAME</c>, the parameters; <c>best.i</c>, the best of the i-th that is trained; <c>first.i</c> and <c>second.i</c>, its
    /// moments in Adam; <c>steps</c>, int64 [trained parameters], how many steps each has made.
    /// </summary>
    public ImmutableArray<(string Name, Tensor Tensor)> Tensors { get; }

    /// <summary>The same state without retries, for a run that goes on with another learning rate; shares the tensors.</summary>
    public TrainingState WithoutRetries() => new(Progress with { Retries = 0 }, Engine, Threads, Tensors);

    /// <summary>The same state in memory of its own.</summary>
    public TrainingState Copy() => new(Progress, Engine, Threads, Tensors.Select(entry => (entry.Name, entry.Tensor.clone().DetachFromDisposeScope())));

    /// <summary>Copies the parameters of the state into those of a run like the one that gave it.</summary>
    /// <param name="parameters">Of the same circuit and nets; changed in place.</param>
    public void Restore(ICircuitParameters parameters) => TrainingTensors.Restore(this, parameters);

    /// <summary>Copies the best parameters of the state, those of the best validation, into those of a run like the one that gave it.</summary>
    /// <param name="parameters">Of the same circuit and nets; changed in place.</param>
    public void RestoreBest(ICircuitParameters parameters) => TrainingTensors.RestoreBest(this, parameters);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in Tensors) tensor.Dispose();
    }
}

/// <summary>How a run gives its state to be kept.</summary>
/// <param name="Every">Steps between two states, 0 for none; there is one more at the end, and one when the run goes back. At an end for a number that is not finite it is that of the last good state.</param>
/// <param name="Keep">Given a state that shares the run's memory and holds until this returns; <see cref="TrainingState.Copy"/> it to have it for longer.</param>
public sealed record Checkpointing(long Every, Action<TrainingState> Keep)
{
    /// <summary>No state is given.</summary>
    public static Checkpointing None { get; } = new(0, _ => { });

    /// <summary>Told of each numerical failure, before the run goes back or stops; what it is given holds until this returns.</summary>
    public Action<NumericalFailure> Failure { get; init; } = _ => { };

    /// <summary>Told where the run is after it went back; records of later steps are void, and are given anew.</summary>
    public Action<TrainingProgress> WentBack { get; init; } = _ => { };

    /// <summary>Whether a state is given after so many steps.</summary>
    internal bool IsDue(long step) => Every > 0 && step % Every == 0;
}
