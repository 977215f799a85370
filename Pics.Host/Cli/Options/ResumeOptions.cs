using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary>What the command line may say beside <c>--resume</c>: larger limits, how checkpoints are kept, what is done in trouble, and after a stop in trouble a lower learning rate.</summary>
internal static class ResumeOptions
{
    /// <summary>The run to go on with, or the option that cannot be changed.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="options">All options of a run.</param>
    /// <param name="result">What was given.</param>
    public static Either<Failure, Resumption> Read(string folder, RunOptions options, ParseResult result) =>
        from begun in SavedModel.IsIn(folder) ? new Failure($"'{folder}' holds a model, but no run that could go on: it has no {RunFolder.ConfigName}; name a folder that 'train' wrote") : Either<Failure, Unit>.Right(Unit.Default)
        from before in RunFolder.ReadSettings(folder)
        let given = options.Bind(result)
        let isLower = given.Learning.LearningRate < before.Learning.LearningRate && Resumption.IsInTrouble(folder)
        from unchanged in Unchanged(before, given, options.Given(result).Where(name => !(isLower && name == "--learning-rate")))
        from settings in Limits(before, given, name => IdleOptions.IsGiven(result, name))
        select new Resumption(folder, before, settings);

    private static Either<Failure, Unit> Unchanged(RunSettings before, RunSettings given, IEnumerable<string> names)
    {
        var (old, now) = (Json(before), Json(given));
        foreach (var name in names.Where(name => name is not ("--max-epochs" or "--max-steps" or "--max-seconds" or "--checkpoint-every" or "--keep-checkpoints" or "--trouble-factor" or "--trouble-retries")))
        {
            var property = name == "--no-bias" ? "bias" : Camel(name);
            if (!JsonNode.DeepEquals(old[property], now[property]))
                return new Failure($"{name} differs from that of the run ({Show(now[property])} instead of {Show(old[property])}); a run goes on with its own options, only larger --max-epochs, --max-steps and --max-seconds change it");
        }

        return Unit.Default;
    }

    private static Either<Failure, RunSettings> Limits(RunSettings before, RunSettings given, Func<string, bool> isGiven)
    {
        if (isGiven("--max-epochs") && given.Learning.MaxEpochs < before.Learning.MaxEpochs) return Lower("--max-epochs", given.Learning.MaxEpochs, $"{before.Learning.MaxEpochs}");
        if (isGiven("--max-steps") && (before.Learning.MaxSteps is null || given.Learning.MaxSteps < before.Learning.MaxSteps)) return Lower("--max-steps", given.Learning.MaxSteps, before.Learning.MaxSteps is { } steps ? $"{steps}" : "no limit");
        if (isGiven("--max-seconds") && (before.Learning.MaxSeconds is null || given.Learning.MaxSeconds < before.Learning.MaxSeconds)) return new Failure(FormattableString.Invariant($"--max-seconds is {given.Learning.MaxSeconds}, and {before.Learning.MaxSeconds?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no limit"} in the run; a limit can be raised, not lowered"));
        T Now<T>(string name, Func<RunSettings, T> value) => value(isGiven(name) ? given : before);
        return before with
        {
            Learning = before.Learning with
            {
                MaxEpochs = Now("--max-epochs", settings => settings.Learning.MaxEpochs),
                MaxSeconds = Now("--max-seconds", settings => settings.Learning.MaxSeconds),
                MaxSteps = Now("--max-steps", settings => settings.Learning.MaxSteps),
                LearningRate = Now("--learning-rate", settings => settings.Learning.LearningRate), // the same, or lower where that is allowed
            },
            Recovery = new()
            {
                CheckpointEvery = Now("--checkpoint-every", settings => settings.Recovery.CheckpointEvery),
                KeepCheckpoints = Now("--keep-checkpoints", settings => settings.Recovery.KeepCheckpoints),
                TroubleFactor = Now("--trouble-factor", settings => settings.Recovery.TroubleFactor),
                TroubleRetries = Now("--trouble-retries", settings => settings.Recovery.TroubleRetries),
            },
        };
    }

    private static Failure Lower(string name, long? given, string before) => new($"{name} is {given}, and {before} in the run; a limit can be raised, not lowered");

    private static JsonObject Json(RunSettings settings) => JsonSerializer.SerializeToNode(settings, RunSettings.Json)!.AsObject();

    private static string Show(JsonNode? value) => value?.ToString() ?? "none";

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(string.Concat(name[2..].Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
}
