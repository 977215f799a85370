using System.Globalization;

namespace Pics.Host;

/// <summary>What <c>train</c> says of a run before and after it.</summary>
internal sealed class TrainReport(TrainingSetup setup, StoredModel model, string folder)
{
    private readonly RunSettings settings = setup.Settings;
    private readonly DatasetSplits data = setup.Data;

    /// <summary>What is trained, and from where on.</summary>
    public void Begin(TrainingProgress from)
    {
        if (from.Step == 0 && !setup.Chosen.Choices.IsEmpty) PlanReport.Print(setup);
        else if (from.Step == 0 && !setup.Chosen.Found.AreTable) PlanReport.Notes(setup);
        Console.Out.WriteLine($"Training a {(settings.IsPlain ? "plain circuit" : "PIC (probabilistic integral circuit)")} on {settings.Data.Label}: {settings.Structure.Name}, {EnumWord.Of(settings.Model.Merge)} merge, K = {settings.Model.K}, "
            + $"{Tables.Count(model.Parameters.Trainable.Sum(parameter => parameter.numel()))} parameters, {Tables.Count(data.Train.Rows)} training rows.");
        if (StepRuleWords.Of(settings) is { } rules) Console.Out.WriteLine(rules);
        Console.Out.WriteLine(setup.Choice.Explain());
        if (setup.Road.RootCost(settings) is { } cost) Console.Out.WriteLine(cost);
        if (LeftOut is { } sentence) Console.Out.WriteLine(sentence);
        if (from.Step > 0) Console.Out.WriteLine($"Going on from the checkpoint of step {from.Step}, epoch {from.Epoch}.");
    }

    /// <summary>How it ended; gives the exit code.</summary>
    /// <param name="outcome">The end.</param>
    /// <param name="scores">Of the parameters that were kept.</param>
    /// <param name="more">With more nodes.</param>
    /// <param name="pruned">What was taken away of the weights; null for nothing.</param>
    /// <param name="trouble">Where a run stopped at a number that is not finite, what that was, in a sentence.</param>
    public int End(TrainingOutcome outcome, ModelScores scores, IReadOnlyList<ModelScores> more, PrunedWeights? pruned, string? trouble)
    {
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Reason(outcome.Reason)} after {outcome.Steps} {(outcome.Steps == 1 ? "step" : "steps")} in {outcome.Seconds:F0} s ({outcome.SecondsPerStep * 1000:F0} ms per step, peak memory {Machine.PeakMemory()} MiB); kept the parameters of step {outcome.BestStep}."));
        if (outcome.Retries > 0) Console.Out.WriteLine($"It went back {outcome.Retries} time(s) after a number that was not finite, each time with {Tables.Number(settings.Recovery.TroubleFactor, 3)} of the learning rate.");
        Print(scores);
        if (pruned is not null) Print(pruned);
        Scoring.SayEmpty([("validation", data.Validation), ("test", data.Test)]);
        if (LargerK.Explain(more, data.Train.Image is null ? null : DataReading.Bits("bits per dimension", settings.Data), settings.Learning.Shift) is { } sentence) Console.Out.WriteLine(sentence);
        if (IsDensity) Console.Out.WriteLine(data.Train.Image is null
            ? "Columns of real numbers count with their density per unit of the data, so figures change with the unit, and may be positive."
            : "Gaussian inputs have densities where others have probabilities: compare these figures with those of Gaussian inputs only.");
        Console.Out.WriteLine($"Run folder: {folder}");
        if (data.Train.Image is null && outcome.Reason is StopReason.Finished or StopReason.Patience)
            Console.Out.WriteLine("Next, each with this folder: query asks it, impute fills what a table misses, sample draws rows, score finds rows that do not fit, report makes a page of it.");
        if (outcome.Reason == StopReason.Cancelled) Console.Out.WriteLine($"It goes on with: train --resume {folder}");
        if (outcome.Reason != StopReason.NotFinite) return outcome.Reason == StopReason.Cancelled ? StopSignals.Cancelled : 0;
        Console.Error.WriteLine(trouble);
        return 1;
    }

    /// <summary>Says it where more than a tenth of the rows are in no batch of an epoch; null elsewhere.</summary>
    private string? LeftOut
    {
        get
        {
            var (rows, batches) = (data.Train.Rows, setup.Settings.Training.Batches);
            var left = batches.Last == LastBatch.Drop ? rows % batches.Size : 0;
            return left * 10L > rows ? $"{Tables.Count(left)} of the {Tables.Count(rows)} rows, which fill no batch of {Tables.Count(batches.Size)}, are left out of each epoch; --last-batch even uses all." : null;
        }
    }

    private bool IsDensity => (data.Train.Image is null && data.Train.Columns.Any(column => column.Kind is ColumnKind.Real or ColumnKind.Binned)) || model.Pic.Groups.Any(group => group.Signature.Match(density => density.Family is InputFamily.Gaussian, _ => false));

    private void Print(ModelScores scores)
    {
        var isTable = data.Test.Image is null;
        var uniform = Baselines.Uniform(data.Test);
        string Show(string split, double logLikelihood) => double.IsNaN(logLikelihood) ? "-"
            : isTable ? Tables.Number(logLikelihood, 3)
            : Tables.Number(BitsPerDimension.Of(logLikelihood, data.Test.Dimensions * (scores.Of(split)?.Observed ?? 1)), 4);
        (string Name, Dataset Rows)[] splits = [("validation", data.Validation), ("test", data.Test)];
        IReadOnlyList<string> Line(string name, Func<string, Dataset, double> value) => [name, .. splits.Select(split => Show(split.Name, split.Rows.Rows == 0 ? double.NaN : value(split.Name, split.Rows)))];
        IReadOnlyList<string>[] lines =
        [
            Line("this model", (name, _) => scores.Of(name)?.LogLikelihood ?? double.NaN),
            Line(isTable ? "independent columns" : "independent dimensions", (_, rows) => Baselines.IndependentDimensions(data.Train, rows)),
            .. isTable && double.IsNaN(uniform) ? Array.Empty<IReadOnlyList<string>>() : [Line("uniform", (_, rows) => Baselines.Uniform(rows))],
        ];
        Tables.Print([isTable ? "log-likelihood in nats a row" : DataReading.Bits("bits per dimension", settings.Data), "validation", "test"], lines);
        if (scores.Splits.Select(split => split.Observed).Distinct().Count() > 1) Console.Out.WriteLine($"Of the cells {string.Join(" and ", scores.Splits.Select(split => $"{Scoring.Percent(split.Observed)} % of the {split.Split} rows"))} are observed; rows that observe less have larger log-likelihoods.");
        if (isTable && data.Train.Variables > 1 && settings.Structure.Name != Structures.FullyFactorisedName) Gain(scores); // which knows of no dependence
    }

    private void Print(PrunedWeights pruned)
    {
        Console.Out.WriteLine($"{Tables.Count(pruned.Removed)} of {Tables.Count(pruned.Weights)} weights of sums were taken away, which fewer than {pruned.Least.ToString("0.######", CultureInfo.InvariantCulture)} training rows use; the figures above are without them. With them it was:");
        Print(pruned.Before);
    }

    /// <summary>Says what a model of a table gains, and where that is hardly anything.</summary>
    private void Gain(ModelScores scores)
    {
        TableGain? On(string name, Dataset rows) => rows.Rows == 0 || scores.Of(name) is not { } score ? null : new(name, rows.Rows, score.LogLikelihood - Baselines.IndependentDimensions(data.Train, rows));
        var (test, validation) = (On("test", data.Test), On("validation", data.Validation));
        if ((test ?? validation) is not { } reported) return;
        if (TableGain.Explain(reported, test is null ? null : validation, Missed) is { } sentence) Console.Out.WriteLine(sentence);
    }

    private string Missed(double little) => MissedDependence.Find(data.Train, little) ?? $"the columns may be nearly independent, or the {Tables.Count(data.Train.Rows, "row")} to learn from too few";

    private static string Reason(StopReason reason) => reason switch
    {
        StopReason.Finished => "Finished",
        StopReason.Patience => "Stopped without improvement",
        StopReason.Cancelled => "Cancelled",
        _ => "Stopped at a number that is not finite",
    };
}
