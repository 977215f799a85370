namespace Pics.Numerics;

/// <content>What it is asked about single rows. All of it may be called by several threads at once: one query runs at a time, and each gives the same bits as alone.</content>
public sealed partial class PicModel
{
    /// <summary>The answer to a question in words: <c>P(sex=f | visits=4)</c>, <c>P(job | age=41.5)</c>, <c>E(age | job="smith, black")</c>, <c>Var(age)</c>, <c>Q(0.9, age)</c>, <c>MAP(job, sex | age=41.5)</c>, <c>next(job | age=41.5)</c>. Error: <see cref="QuestionError"/>, <see cref="QueryError.Impossible"/>, <see cref="QueryError.Argument"/> for less than two samples.</summary>
    /// <param name="question">The question.</param>
    /// <param name="chance">Samples of the answers that are not exact, which say so: of MAP with many combinations, and of next where columns have no largest value. <see cref="Chance.Default"/> if not given.</param>
    public Either<PicsFault, Answer> Ask(string question, Chance? chance = null) => Alone(() => Answers.Of(Form, Asked, question, chance ?? Chance.Default));

    /// <summary>log p of what is observed, in nats and the data's own units; what is not is marginalised exactly, what is impossible has minus infinity. Error: <see cref="QuestionError"/>.</summary>
    public Either<PicsFault, double> LogLikelihood(Evidence evidence) => Alone(() => RowQueries.LogLikelihood(Form, Asked, evidence));

    /// <summary>log p(of | given), in nats and the data's own units. Error: <see cref="QuestionError"/>, <see cref="QueryError.Impossible"/> where p(given) = 0.</summary>
    public Either<PicsFault, double> LogProbability(Evidence of, Evidence given) => Alone(() => RowQueries.LogProbability(Form, Asked, of, given));

    /// <summary>The distribution of a column given what else is known of the row. Error: <see cref="QuestionError"/>, <see cref="QueryError.Impossible"/>.</summary>
    /// <param name="column">A name as in questions: a heading, <c>x3</c> or <c>#3</c>, with <c>.1</c> at the end for a channel.</param>
    /// <param name="given">What is known; nothing if not given.</param>
    public Either<PicsFault, ColumnPosterior> Posterior(string column, Evidence? given = null) =>
        Alone(() => RowQueries.Posterior(Form, Asked, column, given ?? Evidence.Nothing, LogProbability, part => Alone(() => RowQueries.Quantile(Form, Asked, column, given ?? Evidence.Nothing, part))));

    /// <summary>The model given evidence about whole columns: p(the other columns | evidence), with fixed parameters. Owned by the caller.</summary>
    /// <remarks>
    /// Columns without names are called what they were: x0, x1, ... It is as small as the evidence makes it, can be saved, and no rows can be learned with
    /// it. Error: <see cref="QuestionError"/>, <see cref="QueryError.Impossible"/>, <see cref="QueryError.Argument"/> where some channels of a column are
    /// given and others not, or no column is left.
    /// </remarks>
    public Either<PicsFault, PicModel> Condition(Evidence evidence) => Alone(() => evidence.Resolve(Form).OrFault().Bind(row => Conditioning.Of(this, row, [])));

    /// <summary>The model of some columns alone, the others summed out, with fixed parameters. Owned by the caller.</summary>
    /// <param name="columns">Names as in questions, without channels; their order does not matter.</param>
    /// <remarks>Error: <see cref="QuestionError"/>, <see cref="QueryError.Argument"/> where no column is left.</remarks>
    public Either<PicsFault, PicModel> Marginal(params IEnumerable<string> columns) => Alone(() => Conditioning.Others(Form, columns).Bind(hidden =>
        Conditioning.Of(this, EncodedRow.Nothing(Form), hidden)));

    private T Alone<T>(Func<T> query) => Asked.Alone(query, this);
}
