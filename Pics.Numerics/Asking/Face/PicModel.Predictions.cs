namespace Pics.Numerics;

/// <content>What it is asked about a column of many rows, and why a row is expected or not.</content>
public sealed partial class PicModel
{
    /// <summary>The probability of each class of a column, or expectation and interval of a number, given the rest of each row; what rows have of the column is hidden from the model and compared. Error: <see cref="QuestionError"/> for a name that there is not and for rows that are not like those of the model.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="target">A name as in questions: a heading, <c>x3</c> or <c>#3</c>, with <c>.1</c> at the end for a channel.</param>
    /// <param name="interval">The probability of the interval of a number, as much of it left out below as above.</param>
    /// <remarks>Exact, up to rounding; cost: a forward and a backward pass of each row.</remarks>
    public Either<PicsFault, Predictions> Predict(Dataset data, string target, double interval = 0.9) =>
        Recoded(data).Bind(rows => Alone(() => RowPredictions.Of(Form, Asked, rows, target, interval)));

    /// <summary>Why a row is expected or not: each value that it observes beside what all others let expect, the least expected first. Error: <see cref="QueryError.Argument"/> for a row that there is not, <see cref="QuestionError"/> for rows that are not like those of the model.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="row">The row, from 0.</param>
    /// <remarks>Exact where there are finitely many values, by summing for counts; of a real number the ends of where the density is higher are found on a grid of half deviations of all parts of its mixture. Cost: a forward and a backward pass for each value.</remarks>
    public Either<PicsFault, RowExplanation> Explain(Dataset data, int row) => RowExplanations.FindError(row, data.Rows) is { } error
        ? PicsFault.Of(error)
        : Recoded(data.Take([row])).Bind(rows => Alone(() => RowExplanations.Of(Form, Asked, rows, 0).Map(found => found with { Row = row }).OrFault()));

    /// <summary>A question in words of each row: what the row observes is given besides what the question says. Error: <see cref="QuestionError"/>.</summary>
    /// <param name="question">As <see cref="Ask(string, Chance?)"/> takes it.</param>
    /// <param name="rows">The rows; columns that the question asks about are hidden in them.</param>
    public Either<PicsFault, RowAnswers> Ask(string question, Dataset rows) =>
        Recoded(rows).Bind(data => Alone(() => AnswersOfRows.Of(Form, Asked, data, question)));
}
