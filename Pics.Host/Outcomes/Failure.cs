namespace Pics.Host;

/// <summary>Why a verb cannot do what was asked: one sentence for standard error.</summary>
internal sealed record Failure(string Sentence)
{
    private static readonly ImmutableDictionary<string, string> SettingOptions = ImmutableDictionary.CreateRange(new Dictionary<string, string>
    {
        ["the learning rate"] = "--learning-rate",
        ["the weight decay"] = "--weight-decay",
        ["the batch size"] = "--batch-size",
        ["the micro-batch"] = "--micro-batch",
        ["the number of parts of a batch"] = "--shards",
        ["what parts of a batch add up"] = "--sum",
        ["the number of steps between averages over ranks"] = "--average-every",
        ["the number of steps between reports"] = "--report-every",
        ["the number of epochs"] = "--max-epochs",
        ["the number of steps"] = "--max-steps",
        ["the number of steps between validations"] = "--validate-every",
        ["patience"] = "--patience",
        ["min delta"] = "--min-delta",
        ["the factor of the learning rate after a numerical failure"] = "--trouble-factor",
        ["the number of retries after a numerical failure"] = "--trouble-retries",
        ["the period of the schedule"] = "--period",
        ["the minimum rate of the schedule"] = "--minimum-rate",
    });

    public string Sentence { get; } = OneLine.Of(Sentence);

    /// <param name="error">Of a circuit or its parts; a number of nodes is what --k says.</param>
    public static Failure Of(PicsError error) => new(error is PicsError.Rule { Error: RuleError.BadCount } ? $"--k: {error.Explain()}" : error.Explain());

    public static Failure Of(PicsFault fault) => new(fault.Explain());

    public static Failure Of(DataError error) => new(error.Explain());

    public static Failure Of(ModelError error) => new(error.Explain());

    public static Failure Of(QueryError error) => new(error.Explain());

    /// <param name="error">Of some rows.</param>
    /// <param name="first">The number of the first of them among all rows.</param>
    public static Failure Of(QueryError error, long first) => Of(error.From(first));

    public static Failure Of(QuestionError error) => new($"the query is wrong {error.Explain()}");

    public static Failure Of(ExportError error) => new(error.Explain());

    /// <param name="error">Of a training; settings have the names of their options.</param>
    public static Failure Of(TrainingError error) => new(error is TrainingError.BadSetting setting && SettingOptions.TryGetValue(setting.Name, out var option) ? (setting with { Name = option }).Explain() : error.Explain());
}
