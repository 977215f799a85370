using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Reads a data set, trains a baseline on it, scores it, and says of each figure whether it is exact.</summary>
internal static class BaselineJob
{
    private const int FirstRows = 512; // that tell a flow where to start
    private const string BoundWords = "bound: the true bits are as many or fewer";

    /// <summary>Trains and scores.</summary>
    /// <param name="settings">Which model, on what, how long.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<Failure, BaselineResult> Run(BaselineSettings settings, CancellationToken cancellation) =>
        from right in settings.FindFault() is { } fault ? fault : Either<Failure, Unit>.Right(Unit.Default)
        from device in Machine.Prepare(DeviceKind.Cpu, settings.Threads)
        from data in DataSource.Load(Reading(settings))
        from form in BaselineRows.Form(data)
        from result in Run(settings, data, form, cancellation)
        select result;

    /// <summary>Likewise of rows that were read.</summary>
    public static Either<Failure, BaselineResult> Run(BaselineSettings settings, DatasetSplits data, ImageForm form, CancellationToken cancellation)
    {
        using var model = Create(settings, data.Train, form);
        if (TooLarge(model, SystemMemory.Available()) is { } failure) return failure;
        var figures = model.IsExact ? BaselineFigures.Exact : BaselineFigures.Bound;
        Console.Out.WriteLine($"Training a baseline on {settings.Dataset}: {Words(settings.Model)}, {Tables.Count(model.Weights.Count)} parameters, {Tables.Count(data.Train.Rows)} training rows. Its figures are {(model.IsExact ? "exact" : "bounds")}.");
        return BaselineTraining.Run(model, data, settings, (step, seconds, train, validation) => Show(figures, step, seconds, (train, validation)), cancellation).Bind(end => Scored(model, data, settings, end, cancellation));
    }

    /// <summary>The model of some options, untrained.</summary>
    public static IBaseline Create(BaselineSettings settings, Dataset train, ImageForm form)
    {
        var weights = new WeightSet(settings.Seed);
        if (settings.Model == BaselineKind.Vae) return new ImageVae(form, weights);
        if (settings.Model == BaselineKind.Autoregressive) return new CausalNet(form, weights);
        using var first = BaselineRows.Of(train, [.. Enumerable.Range(0, Math.Min(FirstRows, train.Rows))], weights.Type);
        return new ImageFlow(form, weights, first);
    }

    /// <summary>A refusal where a step does not fit into memory; null where it does.</summary>
    /// <param name="model">The model.</param>
    /// <param name="available">Bytes that are left.</param>
    public static Failure? TooLarge(IBaseline model, long available)
    {
        var needed = (model.BytesOfRow * model.BatchSize) + (model.Weights.Count * 4 * 4);
        return needed <= available ? null : new Failure($"a training step would need about {needed >> 20} MiB, {available >> 20} MiB are available; use smaller images (or free some memory)");
    }

    /// <summary>What a figure is, in words.</summary>
    public static string Words(BaselineFigures figures, int samples) => figures == BaselineFigures.Exact ? "exact" : $"{BoundWords}; {Tables.Count(samples, "sample")}";

    /// <summary>Tells a result.</summary>
    public static void Print(BaselineResult result)
    {
        var (end, words) = (result.Training, Words(result.Figures, result.Settings.Samples));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Stopped ({end.Reason}) after {end.Steps} steps in {end.Seconds:F0} s; kept the weights of step {end.BestStep}. {Tables.Count(result.Parameters)} parameters."));
        foreach (var score in result.Scores)
        {
            Console.Out.WriteLine($"{score.Split}: {Tables.Number(score.BitsPerDimension, 4)} bits per dimension ({words}) on {Tables.Count(score.Rows, "row")}");
            if (score.OneSample is not { } one) continue;
            var gain = Tables.Number(one - score.BitsPerDimension, 4);
            Console.Out.WriteLine(result.Settings.Model == BaselineKind.Flow
                ? $"{score.Split}, dequantised with one noise: {Tables.Number(one, 4)} bits per dimension ({BoundWords}; 1 sample); dequantisation costs at least {gain} of them"
                : $"{score.Split}, one sample: {Tables.Number(one, 4)} bits per dimension ({BoundWords}; 1 sample), {gain} more");
        }
    }

    private static string Words(BaselineKind model) => model switch
    {
        BaselineKind.Vae => "a variational autoencoder with a discrete distribution of each pixel",
        BaselineKind.Flow => "a normalizing flow of dequantised pixels",
        _ => "an autoregressive net with a discrete distribution of each pixel",
    };

    private static Either<Failure, BaselineResult> Scored(IBaseline model, DatasetSplits data, BaselineSettings settings, BaselineEnd end, CancellationToken cancellation)
    {
        try
        {
            BaselineScore Of(string split, Dataset rows) => BaselineScoring.Of(model, split, settings.ScoreRows is { } most ? rows.First(most) : rows, settings.Samples, settings.Seed, cancellation);
            return new BaselineResult(settings, model.IsExact ? BaselineFigures.Exact : BaselineFigures.Bound, model.Weights.Count, end, [Of("validation", data.Validation), Of("test", data.Test)]);
        }
        catch (OperationCanceledException)
        {
            return new Failure("cancelled before the baseline was scored");
        }
    }

    private static RunSettings Reading(BaselineSettings settings)
    {
        var run = RunSettings.Of(ModelKind.Pic, settings.Dataset);
        return run with { Data = run.Data with { Path = settings.Data } };
    }

    private static void Show(BaselineFigures figures, long step, double seconds, (double Train, double Validation) bits) => Console.Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"step {step}  {seconds:F0} s  train {bits.Train:F4}  validation {bits.Validation:F4} bits per dimension ({(figures == BaselineFigures.Exact ? "exact" : "bound with one sample")})"));
}
