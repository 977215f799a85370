namespace Pics.Numerics;

/// <summary>Approximate maximum likelihood by gradient descent through the quadrature circuit (section 3.2).</summary>
/// <remarks>
/// On the CPU a run gives bit-identical results for equal seeds, settings and thread counts, and so does a run that starts from a state of
/// another.
/// </remarks>
public sealed class Trainer
{
    private readonly ICircuitEngine engine;
    private readonly QuadratureRule rule;
    private readonly ICircuitParameters parameters;
    private readonly DatasetSplits data;
    private readonly TrainingSettings settings;

    private readonly TrainingState? from;

    private Trainer(ICircuitEngine engine, QuadratureRule rule, ICircuitParameters parameters, DatasetSplits data, TrainingSettings settings, TrainingState? from) =>
        (this.engine, this.rule, this.parameters, this.data, this.settings, this.from) = (engine, rule, parameters, data, settings, from);

    /// <summary>Checks that the settings are possible and that the data fit the circuit. Error: <see cref="TrainingError"/>.</summary>
    /// <param name="engine">The compiled circuit; not owned.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="parameters">What is trained, in place; not owned.</param>
    /// <param name="data">Training and validation rows are used, test rows never.</param>
    /// <param name="settings">How.</param>
    public static Either<TrainingError, Trainer> Create(
        ICircuitEngine engine, FoldedQpc circuit, ICircuitParameters parameters, DatasetSplits data, TrainingSettings settings) =>
        TrainingChecks.FindError(circuit, data, settings) is { } error ? error : new Trainer(engine, circuit.Rule, parameters, data, settings, null);

    /// <summary>The same trainer for one run that goes on from a state, of a run that is this one but for its limits. Error: <see cref="TrainingError.StateMismatch"/>.</summary>
    /// <param name="state">Disposed of by the run once it is copied.</param>
    public Either<TrainingError, Trainer> From(TrainingState state) =>
        TrainingChecks.Fit(state, parameters, data.Train) is { } error ? error : new Trainer(engine, rule, parameters, data, settings, state);

    /// <summary>Trains, and leaves the parameters of the best validation in place.</summary>
    /// <param name="report">Called after each validation, and after each step or as often as the settings say.</param>
    /// <param name="cancellation">Stops the run after the step at hand.</param>
    public TrainingOutcome Run(Action<TrainingRecord> report, CancellationToken cancellation) => Run(report, Checkpointing.None, cancellation);

    /// <summary>Trains, gives states to be kept, and leaves the parameters of the best validation in place.</summary>
    /// <param name="report">Called after each validation, and after each step or as often as the settings say.</param>
    /// <param name="checkpointing">How often states are given, and to whom.</param>
    /// <param name="cancellation">Stops the run after the step at hand; its state is given before the last validation is made.</param>
    public TrainingOutcome Run(Action<TrainingRecord> report, Checkpointing checkpointing, CancellationToken cancellation)
    {
        using var session = new TrainingSession(engine, rule, parameters, data, settings, report, from);
        var reason = session.Progress.Due(settings, cancellation);
        while (reason is null)
        {
            reason = session.Step() ? session.Progress.Due(settings, cancellation) : StopReason.NotFinite;
            if (reason is null && checkpointing.IsDue(session.Progress.Step)) session.Keep(checkpointing);
        }

        if (reason != StopReason.NotFinite) session.Keep(checkpointing);
        return session.Close(reason.Value);
    }
}
