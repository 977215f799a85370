namespace Pics.Numerics;

/// <summary>One question of many rows.</summary>
/// <remarks>Rows are asked together where they know values alone, and probabilities always; other questions given intervals and sets row by row.</remarks>
internal static class AnswersOfRows
{
    private const int BatchSize = 256;

    /// <summary>The answers. Error: <see cref="QuestionError"/>.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="text">See <see cref="QuerySyntax"/>.</param>
    public static Either<PicsFault, RowAnswers> Of(RowForm form, AskedCircuit model, Dataset data, string text) =>
        QueryText.Parse(text, form.Columns, form.Channels).OrFault().Bind(question => Check(form, model, question).Bind(_ =>
        {
            var (words, asked) = (QueryText.Print(question, form.Columns, form.Channels), Asked(question).Select(term => (term.Variable * form.Channels) + term.Channel).ToArray());
            var said = Answers.Row(form, question.Given);
            var (answers, contradictions) = (new Answer?[data.Rows], 0);
            foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(BatchSize))
            {
                var given = rows.Select(row => (Row: row, Given: Together(form, data.Row(row).ToArray(), asked, said))).ToList();
                contradictions += given.Count(one => IsContradicted(one.Given));
                var found = AskedTogether.Of(form, model, question, words, [.. given.Where(one => !IsContradicted(one.Given))]);
                if (found.IsLeft) return found.Map<RowAnswers>(_ => null!);
                found.IfRight(each =>
                {
                    foreach (var (row, answer) in each) answers[row] = answer;
                });
            }

            return Either<PicsFault, RowAnswers>.Right(new(words, Columns(form, question, words), [.. answers], contradictions, answers.Count(answer => answer is null) - contradictions) { Own = Own(form, question) });
        }));

    /// <summary>What the row and the question say.</summary>
    private static EncodedRow Together(RowForm form, double[] values, int[] asked, EncodedRow said)
    {
        foreach (var place in asked) values[place] = double.NaN;
        var row = new EncodedRow(form, values, ImmutableSortedDictionary<int, Finding>.Empty);
        return said.IsNothing ? row : row.And(said);
    }

    private static bool IsContradicted(EncodedRow row) => row.Findings.Values.Any(finding => finding.IsImpossible);

    /// <summary>The channels that are asked about.</summary>
    private static IEnumerable<Term> Asked(Question question) => question.Match<IEnumerable<Term>>(
        probability => probability.Event.Map(condition => condition.Term),
        distribution => [distribution.Of],
        mean => [mean.Of],
        variance => [variance.Of],
        quantile => [quantile.Of],
        values => values.Of,
        next => [next.Of]);

    /// <summary>What a mean of dates or times, or a quantile, is in a file.</summary>
    private static TableFileColumn? Own(RowForm form, Question question) => question switch
    {
        Question.Mean mean when form.Columns[mean.Of.Variable].Form is CellForm.Moment => TableFileColumn.Of(string.Empty, form.Columns[mean.Of.Variable]),
        Question.Quantile quantile => TableFileColumn.Of(string.Empty, form.Columns[quantile.Of.Variable]),
        _ => null,
    };

    /// <summary>Refuses what has no answer in any row.</summary>
    private static Either<PicsFault, LanguageExt.Unit> Check(RowForm form, AskedCircuit model, Question question) => question.Match(
        _ => LanguageExt.Unit.Default,
        distribution => Answers.HasTable(form, model, distribution.Of),
        _ => LanguageExt.Unit.Default,
        _ => LanguageExt.Unit.Default,
        _ => LanguageExt.Unit.Default,
        values => Several(form, question),
        next => Several(form, question));

    private static Either<PicsFault, LanguageExt.Unit> Several(RowForm form, Question question) =>
        PicsFault.Of(new QuestionError.Syntax(1, "a question with one answer for each row, as P(a | b), E(a), Var(a) or Q(0.9, a)", $"'{QueryText.Print(question, form.Columns, form.Channels)}'"));

    /// <summary>The names of the answers.</summary>
    private static ImmutableArray<string> Columns(RowForm form, Question question, string words)
    {
        ImmutableArray<string> Values(Question.Distribution distribution)
        {
            var (column, start) = (form.Columns[distribution.Of.Variable], $"P({Answers.Name(form, distribution.Of)}");
            return [.. Enumerable.Range(0, column.Kind.Finite ?? 0).Select(value => $"{start}={QueryTokens.Quote(RowPosterior.Label(column, value))}{words[start.Length..]}")];
        }

        return question.Match<ImmutableArray<string>>(_ => [words], Values, _ => [words], _ => [words], _ => [words], _ => [words], _ => [words]);
    }
}
