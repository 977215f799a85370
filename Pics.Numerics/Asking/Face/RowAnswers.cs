namespace Pics.Numerics;

/// <summary>The answers to one question of many rows: what each row observes is given besides what the question says.</summary>
/// <param name="Question">The question as it was understood.</param>
/// <param name="Columns">What the answers are called, as questions: one column, or of a distribution one for each value.</param>
/// <param name="Answers">Of each row, in their order; null for a row that contradicts the question or is impossible.</param>
/// <param name="Contradictions">Rows that have another value than the question says.</param>
/// <param name="Impossible">Rows that have probability zero together with what the question says is given.</param>
public sealed record RowAnswers(string Question, ImmutableArray<string> Columns, ImmutableArray<Answer?> Answers, int Contradictions, int Impossible)
{
    /// <summary>The numbers of a row, one for each column; NaN where there is no answer. Of dates and times what they count.</summary>
    public ImmutableArray<double> Numbers(int row) => Answers[row] switch
    {
        null => [.. Columns.Select(_ => double.NaN)],
        Answer.Distribution distribution => [.. distribution.Probabilities.Select(entry => entry.Probability)],
        var one => [one.Value],
    };

    /// <summary>The answers as columns of a table; means of dates and times are those, and quantiles what their column is.</summary>
    public ImmutableArray<TableFileColumn> FileColumns => [.. Columns.Select(name => Own is { } own ? own with { Name = name } : new(name, TableValue.Number))];

    /// <summary>What means of a column of dates or times, and quantiles, are in a file; null for other answers.</summary>
    internal TableFileColumn? Own { get; init; }

    /// <summary>The cells of a row in these columns; empty where there is no answer.</summary>
    public ImmutableArray<string> Texts(int row) => Answers[row] switch
    {
        null => [.. Columns.Select(_ => string.Empty)],
        Answer.Distribution distribution => [.. distribution.Probabilities.Select(entry => CsvText.Number(entry.Probability))],
        Answer.Mean { Written: { } written } => [written],
        Answer.Quantile quantile => [quantile.Of.Text],
        var one => [CsvText.Number(one.Value)],
    };
}
