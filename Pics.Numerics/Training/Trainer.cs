namespace Pics.Numerics;

/// <summary>Approximate maximum likelihood by gradient descent through the quadrature circuit (section 3.2).</summary>
/// <remarks>
/// On the CPU a run gives bit-identical results for equal seeds, settings and thread counts, and so does a run that starts from a state of
/// another. A step that meets a number that is not finite leads back to the last good state: that of the best validation, else of the start or
/// the state that the run went on from. From there the same batches follow with a lower learning rate. None is left out: one that fails at every rate has
/// rows that the circuit cannot explain, which are named when the run stops. A run that is interrupted after its best validation and
/// fails later goes back to where it was interrupted.
/// </remarks>
public sealed class Trainer
{
    private readonly TrainingTask task;
    private readonly TrainingState? from;
    private readonly bool isDeferred;

    private Trainer(TrainingTask task, TrainingState? from, bool isDeferred) => (this.task, this.from, this.isDeferred) = (task, from, isDeferred);

    /// <summary>Checks that the settings are possible and that the data fit the circuit. Error: <see cref="TrainingError"/>.</summary>
    /// <param name="engine">The compiled circuit; not owned.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="parameters">What is trained, in place; not owned.</param>
    /// <param name="data">Training and validation rows are used, test rows never.</param>
    /// <param name="settings">How.</param>
    public static Either<TrainingError, Trainer> Create(
        ICircuitEngine engine, FoldedQpc circuit, ICircuitParameters parameters, DatasetSplits data, TrainingSettings settings) =>
        TrainingChecks.FindError(circuit, parameters, data, settings) is { } error ? error : new Trainer(
            new(engine, circuit, parameters, data, settings), null, parameters.Trainable[0].device_type != DeviceType.CPU && settings.ReportEveryOn(parameters.Trainable[0].device_type) > 1);

    /// <summary>The same trainer for one run that goes on from a state, of a run that is this one but for its limits. Error: <see cref="TrainingError.StateMismatch"/>.</summary>
    /// <param name="state">Disposed of by the run once it is copied.</param>
    public Either<TrainingError, Trainer> From(TrainingState state) =>
        TrainingChecks.Fit(state, task) is { } error ? error : new Trainer(task, state, isDeferred);

    /// <summary>The same trainer as a rank of several, which all call it with the same model, data and settings; the results are those of one process with as many parts of a batch. Error: <see cref="TrainingError"/>.</summary>
    /// <param name="ranks">The ranks, at most as many as parts of a batch; not owned.</param>
    /// <param name="areNetsDealt">Whether each rank evaluates the nets of its own function groups only, and tables are exchanged; else all ranks evaluate all nets, and gradients of tables are.</param>
    public Either<TrainingError, Trainer> Among(ICollective ranks, bool areNetsDealt) => task.Settings.Batches.AverageEvery is not null && 2 * ranks.Count > task.Settings.Batches.Size
        ? new TrainingError.BadSetting("the batch size", FormattableString.Invariant($"{task.Settings.Batches.Size}"), FormattableString.Invariant($"at least two rows for each of the {ranks.Count} ranks, since each makes steps by itself"))
        : task.Settings.Batches.AverageEvery is null && ranks.Count > task.Settings.Batches.Shards
        ? new TrainingError.BadSetting("the number of parts of a batch", FormattableString.Invariant($"{task.Settings.Batches.Shards}"), FormattableString.Invariant($"at least the number of ranks, {ranks.Count}"))
        : new Trainer(task with { Others = (ranks, areNetsDealt) }, from, isDeferred);

    /// <summary>Times the nets of the model and the network between ranks, for what ways of sharing steps would take; the same figures on every rank. Nothing is changed.</summary>
    /// <param name="ranks">The ranks, which all call this with the same model; of one alone, nets only.</param>
    public RankCosts Measure(ICollective ranks) => RankTiming.Measure(task, ranks);

    /// <summary>The same trainer that looks at numbers only when it reports, as on a device that should not be waited for.</summary>
    internal Trainer Deferred() => new(task, from, isDeferred: true);

    /// <summary>Trains, and leaves the parameters of the best validation in place.</summary>
    /// <param name="report">Called after each validation, and after each step or as often as the settings say.</param>
    /// <param name="cancellation">Stops the run after the step at hand.</param>
    public TrainingOutcome Run(Action<TrainingRecord> report, CancellationToken cancellation) => Run(report, Checkpointing.None, cancellation);

    /// <summary>Trains, gives states to be kept, and leaves the parameters of the best validation in place.</summary>
    /// <param name="report">Called after each validation, and after each step or as often as the settings say.</param>
    /// <param name="checkpointing">How often states are given, and to whom.</param>
    /// <param name="cancellation">Stops the run after the step at hand; its state is given before the last validation is made.</param>
    /// <exception cref="RowsLostException">Rows cannot be read any more; the state before the step that needed them was given.</exception>
    public TrainingOutcome Run(Action<TrainingRecord> report, Checkpointing checkpointing, CancellationToken cancellation)
    {
        using var session = new TrainingSession(task, report, from, isDeferred);
        var reason = session.Due(cancellation);
        while (reason is null) reason = Next(session, checkpointing, cancellation);

        if (reason != StopReason.NotFinite) session.Keep(checkpointing);
        return session.Close(reason.Value);
    }

    private static StopReason? Next(TrainingSession session, Checkpointing checkpointing, CancellationToken cancellation)
    {
        try
        {
            var isMade = session.Step();
            var reason = session.Due(cancellation);
            if (!isMade || (reason is not null && !session.IsUnreadFinite))
                return session.GoBack(checkpointing) ? session.Due(cancellation) : StopReason.NotFinite;
            if (reason is null && checkpointing.IsDue(session.Progress.Step)) session.Keep(checkpointing);
            return reason;
        }
        catch (RowsLostException) when (session.IsWhole)
        {
            session.Keep(checkpointing);
            throw;
        }
    }
}
