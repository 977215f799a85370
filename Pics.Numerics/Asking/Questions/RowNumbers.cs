namespace Pics.Numerics;

/// <summary>The values of data sets by the names of columns.</summary>
public static class RowNumbers
{
    /// <summary>A number of a row in the data's own units, NaN where it is not observed. Error: <see cref="QuestionError.BadName"/>, <see cref="QuestionError.BadChannel"/>, <see cref="QuestionError.NoNumbers"/> for texts.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="row">Which of them, from 0.</param>
    /// <param name="column">A name as in questions: a heading, <c>x3</c> or <c>#3</c>, with <c>.1</c> at the end for a channel.</param>
    public static Either<QuestionError, double> Number(this Dataset data, int row, string column) =>
        new ColumnNames(data.Columns, data.Channels).Find(new(0, column, true, true)).Bind<double>(term => data.Text(row, term.Variable, term.Channel) switch
        {
            _ when !data.Columns[term.Variable].HasNumbers => new QuestionError.NoNumbers(0, column),
            "" => double.NaN,
            var text => data.Columns[term.Variable].Form.Read(text) ?? double.NaN,
        });
}
