using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pics.Host;

/// <summary>A line of a comparison.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Cells">One per run.</param>
/// <param name="Best">The best run, where that can be said.</param>
internal sealed record ComparedRow(string Name, IReadOnlyList<string> Cells, int? Best = null);

/// <summary>Runs side by side: the options that differ, and the results.</summary>
internal sealed record RunComparison(IReadOnlyList<RunSummary> Runs, IReadOnlyList<string> Names, IReadOnlyList<ComparedRow> Rows, IReadOnlyList<string> Warnings)
{
    private static readonly string[] Housekeeping = ["checkpointEvery", "keepCheckpoints"];

    /// <summary>Compares runs.</summary>
    public static RunComparison Of(IReadOnlyList<RunSummary> runs)
    {
        var names = runs.Select(run => run.Name).Distinct().Count() == runs.Count ? runs.Select(run => run.Name).ToList() : [.. runs.Select(run => run.Folder)];
        var test = Incomparable(runs, names, isTest: true).ToList();
        var validation = Incomparable(runs, names, isTest: false).ToList();
        var results = Results(runs, names, test.Count == 0, validation.Count == 0);
        return new(runs, names, [.. Differing(runs), .. results], [.. test.Concat(validation).Concat(Missingness(runs, names)).Distinct()]);
    }

    /// <summary>The options that are not the same in all runs, by their names in config.json; null where a run does not say them.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<JsonNode?> Values)> Differences(IReadOnlyList<RunSummary> runs)
    {
        var options = runs.Select(run => run.Settings is null ? [] : JsonSerializer.SerializeToNode(run.Settings, RunSettings.Json)!.AsObject()).ToList();
        return from name in options.SelectMany(one => one.Select(option => option.Key)).Distinct().Except(Housekeeping)
               let values = options.Select(one => one.Count == 0 ? Unknown : one[name]).ToList()
               where values.Select(Show).Distinct().Count() > 1
               select (name, (IReadOnlyList<JsonNode?>)values.ConvertAll(value => value == Unknown ? null : value));
    }

    private static readonly JsonNode Unknown = JsonValue.Create("?");

    private static IEnumerable<ComparedRow> Differing(IReadOnlyList<RunSummary> runs) =>
        Differences(runs).Select(one => new ComparedRow($"--{JsonNamingPolicy.KebabCaseLower.ConvertName(one.Name)}", [.. one.Values.Select((value, run) => runs[run].Settings is null ? "?" : Show(value))]));

    private static string Show(JsonNode? value) => value?.ToString() ?? "-";

    private static IEnumerable<ComparedRow> Results(IReadOnlyList<RunSummary> runs, IReadOnlyList<string> names, bool isTestComparable, bool isValidationComparable)
    {
        ComparedRow Row(string name, Func<RunSummary, double?> value, Func<double, string> show, bool? isLargest = null)
        {
            var numbers = runs.Select(run => value(run) ?? double.NaN).ToList();
            var known = numbers.Where(double.IsFinite).ToList();
            var best = isLargest is { } largest && known.Count > 1 ? numbers.IndexOf(largest ? known.Max() : known.Min()) : (int?)null;
            return new(name, [.. numbers.Select(number => double.IsNaN(number) ? "-" : show(number))], best);
        }

        string Number(double number, int digits) => Tables.Number(number, digits);
        bool? Test(bool isLargest, bool isComparable) => isTestComparable && isComparable ? isLargest : null;
        yield return new("state", [.. runs.Select(run => run.State.Explain())]);
        yield return Row("test log-likelihood, nats", run => run.Score("test")?.LogLikelihood, number => Number(number, 3), Test(true, Parts(runs).Count < 2));
        var bits = DataReading.Bits("bits per dimension", runs.Select(run => run.Settings));
        yield return Row($"test, {bits}", run => run.Score("test")?.KnownBits(), number => Number(number, 4), Test(false, EarlierBits.Sentence(runs, names) is null));
        if (runs.Any(run => run.Score("test")?.Observed < 1)) yield return Row("test, cells observed, %", run => 100 * run.Score("test")?.Observed, number => Number(number, 1));
        yield return Row($"best validation, {bits}", run => run.BestValidation, number => Number(number, 4), isValidationComparable ? false : null);
        yield return Row("parameters", run => run.Results?.Parameters, number => Tables.Count((long)number));
        yield return Row("steps", run => run.Steps, number => Tables.Count((long)number));
        yield return Row("step of the best validation", run => run.History.Best?.Step ?? run.Results?.Outcome.BestStep, number => Tables.Count((long)number));
        yield return Row("time", run => run.Seconds, Curves.Time);
        yield return Row("milliseconds per step", run => run.SecondsPerStep * 1000, number => Number(number, 1));
        yield return Row("peak memory, MiB", run => run.Results?.PeakMemoryMiB, number => Tables.Count((long)number));
    }

    /// <summary>Says it where the test rows of runs observe other parts of their cells, and where bits of earlier versions are beside others.</summary>
    private static IEnumerable<string> Missingness(IReadOnlyList<RunSummary> runs, IReadOnlyList<string> names)
    {
        if (Parts(runs).Count > 1) yield return "The test rows observe other parts of their cells, so their log-likelihoods are not comparable; bits per dimension are per cell that is observed.";
        if (EarlierBits.Sentence(runs, names) is { } sentence) yield return sentence;
    }

    private static List<double?> Parts(IReadOnlyList<RunSummary> runs) => [.. runs.Select(run => run.Score("test")?.Observed).Where(part => part is not null).Distinct()];

    /// <summary>Why figures of runs are not figures of the same thing.</summary>
    private static IEnumerable<string> Incomparable(IReadOnlyList<RunSummary> runs, IReadOnlyList<string> names, bool isTest)
    {
        string Kinds(Func<RunSettings, string> kind) => string.Join("; ", runs
            .Select((run, index) => (Kind: run.Settings is null ? "unknown" : kind(run.Settings), Name: names[index]))
            .GroupBy(one => one.Kind)
            .Select(group => $"{group.Key} in {string.Join(", ", group.Select(one => $"'{one.Name}'"))}"));
        bool Differ(Func<RunSettings, object?> property) => runs.Select(run => run.Settings is null ? null : property(run.Settings)).Distinct().Count() > 1;
        static string Culture(double number) => number.ToString(CultureInfo.InvariantCulture);
        static bool IsDensity(RunSettings settings) => settings.Model.Family == FamilyChoice.Gaussian || (settings.Model.Families?.Contains("gaussian", StringComparison.OrdinalIgnoreCase) ?? false);

        if (Differ(settings => (settings.Data.Dataset, settings.Data.Dataset == DataSource.File ? settings.Data.Path : null)))
            yield return $"Likelihoods are not comparable, the data are others: {Kinds(settings => settings.Data.Dataset == DataSource.File ? settings.Data.Path ?? settings.Data.Dataset : settings.Data.Dataset)}.";
        if (Differ(settings => settings.Data.Colour == ColourTransform.YCoCg))
            yield return $"Bits per dimension are not comparable, {Colour.Name(ColourTransform.YCoCg)} drops bits: {Kinds(settings => Colour.Name(settings.Data.Colour))}.";
        if (Differ(settings => settings.Data.ImageSize)) yield return $"Likelihoods are not comparable, images have other sizes: {Kinds(settings => settings.Data.ImageSize?.ToString() ?? "their own")}.";
        if (Differ(settings => settings.Data.Patch)) yield return $"Likelihoods are not comparable, a row is another part of an image: {Kinds(settings => settings.Data.Patch is { } patch ? $"a patch of {patch.Words} pixels" : "the whole image")}.";
        if (Differ(settings => settings.Data.Channels)) yield return $"Likelihoods are not comparable, images have other channels: {Kinds(settings => settings.Data.Channels is { } channels ? EnumWord.Of(channels) : "their own")}.";
        if (Differ(settings => settings.Data.Levels)) yield return $"Likelihoods are not comparable, images have other levels: {Kinds(settings => settings.Data.Levels?.ToString(CultureInfo.InvariantCulture) ?? "as learned")}.";
        if (Differ(settings => IsDensity(settings))) yield return $"Likelihoods are not comparable, Gaussian inputs have densities and others probabilities: {Kinds(settings => IsDensity(settings) ? "densities" : "probabilities")}.";
        var isHeldOut = !isTest || runs.Any(run => run.Settings is { Data.Dataset: DataSource.File, Data.TestData: null });
        if (Differ(settings => isTest ? settings.Data.TestData : settings.Data.ValidationData))
            yield return $"{(isTest ? "Test" : "Validation")} figures are not comparable, their rows are others: {Kinds(settings => (isTest ? settings.Data.TestData : settings.Data.ValidationData) ?? "of the data")}.";
        else if (isHeldOut && Differ(settings => (settings.Data.Validation, settings.Data.SplitSeed)))
            yield return $"{(isTest ? "Test" : "Validation")} figures are comparable only by chance, other rows are held out: {Kinds(settings => $"--validation {Culture(settings.Data.Validation)} --split-seed {settings.Data.SplitSeed}")}.";
    }
}
