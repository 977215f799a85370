using LanguageExt;

namespace Pics.Host;

/// <summary>The rows of a table, four fifths to learn from and one fifth to be asked about. What columns are is told from the first alone.</summary>
/// <param name="Train">The rows that models and peers learn from.</param>
/// <param name="Test">The others; values that the first do not have are not observed in them.</param>
internal sealed record TrialSplit(Dataset Train, Dataset Test)
{
    private const int Part = 5;

    /// <summary>Reads a table and divides it.</summary>
    /// <param name="trial">The table.</param>
    /// <param name="path">Its file.</param>
    /// <param name="seed">Of which rows are set apart.</param>
    public static Either<Failure, TrialSplit> Of(TableTrial trial, string path, int seed)
    {
        var options = ReadOptions.Default with { Ignored = (trial.Ignore ?? []).ToArr() };
        return from found in DataFormats.Read(path, options).MapLeft(Failure.Of)
               let rows = found.Train.Take(Evenly(found.Train.Rows, trial.Rows ?? int.MaxValue))
               let order = Enumerable.Range(0, rows.Rows).OrderBy(row => CounterRandom.Uniform(CounterRandom.Key((ulong)seed, row), 0)).ToList()
               let held = rows.Rows / Part
               from train in Texts(rows, order.Skip(held), ReadOptions.Default, trial.Name)
               from test in Texts(rows, order.Take(held), ReadOptions.Default.Like(train.Form) with { Unseen = UnseenValues.Hide }, trial.Name)
               select new TrialSplit(train, test);
    }

    private static IEnumerable<int> Evenly(int rows, int most) => rows <= most ? Enumerable.Range(0, rows) : Enumerable.Range(0, most).Select(row => (int)((long)row * rows / most));

    /// <summary>Rows read again as texts, as if they were all that there is.</summary>
    private static Either<Failure, Dataset> Texts(Dataset rows, IEnumerable<int> picked, ReadOptions options, string name) =>
        Table.Of(rows.Columns.Select(column => column.Name), picked.Select(row => rows.Texts(row).Select(text => (object?)text)), options, name).MapLeft(Failure.Of);
}
