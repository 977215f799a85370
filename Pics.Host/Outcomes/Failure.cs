namespace Pics.Host;

/// <summary>Why a verb cannot do what was asked: one sentence for standard error.</summary>
internal sealed record Failure(string Sentence)
{
    public string Sentence { get; } = OneLine.Of(Sentence);

    public static Failure Of(PicsError error) => new(error.Explain());

    public static Failure Of(PicsFault fault) => new(fault.Explain());

    public static Failure Of(DataError error) => new(error.Explain());

    public static Failure Of(ModelError error) => new(error.Explain());

    public static Failure Of(QueryError error) => new(error.Explain());

    /// <param name="error">Of some rows.</param>
    /// <param name="first">The number of the first of them among all rows.</param>
    public static Failure Of(QueryError error, long first) => Of(error.From(first));

    public static Failure Of(QuestionError error) => new($"the query is wrong {error.Explain()}");

    public static Failure Of(ExportError error) => new(error.Explain());

    public static Failure Of(TrainingError error) => new(error.Explain());
}
