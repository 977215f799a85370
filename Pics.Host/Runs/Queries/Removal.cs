using LanguageExt;

namespace Pics.Host;

/// <summary>How well one way of filling did.</summary>
/// <param name="Name">The way.</param>
/// <param name="Error">The root of the mean square error over cells of columns of numbers, each in deviations of its column; NaN without any.</param>
/// <param name="Accuracy">The part of the cells that came back as they were, without real numbers; NaN without any.</param>
internal sealed record FillScore(string Name, double Error, double Accuracy);

/// <summary>A table with cells taken away at random, and what was in them.</summary>
/// <param name="Rest">The table without them.</param>
/// <param name="Cells">Row, column and value of each, as the model sees it.</param>
internal sealed record Removal(Dataset Rest, IReadOnlyList<(int Row, int Column, double Value)> Cells)
{
    /// <summary>Takes each observed cell away with a probability.</summary>
    public static Removal Of(Dataset data, double part, long seed)
    {
        var cells = new List<(int, int, double)>();
        var values = new double[(long)data.Rows * data.Variables];
        for (var row = 0; row < data.Rows; row++)
        {
            var line = values.AsSpan(row * data.Variables, data.Variables);
            data.Read(row, line);
            for (var column = 0; column < line.Length; column++)
                if (!double.IsNaN(line[column]) && CounterRandom.Uniform(CounterRandom.Key((ulong)seed, row), column) < part)
                {
                    cells.Add((row, column, line[column]));
                    line[column] = double.NaN;
                }
        }

        var rest = Dataset.Table(data.Name, data.Columns, values).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        return new(rest, cells);
    }

    /// <summary>Every way of filling beside the mean and the most frequent value of each column of the training rows.</summary>
    public static Either<Failure, IReadOnlyList<FillScore>> Score(OpenedRun run, Dataset training, Removal removed, long seed)
    {
        var summaries = ColumnSummary.Of(training);
        var scores = new List<FillScore>
        {
            Compare("column mean", removed, summaries, (_, column) => (double.NaN, summaries[column].Mean)),
            Compare("column mode", removed, summaries, (_, column) => (summaries[column].Mode, summaries[column].NumberOfMode)),
        };
        foreach (var kind in Enum.GetValues<FillKind>())
        {
            var fills = run.Asked.Fills(removed.Rest, kind, seed);
            if (fills.IsLeft) return fills.MapLeft(Failure.Of).Map(_ => (IReadOnlyList<FillScore>)scores);
            fills.IfRight(found => scores.Add(Compare(kind.ToString().ToLowerInvariant(), removed, summaries, (row, column) => (run.Form.Columns[column].Value(found[(row, column)].Text) ?? double.NaN, found[(row, column)].Number))));
        }

        return scores;
    }

    /// <param name="name">Of the way.</param>
    /// <param name="removed">What was taken away.</param>
    /// <param name="summaries">What the columns are.</param>
    /// <param name="fill">What a cell gets: the value, NaN if it is none of the column's, and the number.</param>
    private static FillScore Compare(string name, Removal removed, IReadOnlyList<ColumnSummary> summaries, Func<int, int, (double Value, double? Number)> fill)
    {
        var (squares, numbers, right, values) = (0.0, 0, 0, 0);
        foreach (var (row, column, value) in removed.Cells)
        {
            var ((found, number), summary) = (fill(row, column), summaries[column]);
            if (!summary.IsReal && !double.IsNaN(found))
            {
                values++;
                if (found.Equals(value)) right++;
            }

            if (!(summary.Deviation > 0) || number is null || ColumnSummary.Number(summary.Column, value) is not { } expected) continue;
            squares += (number.Value - expected) * (number.Value - expected) / (summary.Deviation.Value * summary.Deviation.Value);
            numbers++;
        }

        return new(name, numbers == 0 ? double.NaN : Math.Sqrt(squares / numbers), values == 0 ? double.NaN : (double)right / values);
    }
}
