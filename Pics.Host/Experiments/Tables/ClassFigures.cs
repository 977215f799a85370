using LanguageExt;

namespace Pics.Host;

/// <summary>How well a class is predicted from the rest of a row.</summary>
/// <param name="By">Who predicts.</param>
/// <param name="Accuracy">The part of rows whose most probable class is the right one.</param>
/// <param name="LogLoss">The mean of -log of the probability of the right class, in nats; probabilities are at least 1e-15.</param>
internal sealed record ClassFigures(string By, double Accuracy, double LogLoss)
{
    private const double Least = 1e-15;

    /// <summary>Of probabilities, one row for each of the rows whose class is known.</summary>
    public static ClassFigures Of(string by, IReadOnlyList<int> classes, IReadOnlyList<double[]> probabilities) => new(
        by,
        classes.Zip(probabilities, (right, row) => row[right] >= row.Max() ? 1.0 : 0).Average(),
        classes.Zip(probabilities, (right, row) => -Math.Log(Math.Max(Least, row[right] / row.Sum()))).Average());

    /// <summary>The probability of each class given the rest of each row: joint probabilities with each class in turn, divided by their sum.</summary>
    public static Either<Failure, IReadOnlyList<double[]>> Predict(PicModel model, Dataset rows, int target)
    {
        var classes = ((ColumnKind.Categorical)rows.Columns[target].Kind).Values;
        var logs = Enumerable.Range(0, rows.Rows).Select(_ => new double[classes]).ToList();
        for (var label = 0; label < classes; label++)
        {
            var asked = Enumerable.Range(0, rows.Rows).Select(row => rows.Row(row).SetItem(target, label)).SelectMany(row => row);
            var found = Dataset.Table(rows.Name, rows.Columns, asked).MapLeft(Failure.Of).Bind(data => model.LogLikelihoods(data).MapLeft(Failure.Of));
            if (found.IsLeft) return found.Map<IReadOnlyList<double[]>>(_ => logs);
            found.IfRight(values =>
            {
                for (var row = 0; row < logs.Count; row++) logs[row][label] = values[row];
            });
        }

        return logs.ConvertAll(row =>
        {
            var largest = row.Max();
            var parts = System.Array.ConvertAll(row, log => Math.Exp(log - largest));
            return System.Array.ConvertAll(parts, part => part / parts.Sum());
        });
    }
}
