using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>A model of the experiment that was trained, and its figures.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Dataset">The data set.</param>
/// <param name="Figures">What its bits are.</param>
/// <param name="Size">What was trained, and how long.</param>
/// <param name="Bits">Bits per dimension.</param>
/// <param name="Command">The words after the program's name that repeat it.</param>
internal sealed record AgainstRun(string Model, string Dataset, BaselineFigures Figures, AgainstSize Size, AgainstBits Bits, string Command)
{
    /// <summary>The test rows, from the first, that all models are scored on: a bound with many samples takes too long on all of them.</summary>
    public const int ScoredRows = 1000;

    private const int Seed = 42;

    /// <summary>Trains a model, or takes the figures of one that finished before with the same options.</summary>
    /// <param name="model">Which.</param>
    /// <param name="folder">Where the files of all are.</param>
    /// <param name="dataRoot">The folder with one folder per data set; null for where downloads are.</param>
    /// <param name="seconds">Time of its training at most.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<Failure, AgainstRun> Of(AgainstModel model, string folder, string? dataRoot, double seconds, CancellationToken cancellation)
    {
        var place = Path.Combine(folder, Slug(model.Label));
        return model.Baseline is { } kind ? OfBaseline(model, kind, place + ".json", dataRoot, seconds, cancellation) : OfCircuit(model, place, dataRoot, seconds, cancellation);
    }

    private static Either<Failure, AgainstRun> OfCircuit(AgainstModel model, string place, string? dataRoot, double seconds, CancellationToken cancellation)
    {
        return from part in model.HasStages ? Train(AgainstModel.PartOfTrial, place + "-trial").Map(trial => AgainstModel.PartOfTrial * seconds / trial.Results.Outcome.Seconds) : 1
               from run in Train(part, place)
               from scored in ExperimentRun.FirstRows(run.Settings, place, ScoredRows)
               let size = new AgainstSize(run.Results.Parameters, run.Results.Outcome.Steps, run.Results.Outcome.Seconds)
               select new AgainstRun(model.Name, model.Dataset, BaselineFigures.Exact, size, new(run.Score("validation").BitsPerDimension, scored.BitsPerDimension) { AllRows = run.Score("test").BitsPerDimension }, run.Command);

        Either<Failure, ExperimentRun> Train(double part, string folder)
        {
            var row = new ExperimentRow(model.Label, model.Options(seconds, part));
            var experiment = new Experiment(model.Label, Measure.BitsPerDimension, JsonSerializer.SerializeToElement(new { }), [row], [Seed]);
            return ExperimentRun.Of(experiment, row, Seed, folder, dataRoot, Processes.Alone, cancellation);
        }
    }

    private static Either<Failure, AgainstRun> OfBaseline(AgainstModel model, BaselineKind kind, string file, string? dataRoot, double seconds, CancellationToken cancellation)
    {
        var settings = new BaselineSettings { Model = kind, Dataset = model.Dataset, Data = dataRoot is null ? null : Path.Combine(dataRoot, model.Dataset), Seconds = seconds, Seed = Seed, Samples = BaselineSettings.SamplesOf(kind), ScoreRows = ScoredRows };
        return Result(settings, file, cancellation).Map(result => new AgainstRun(
            model.Name, model.Dataset, result.Figures, new(result.Parameters, result.Training.Steps, result.Training.Seconds),
            new(result.Of("validation").BitsPerDimension, result.Of("test").BitsPerDimension) { OneSample = result.Of("test").OneSample, Samples = result.Figures == BaselineFigures.Exact ? null : settings.Samples }, Words(settings)));
    }

    private static Either<Failure, BaselineResult> Result(BaselineSettings settings, string file, CancellationToken cancellation)
    {
        if (File.Exists(file) && Read(file) is { } before)
            return before.Settings == settings ? before : new Failure($"'{file}' holds a baseline with other options; name another folder with --out");
        return from result in BaselineJob.Run(settings, cancellation)
               from finished in cancellation.IsCancellationRequested ? new Failure("cancelled") : Either<Failure, Unit>.Right(Unit.Default)
               from written in AtomicFile.WriteText(file, JsonSerializer.Serialize(result, RunSettings.Json) + "\n").MapLeft(Failure.Of)
               select result;
    }

    /// <summary>Figures that were written before; null where they cannot be read, so that they are made anew.</summary>
    private static BaselineResult? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<BaselineResult>(File.ReadAllText(file), RunSettings.Json);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Words(BaselineSettings settings)
    {
        var data = settings.Data is { } path ? $" --data {(path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path)}" : string.Empty;
        return FormattableString.Invariant($"baseline {EnumWord.Of(settings.Model)} --dataset {settings.Dataset}{data} --seconds {settings.Seconds} --seed {settings.Seed} --score-rows {settings.ScoreRows}");
    }

    private static string Slug(string name) => new([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
}

/// <summary>What was trained, and how long.</summary>
/// <param name="Parameters">Numbers that are trained.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="Seconds">Time of the training.</param>
internal sealed record AgainstSize(long Parameters, long Steps, double Seconds);

/// <summary>Bits per dimension of a model.</summary>
/// <param name="Validation">Of the validation rows.</param>
/// <param name="Test">Of the first test rows, <see cref="AgainstRun.ScoredRows"/> at most.</param>
internal sealed record AgainstBits(double Validation, double Test)
{
    /// <summary>Of all test rows; null where only the first ones are scored.</summary>
    public double? AllRows { get; init; }

    /// <summary>What the bound of those rows is with one sample; null where figures are exact.</summary>
    public double? OneSample { get; init; }

    /// <summary>Samples of the bound; null where figures are exact.</summary>
    public int? Samples { get; init; }
}
