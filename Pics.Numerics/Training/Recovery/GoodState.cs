namespace Pics.Numerics;

/// <summary>The state that a run goes back to: parameters and moments in memory of its own. The best parameters stay those of the run.</summary>
public sealed class GoodState : IDisposable
{
    private readonly ParameterSnapshot parameters, moments;
    private readonly IOptimiser optimizer;
    private ImmutableArray<long> steps;

    /// <summary>Copies the state of steps as it is.</summary>
    /// <param name="parameters">What they train.</param>
    /// <param name="step">The steps.</param>
    /// <param name="progress">How far they are.</param>
    public GoodState(ICircuitParameters parameters, TrainingStep step, TrainingProgress progress)
        : this(parameters, step.Optimizer, progress)
    {
    }

    /// <summary>Copies the state of a run as it is.</summary>
    internal GoodState(ICircuitParameters parameters, IOptimiser optimizer, TrainingProgress progress)
    {
        this.optimizer = optimizer;
        (this.parameters, moments) = (new(parameters.Trainable), new([.. optimizer.Named.Select(entry => entry.Tensor)]));
        (steps, Progress) = ([.. optimizer.Steps], progress);
    }

    /// <summary>How far the run was.</summary>
    internal TrainingProgress Progress { get; private set; }

    /// <summary>Replaces the copies by the run as it is now.</summary>
    internal void Take(TrainingProgress progress)
    {
        parameters.Take();
        moments.Take();
        (steps, Progress) = ([.. optimizer.Steps], progress);
    }

    /// <summary>Puts the copies back into the run.</summary>
    internal void Restore()
    {
        parameters.Restore();
        moments.Restore();
        optimizer.Resume(steps);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        parameters.Dispose();
        moments.Dispose();
    }
}
