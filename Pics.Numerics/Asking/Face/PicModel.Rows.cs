namespace Pics.Numerics;

/// <content>What it is asked about many rows.</content>
/// <remarks>Columns of a data set are found by their headings, in any order, and what it lacks is not observed; labels, centres and scales may be others than those of the model.</remarks>
public sealed partial class PicModel
{
    /// <summary>log p of each row, in nats and the data's own units; minus infinity for rows that are impossible. Error: <see cref="QuestionError"/> for rows that are not like those of the model.</summary>
    public Either<PicsFault, ImmutableArray<double>> LogLikelihoods(Dataset data) => Recoded(data).Bind(rows => Alone(() => RowLikelihood.OfRows(Asked, rows).OrFault()));

    /// <summary>Rows drawn from the model: what is given as it is, the rest at random. Equal seeds give equal rows. Error: <see cref="QuestionError"/>, <see cref="QueryError.Impossible"/>, <see cref="QueryError.Argument"/> for less than no rows.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="given">What is known of each; nothing if not given.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="withinRange">Whether numbers stay within those that training saw.</param>
    /// <param name="first">The number of the first row: a later part of the same rows.</param>
    /// <param name="withOther">Whether rows may have the value of a column that stands for all that training did not see; without it they have values of training alone.</param>
    public Either<PicsFault, Dataset> Sample(int count, Evidence? given = null, long seed = 0, bool withinRange = false, long first = 0, bool withOther = false) =>
        Alone(() => RowQueries.Sample(Form, Asked, count, given ?? Evidence.Nothing, (seed, withinRange, first, withOther)));

    /// <summary>The rows with what they do not observe filled. Error: <see cref="QuestionError"/>, <see cref="QueryError.Impossible"/> for rows of probability zero.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="by">What values are filled with.</param>
    /// <param name="seed">Of samples.</param>
    /// <param name="withinRange">Whether numbers stay within those that training saw.</param>
    public Either<PicsFault, Dataset> Complete(Dataset data, FillKind by = FillKind.Expectation, long seed = 0, bool withinRange = false) =>
        Recoded(data).Bind(rows => Alone(() => RowQueries.Complete(Form, Asked, rows, by, seed, withinRange)));

    /// <summary>What the cells that are not observed are filled with, by row and place in the row. Error: as <see cref="Complete(Dataset, FillKind, long, bool)"/>.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="by">What values are filled with.</param>
    /// <param name="seed">Of samples.</param>
    /// <param name="withinRange">Whether numbers stay within those that training saw.</param>
    /// <param name="interval">A probability above 0 and below 1: each fill has the <see cref="Fill.Interval"/> in which the value lies with it; none if not given.</param>
    public Either<PicsFault, IReadOnlyDictionary<(int Row, int Place), Fill>> Fills(Dataset data, FillKind by = FillKind.Expectation, long seed = 0, bool withinRange = false, double? interval = null) =>
        Recoded(data).Bind(rows => Alone(() => Numerics.Fills.Of(Form, Asked, rows, by, seed, withinRange, interval).OrFault()));

    /// <summary>How well each row fits the model, in the order of the rows; many scores are kept in a file, and each is made where it is asked for. Error: <see cref="QuestionError"/> for rows that are not like those of the model.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="surprises">Whether the most surprising column of each row is looked for, which costs a backward pass.</param>
    /// <param name="batchSize">Rows evaluated together; changes nothing beyond rounding.</param>
    /// <param name="cancellation">Stops it between two batches.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Either<PicsFault, IReadOnlyList<RowScore>> Scores(Dataset data, bool surprises = true, int batchSize = 256, CancellationToken cancellation = default) =>
        Scores(data, surprises, batchSize, null, cancellation);

    /// <summary>As the other, by several who each look at some batches.</summary>
    internal Either<PicsFault, IReadOnlyList<RowScore>> Scores(Dataset data, bool surprises, int batchSize, WorkDeal? deal, CancellationToken cancellation) =>
        Recoded(data).Bind(rows => Alone(() => RowScores.Of(Form, Asked, rows, surprises, Math.Max(1, batchSize), deal, cancellation).OrFault()));

    private Either<PicsFault, Dataset> Recoded(Dataset data) => RowRecoding.Of(data, Form).Bind(recoding => recoding.All()).OrFault();
}
