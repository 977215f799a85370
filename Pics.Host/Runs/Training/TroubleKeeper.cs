using System.Globalization;
using System.Text.Json;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Says each number of a run that was not finite, and describes it in a folder: trouble/step-N with trouble.json, rows.safetensors and the lines of metrics.jsonl that are void.</summary>
internal sealed class TroubleKeeper(RunFolder folder, MetricsFile metrics, TrainingSetup setup)
{
    private string? described;

    /// <summary>Why the run stopped, in a sentence; null if it did not stop in trouble.</summary>
    public string? Ending { get; private set; }

    /// <summary>Describes a trouble.</summary>
    public void Keep(NumericalFailure trouble)
    {
        var place = Free(trouble.Step);
        var saved = Save(place, trouble).Match(
            _ => $"its batch is in '{place}'",
            error => $"its batch is not saved, {error.Sentence}");
        described = saved.StartsWith("its batch is in", StringComparison.Ordinal) ? place : null;
        var what = $"{trouble.Explain()}; {saved}";
        if (trouble.NextRetry is { } retry)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"pics: {what}, and training goes on from step {trouble.Good.Step} with {setup.Settings.Recovery.TroubleFactor} of the learning rate (retry {retry} of {setup.Settings.Recovery.TroubleRetries})"));
            return;
        }

        var why = trouble.IsFirst && trouble.Place is not FailurePlace.Update
            ? "no learning rate changes that, since no step is between it and the last good state"
            : $"it went back {trouble.Good.Retries} time(s) before";
        Ending = $"The run stopped: {what}, and {why}; "
            + (trouble.IsHopeless ? "there is no good state to go on from" : $"the state of step {trouble.Good.Step} is kept, and the run goes on from it with: train --resume {folder.Path} --learning-rate LOWER");
    }

    /// <summary>Takes the lines away that are void after the run went back.</summary>
    public void Return(TrainingProgress to)
    {
        var lines = metrics.CutTo(to.Records);
        if (described is { } place) folder.Writer(Path.Combine(place, "metrics.jsonl"), stream => stream.Write(lines)).IfLeft(error => Console.Error.WriteLine($"pics: {error.Explain()}"));
        described = null;
    }

    private Either<Failure, Unit> Save(string place, NumericalFailure trouble)
    {
        try
        {
            Directory.CreateDirectory(place);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{place}' cannot be written: {error.Message.TrimEnd('.')}");
        }

        using var scope = NewDisposeScope();
        var rows = tensor(trouble.Rows.Select(row => (long)row).ToArray());
        var sources = tensor(trouble.Rows.Select(row => (long)setup.Data.Train.Source(row)).ToArray());
        var tensors = new List<(string, Tensor)> { ("rows", rows), ("sources", sources), ("values", trouble.Evidence.cpu()) };
        if (trouble.LogLikelihoods.numel() > 0) tensors.Add(("log_likelihoods", trouble.LogLikelihoods));
        return from written in SafetensorsWriter.Write(Path.Combine(place, "rows.safetensors"), tensors, new Dictionary<string, string>(), folder.Writer).MapLeft(Failure.Of)
               from told in folder.Writer(Path.Combine(place, "trouble.json"), stream => JsonSerializer.Serialize(stream, Description(trouble), RunSettings.Json)).MapLeft(Failure.Of)
               select told;
    }

    private Dictionary<string, object?> Description(NumericalFailure trouble) => new()
    {
        ["sentence"] = trouble.Explain(),
        ["step"] = trouble.Step,
        ["epoch"] = trouble.Epoch,
        ["learningRate"] = trouble.LearningRate,
        ["place"] = trouble.Place.Label,
        ["where"] = trouble.Place.Explain(),
        ["data"] = setup.Data.Train.Name,
        ["rows"] = trouble.Rows,
        ["badRows"] = trouble.BadRows,
        ["badSources"] = trouble.BadRows.Select(setup.Data.Train.Source),
        ["goesOnFrom"] = trouble.Good.Step,
        ["retry"] = trouble.NextRetry,
    };

    private string Free(long step)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"step-{step:D8}");
        return Enumerable.Range(1, int.MaxValue).Select(count => Path.Combine(folder.Troubles, count == 1 ? name : $"{name}-{count}")).First(path => !Directory.Exists(path));
    }
}
