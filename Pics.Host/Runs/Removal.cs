using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>How well one way of filling did.</summary>
/// <param name="Name">The way.</param>
/// <param name="Error">The root of the mean square error over cells of columns of numbers, in their own units; NaN without any.</param>
/// <param name="Accuracy">The part of the cells that came back exactly as they were.</param>
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
            Compare("column mean", removed, run.Form, (_, column) => (double.NaN, summaries[column].Mean)),
            Compare("column mode", removed, run.Form, (_, column) => (summaries[column].Mode, Number(run.Form.Columns[column], summaries[column].Mode))),
        };
        foreach (var kind in Enum.GetValues<FillKind>())
        {
            var fills = Imputation.Of(run, removed.Rest, kind, seed);
            if (fills.IsLeft) return fills.Map(_ => (IReadOnlyList<FillScore>)scores);
            fills.IfRight(found => scores.Add(Compare(kind.ToString().ToLowerInvariant(), removed, run.Form, (row, column) => (found[(row, column)].Value, Number(run.Form.Columns[column], found[(row, column)].Value)))));
        }

        return scores;
    }

    /// <param name="name">Of the way.</param>
    /// <param name="removed">What was taken away.</param>
    /// <param name="form">What the columns are.</param>
    /// <param name="fill">What a cell gets: the value, NaN if it is none of the column's, and the number.</param>
    private static FillScore Compare(string name, Removal removed, Dataset form, Func<int, int, (double Value, double? Number)> fill)
    {
        var (squares, numbers, right, values) = (0.0, 0, 0, 0);
        foreach (var (row, column, value) in removed.Cells)
        {
            var (found, number) = fill(row, column);
            if (!double.IsNaN(found)) values++;
            if (found.Equals(value)) right++;
            if (Number(form.Columns[column], value) is not { } expected || number is null) continue;
            squares += (number.Value - expected) * (number.Value - expected);
            numbers++;
        }

        return new(name, numbers == 0 ? double.NaN : Math.Sqrt(squares / numbers), values == 0 ? double.NaN : (double)right / removed.Cells.Count);
    }

    /// <summary>A value in the data's own units; nothing if it is a text.</summary>
    internal static double? Number(Column column, double value) => column.Kind.Match<double?>(
        _ => double.TryParse(column.Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => value,
        real => (value * real.Scale) + real.Centre);
}

/// <summary>Mean of a column in its own units, if it has numbers, and its most frequent value as the model sees it.</summary>
internal sealed record ColumnSummary(double? Mean, double Mode)
{
    public static IReadOnlyList<ColumnSummary> Of(Dataset data)
    {
        var counts = Enumerable.Range(0, data.Variables).Select(_ => new Dictionary<double, int>()).ToArray();
        var row = new double[data.Variables];
        for (var index = 0; index < data.Rows; index++)
        {
            data.Read(index, row);
            for (var column = 0; column < row.Length; column++)
                if (!double.IsNaN(row[column])) counts[column][row[column]] = counts[column].GetValueOrDefault(row[column]) + 1;
        }

        return [.. counts.Select((column, index) => column.Count == 0
            ? new ColumnSummary(Removal.Number(data.Columns[index], 0), 0)
            : new(
                column.Keys.All(value => Removal.Number(data.Columns[index], value) is not null) ? column.Sum(entry => Removal.Number(data.Columns[index], entry.Key) * entry.Value) / column.Values.Sum() : null,
                column.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key).First().Key))];
    }
}
