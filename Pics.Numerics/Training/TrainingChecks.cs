using System.Globalization;

namespace Pics.Numerics;

/// <summary>What must hold before a run starts.</summary>
internal static class TrainingChecks
{
    public static TrainingError? FindError(FoldedQpc circuit, ICircuitParameters parameters, DatasetSplits data, TrainingSettings settings) =>
        Setting(settings) ?? OfParts(parameters, settings) ?? (settings.Optimiser.Kind == OptimiserKind.Em ? OfEm(parameters) : null) ?? Impossible(settings.Rules, circuit.Rule, parameters) ?? Rows(data, settings) ?? new[] { data.Train, data.Validation }.Select(part => Fit(circuit, part)).FirstOrDefault(error => error is not null);

    /// <summary>Whether rows can be evidence for a circuit.</summary>
    public static TrainingError? Fit(FoldedQpc circuit, Dataset data)
    {
        if (circuit.Scope.Columns > data.Variables)
            return new TrainingError.DataMismatch(data.Name, $"{data.Variables} variable(s)", $"variables up to number {circuit.Scope.Columns - 1}");
        return (from layer in circuit.Layers.OfType<FoldedLayer.Input>()
                let family = layer.Family
                from variable in layer.Variables.Zip(layer.Observations).Where(input => input.Item2 is Observation.Open).Select(input => input.Item1)
                select Family(data, variable, family)).FirstOrDefault(error => error is not null);
    }

    /// <summary>Whether a run can go on from a state.</summary>
    public static TrainingError? Fit(TrainingState state, TrainingTask task) =>
        state.Progress.Rows != task.Data.Train.Rows ? new TrainingError.StateMismatch($"{state.Progress.Rows} training rows", $"{task.Data.Train.Rows}")
        : state.Progress.Stage is var stage and > 0 && stage >= task.Settings.Rules.Refinement.All.Count ? new TrainingError.StateMismatch($"stage {stage + 1} of a refinement of K", $"{task.Settings.Rules.Refinement.All.Count} of them")
        : TrainingTensors.FindDifference(state, task.Parameters, task.Settings.Optimiser.Kind) is var (found, expected) ? new TrainingError.StateMismatch(found, expected)
        : null;

    private static TrainingError? Family(Dataset data, int variable, InputFamily family)
    {
        var kind = data.Columns[variable].Kind;
        if (family.Channels != data.Channels)
            return new TrainingError.DataMismatch(data.Name, $"{data.Channels} channel(s)", $"{family.Channels} channel(s)");
        var expected = family.Match(_ => AtMost(family), _ => AtMost(family), _ => AtMost(family), _ => "any numbers", _ => AtMost(family), _ => "values 0, 1, ... or counts");
        var fits = (family is InputFamily.Gaussian && kind is not ColumnKind.Binned) || kind.Match(
            categorical => family.Values.Match(values => categorical.Values <= values, () => true),
            _ => family is InputFamily.Poisson,
            _ => false,
            binned => family.Values.Match(values => binned.Bins.Count <= values, () => false));
        return fits ? null : new TrainingError.DataMismatch(data.Name, $"{kind.Label} at variable {variable}", $"{expected} there");
    }

    private static string AtMost(InputFamily family) => $"at most {Plural.Of(family.Values.IfNone(0), "value")}";

    private static TrainingError? Setting(TrainingSettings settings)
    {
        TrainingError? Bad(bool isBad, string name, double value, string expected) =>
            isBad ? new TrainingError.BadSetting(name, value.ToString(CultureInfo.InvariantCulture), expected) : null;
        return Bad(!double.IsFinite(settings.Optimiser.LearningRate) || settings.Optimiser.LearningRate <= 0, "the learning rate", settings.Optimiser.LearningRate, "a positive number")
            ?? Bad(!double.IsFinite(settings.Optimiser.WeightDecay) || settings.Optimiser.WeightDecay < 0, "the weight decay", settings.Optimiser.WeightDecay, "zero or a positive number")
            ?? (settings.Optimiser.Kind == OptimiserKind.Em ? OfEm(settings.Optimiser) : null)
            ?? Bad(settings.Batches.Size < 1, "the batch size", settings.Batches.Size, "at least 1")
            ?? Bad(settings.Batches.MicroBatch is { } micro && (micro < 1 || micro > settings.Batches.Size), "the micro-batch", settings.RowsAtOnce, $"1 to the batch size, {settings.Batches.Size}")
            ?? Bad(!Shards.IsPossible(settings.Batches.Shards), "the number of parts of a batch", settings.Batches.Shards, "a power of two from 1 to 65536")
            ?? Bad(settings.Batches.AverageEvery < 1, "the number of steps between averages over ranks", settings.Batches.AverageEvery ?? 1, "at least 1")
            ?? Bad(settings.Reports.ReportEvery < 1, "the number of steps between reports", settings.Reports.ReportEvery ?? 1, "at least 1")
            ?? Bad(settings.Stopping.MaxEpochs < 1, "the number of epochs", settings.Stopping.MaxEpochs, "at least 1")
            ?? Bad(settings.Stopping.MaxSteps < 0, "the number of steps", settings.Stopping.MaxSteps, "zero or more")
            ?? Bad(!(settings.Stopping.MaxSeconds > 0), "the number of seconds", settings.Stopping.MaxSeconds, "a positive number")
            ?? Bad(settings.Reports.ValidateEvery < 1, "the number of steps between validations", settings.Reports.ValidateEvery, "at least 1")
            ?? Bad(settings.Stopping.Patience < 1, "patience", settings.Stopping.Patience, "at least 1")
            ?? Bad(!(settings.Stopping.MinDelta >= 0), "min delta", settings.Stopping.MinDelta, "zero or a positive number")
            ?? Bad(!(settings.Recovery.Factor > 0 && settings.Recovery.Factor < 1), "the factor of the learning rate after a numerical failure", settings.Recovery.Factor, "between 0 and 1")
            ?? Bad(settings.Recovery.Retries < 0, "the number of retries after a numerical failure", settings.Recovery.Retries, "zero or more")
            ?? settings.Optimiser.Schedule.Match(_ => null, cosine =>
                Bad(cosine.Period < 1, "the period of the schedule", cosine.Period, "at least 1")
                ?? Bad(!double.IsFinite(cosine.Minimum) || cosine.Minimum < 0, "the minimum rate of the schedule", cosine.Minimum, "zero or a positive number"));
    }

    private static TrainingError? OfEm(OptimiserSettings settings)
    {
        string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
        return settings.LearningRate > 1 ? new TrainingError.BadSetting("the step of EM", Text(settings.LearningRate), "above 0 and at most 1")
            : !(settings.Momentum >= 0 && settings.Momentum < 1) ? new TrainingError.BadSetting("the momentum of EM", Text(settings.Momentum), "from 0 to below 1")
            : !(settings.PseudoCount >= 0 && double.IsFinite(settings.PseudoCount)) ? new TrainingError.BadSetting("the pseudo-count of EM", Text(settings.PseudoCount), "zero or a positive number")
            : settings.WeightDecay != 0 ? new TrainingError.BadSetting("the weight decay", Text(settings.WeightDecay), "0 with EM, which has no penalty but its pseudo-count")
            : null;
    }

    /// <summary>What parts of a batch cannot add up; null if nothing.</summary>
    private static TrainingError? OfParts(ICircuitParameters parameters, TrainingSettings settings) => settings.Batches.Sums == ShardSums.Nets && parameters is not PicNets
        ? new TrainingError.BadSetting("what parts of a batch add up", "gradients of nets for a model that has none", "gradients of tables")
        : settings is { Batches.AverageEvery: not null, Optimiser.Kind: OptimiserKind.Em } ? new TrainingError.BadSetting("the optimiser", "EM with averages over ranks", "Adam, or EM without them")
        : null;

    /// <summary>What EM cannot change; null if nothing.</summary>
    private static TrainingError? OfEm(ICircuitParameters parameters) =>
        parameters is not FreeWeights free ? new TrainingError.BadSetting("the optimiser", "EM for a PIC, whose functions are nets", "Adam, or the model a plain circuit")
        : free.Groups.Select(entry => EmSlot.FindFault(entry.Group)).FirstOrDefault(fault => fault is not null) is { } family ? new TrainingError.BadSetting("the optimiser", $"EM for inputs of the family {family}", "Adam, since only categorical, Bernoulli and binomial inputs have weights that follow from counts")
        : null;

    private static TrainingError? Rows(DatasetSplits data, TrainingSettings settings) =>
        settings.Batches.StepsOf(data.Train.Rows) < 1 ? new TrainingError.TooFewRows("training", data.Train.Rows, settings.Batches.Size)
        : data.Validation.Rows < 1 ? new TrainingError.TooFewRows("validation", data.Validation.Rows, 1)
        : null;

    /// <summary>What of these rules is impossible for a rule of use; null if nothing is.</summary>
    private static TrainingError? Impossible(StepRules rules, QuadratureRule use, ICircuitParameters parameters)
    {
        if (rules.NetNodes is { } own && (own < 1 || !rules.IsShifted))
            return own < 1
                ? new TrainingError.BadSetting("the number of nodes of the nets", FormattableString.Invariant($"{own}"), "at least 1")
                : new TrainingError.BadSetting("the number of nodes of the nets", FormattableString.Invariant($"{own} under rules that are not shifted"), "for shifted rules only, since nets would learn these nodes");
        if (rules.AreFixed) return null;
        if (!parameters.IsOfEveryRule) return new TrainingError.BadSetting(rules.IsShifted ? "the shift of rules" : "the refinement", "wished", "none where the model is no PIC, whose K and nodes are its own");
        if (rules.IsShifted && (!double.IsFinite(use.From) || !double.IsFinite(use.To) || StoredRule.Of(use) is StoredRule.Own))
            return new TrainingError.BadSetting("the shift of rules", $"wished for the {use.Name} rule", "for a rule that is constructed by name on an interval, as midpoint or Gauss-Legendre");
        var stages = rules.Refinement.All;
        foreach (var (stage, next) in stages.Zip(stages.Skip(1)))
        {
            if (next.Nodes <= stage.Nodes) return new TrainingError.BadSetting("a K of the refinement", FormattableString.Invariant($"{next.Nodes} after {stage.Nodes}"), "larger than the one before it");
            if (rules.Refinement is Refinement.Stages && stage.Steps is null) return new TrainingError.BadSetting("the number of steps", FormattableString.Invariant($"open at K = {stage.Nodes}"), "given for all stages of the refinement but the last");
        }

        if (rules.Refinement is not Refinement.None && stages.IsEmpty) return new TrainingError.BadSetting("the refinement", "without K", "a list of K");
        if (stages.Exists(stage => stage.Steps < 1)) return new TrainingError.BadSetting("the number of steps of a stage of the refinement", "less than 1", "at least 1");
        if (rules.Refinement is Refinement.Plateaus { Patience: < 1 } plateaus) return new TrainingError.BadSetting("the patience of the refinement", FormattableString.Invariant($"{plateaus.Patience}"), "at least 1");
        return stages.Map(stage => rules.OfStage(use, stage.Nodes)).Choose(rule => rule.Match(_ => Option<PicsError>.None, Option<PicsError>.Some)).HeadOrNone()
            .MatchUnsafe<TrainingError?>(error => new TrainingError.BadSetting("a K of the refinement", "impossible", error.Explain()), () => null);
    }
}
