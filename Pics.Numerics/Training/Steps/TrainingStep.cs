namespace Pics.Numerics;

/// <summary>The parts of a step.</summary>
public enum StepPart
{
    /// <summary>The evidence of the batch.</summary>
    Batch,

    /// <summary>The parameters of the circuit, from those that are trained.</summary>
    Materialise,

    /// <summary>Log-likelihoods, and their gradients by the parameters of the circuit.</summary>
    Circuit,

    /// <summary>From these gradients to those of the trained parameters.</summary>
    Nets,

    /// <summary>The optimiser's step.</summary>
    Optimiser,
}

/// <summary>One step of training: the circuit's parameters from the trained ones, their gradients part by part of the batch, back to the trained ones, Adam; or of free weights counts in place of gradients, and EM.</summary>
/// <remarks>For loops of one's own and for measurements; <see cref="Trainer"/> checks settings and data, and goes back after numerical failures. Owns tensors.</remarks>
public sealed class TrainingStep : IDisposable
{
    private ICircuitEngine engine;
    private QuadratureRule rule;
    private readonly ICircuitParameters parameters;
    private readonly Dataset data;
    private readonly TrainingSettings settings;
    private readonly Device device;
    private readonly IStepMethod method;
    private readonly Team team;
    private readonly RowShare share;
    private readonly bool ownsTeam;
    private readonly TrainingRows rows;
    private readonly RowUnits units; // the mean is in the data's own units
    private readonly Tensor unread; // the sum of the batches' means since the last reading, [] of float64 on the device
    private readonly Tensor missing; // the sum of the mean numbers of dimensions that their rows do not observe, likewise
    private int steps;

    /// <summary>A step that was not made yet, with fresh moments.</summary>
    /// <param name="engine">The compiled circuit; not owned.</param>
    /// <param name="rule">The quadrature rule.</param>
    /// <param name="parameters">What is trained, in place; not owned.</param>
    /// <param name="data">The training rows, which must fit the circuit.</param>
    /// <param name="settings">How; possible ones.</param>
    public TrainingStep(ICircuitEngine engine, QuadratureRule rule, ICircuitParameters parameters, Dataset data, TrainingSettings settings)
        : this(engine, rule, parameters, data, settings, null, RowShare.Whole)
    {
    }

    /// <summary>The same for a rank of a team, which is not owned; null for a process by itself, which may have a part of the rows of each batch.</summary>
    internal TrainingStep(ICircuitEngine engine, QuadratureRule rule, ICircuitParameters parameters, Dataset data, TrainingSettings settings, Team? team, RowShare share)
    {
        this.share = share;
        (this.engine, this.rule, this.parameters, this.data, this.settings) = (engine, rule, parameters, data, settings);
        (this.team, ownsTeam) = (team ?? Team.Alone(share == RowShare.Whole ? settings.Batches.Shards : 1), team is null);
        device = parameters.Trainable[0].device;
        IsChecked = device.type == DeviceType.CPU || settings.ReportEveryOn(device.type) == 1;
        using (var numbers = parameters.Materialize(rule, null, forGradients: false, engine.Kind, this.team.Owns))
            method = settings.Optimiser.Kind == OptimiserKind.Em
                ? new EmMethod((FreeWeights)parameters, settings, data.Rows, numbers.Tensors)
                : new GradientMethod(parameters, settings, numbers.Tensors, SumsOfNets);
        rows = TrainingRows.For(data, device);
        units = RowUnits.Of(data);
        unread = zeros([], ScalarType.Float64, device).DetachFromDisposeScope();
        missing = zeros([], ScalarType.Float64, device).DetachFromDisposeScope();
    }

    /// <summary>Whether the host looks at each step before it goes on; else nothing is asked of the device until <see cref="Read"/>.</summary>
    internal bool IsChecked { get; set; }

    /// <summary>Whether there are steps since the last <see cref="Read"/>.</summary>
    internal bool HasUnread => steps > 0;

    /// <summary>What <see cref="Read"/> would give.</summary>
    internal StepSums Unread => steps == 0 ? default : new(steps, unread.item<double>(), missing.item<double>());

    /// <summary>What is kept from step to step; not for steps.</summary>
    internal IOptimiser Optimizer => method.Optimiser;

    /// <summary>Goes on from steps that were not read; the optimiser is set apart from this.</summary>
    internal void Resume(StepSums sums)
    {
        using var scope = NewDisposeScope();
        unread.fill_(Held.Of(sums.Nats));
        missing.fill_(Held.Of(sums.Missing));
        steps = sums.Steps;
    }

    /// <summary>Goes on under another rule; nothing is made anew where K stays.</summary>
    /// <param name="under">The compiled circuit at the K of the rule; not owned.</param>
    /// <param name="by">The quadrature rule.</param>
    public void Use(ICircuitEngine under, QuadratureRule by)
    {
        var isSame = by.Count == rule.Count;
        (engine, rule) = (under, by);
        if (isSame) return;
        using var numbers = parameters.Materialize(rule, null, forGradients: false, engine.Kind, team.Owns);
        method.Reshape(numbers.Tensors);
        team.Reshape();
    }

    /// <summary>Begins an epoch with its order of the rows.</summary>
    public void Begin(int[] order)
    {
        rows.Begin(order);
        units.Begin(order);
    }

    /// <summary>The evidence of a batch, [B, variables, channels].</summary>
    /// <param name="start">The place of the batch in the epoch.</param>
    internal Tensor Batch(int start) => rows.Batch(start, Count(start));

    /// <summary>Makes a step. Where steps are not looked at it says that it is made.</summary>
    /// <param name="start">The place of the batch in the epoch.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="lap">Told each part when it is done.</param>
    public StepResult Make(int start, double rate, Action<StepPart>? lap = null)
    {
        using var scope = NewDisposeScope();
        using var numbers = parameters.Materialize(rule, settings.Rules.NetNodes, forGradients: method.GoesBack, engine.Kind, team.Owns);
        team.ShareTables(numbers.Tensors, isForGuests: false);
        lap?.Invoke(StepPart.Materialise);
        var (mean, hidden) = Look(numbers, start, lap);
        lap?.Invoke(StepPart.Circuit);
        if (IsChecked && !double.IsFinite(mean.item<double>())) return StepResult.Refused;
        // Where nothing is asked of the device whatever is not finite makes the mean so, to be found when it is read.
        var result = method.Change(numbers, rate, team, IsChecked ? null : mean, lap);
        if (result != StepResult.Made) return result;
        parameters.Project();
        lap?.Invoke(StepPart.Optimiser);
        unread.Plus_(mean.mul_(Held.Of(Part(start))));
        missing.Plus_(hidden.mul_(Held.Of(Part(start))));
        steps++;
        return StepResult.Made;
    }

    /// <summary>Sums over the batches since the last reading, each before its step; not finite if a number in them or in their gradients was not.</summary>
    internal StepSums Read()
    {
        using var scope = NewDisposeScope();
        var sums = Unread;
        unread.zero_();
        missing.zero_();
        steps = 0;
        return sums;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        method.Dispose();
        if (ownsTeam) team.Dispose();
        rows.Dispose();
        unread.Dispose();
        missing.Dispose();
    }

    /// <summary>Whether gradients go back through the nets part by part of a batch.</summary>
    private bool SumsOfNets => settings.Batches.Sums == ShardSums.Nets && settings.Batches.Shards > 1 && share == RowShare.Whole;

    /// <summary>The part of a batch's rows that the step is made on.</summary>
    private double Part(int start) => share == RowShare.Whole ? 1 : share.Of(Count(start)).Count / (double)Count(start);

    private int Count(int start) => settings.Batches.CountAt(start, data.Rows);

    /// <summary>Looks at a batch, and gives the mean normalised log-likelihood in the data's own units, and the mean number of dimensions that are not observed, each [] of float64.</summary>
    private (Tensor Mean, Tensor Missing) Look(Materialization numbers, int start, Action<StepPart>? lap)
    {
        var (skipped, count) = share.Of(Count(start));
        var first = start + skipped;
        var sums = SumsOfNets
            ? team.SumOfNets(count, parameters, (part, isLast) =>
            {
                var seen = Look(numbers.Tensors, (first, count), [part.First, part.First + part.Count], method.Sums, lap).squeeze(0);
                numbers.GoBack(method.Sums, isLast);
                return seen;
            }, 3)
            : team.Sum(count, BatchParts.AtOnce(engine.Kind, count, team.Shards, settings.RowsAtOnce), method.Sums, (bounds, into) => Look(numbers.Tensors, (first, count), bounds, into, lap), 3);
        sums.div_(Held.Of((double)count));
        var mean = sums[0].clone();
        if (method.Complete(engine, numbers.Tensors, count, () => LogLikelihood.NoEvidence(data, device)) is { } logZ) mean.sub_(logZ);
        return (units.IsNone ? mean : mean.sub_(sums[1]), sums[2].clone());
    }

    /// <summary>Looks at parts of a batch, and gives the sums of log-likelihoods, of their units and of dimensions that are not observed of each, [parts, 3] of float64.</summary>
    private Tensor Look(CircuitTensors numbers, (int First, int Count) batch, ImmutableArray<int> bounds, CircuitTensors into, Action<StepPart>? lap)
    {
        using var scope = NewDisposeScope();
        var scales = zeros(bounds.Length - 1, ScalarType.Float64, device);
        var hidden = zeros(bounds.Length - 1, ScalarType.Float64, device);
        Tensor Rows(int start, int some)
        {
            var rows = this.rows.Batch(batch.First + start, some);
            if (start == bounds[0]) lap?.Invoke(StepPart.Batch);
            for (var part = 0; part < bounds.Length - 1; part++)
            {
                var (from, to) = (Math.Max(start, bounds[part]), Math.Min(start + some, bounds[part + 1]));
                if (from >= to) continue;
                var own = rows.narrow(0, from - start, to - from);
                if (!units.IsNone) scales[part].Plus_(units.Sum(own, batch.First + from, to - from));
                hidden[part].Plus_(EvidenceTensors.IsHidden(own).sum());
            }

            return rows;
        }

        var sums = method.Look(engine, numbers, batch.Count, new(bounds, Rows), into);
        return stack([sums, scales, hidden], 1).MoveToOuterDisposeScope();
    }
}
