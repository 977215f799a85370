using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>What a cell that is not observed is filled with.</summary>
internal enum FillKind
{
    /// <summary>The mean of the cell given the row, as the nearest value that the column has; of texts the most probable one.</summary>
    Expectation,

    /// <summary>The most probable value of each cell alone, given the row; of real numbers the highest peak of the density that is found.</summary>
    Mode,

    /// <summary>The most probable completion of the row: max-product, or better among samples.</summary>
    Mpe,

    /// <summary>A sample given the row.</summary>
    Sample,
}

/// <summary>A filled cell.</summary>
/// <param name="Value">As the model sees it.</param>
/// <param name="LogProbability">The logarithm of the probability of the value given what the row observes, of a density in the data's own units if real.</param>
internal readonly record struct Fill(double Value, double LogProbability);

/// <summary>Fills of a table, row by row.</summary>
internal static class Imputation
{
    private const int BatchSize = 256;
    private const int Candidates = 16; // samples that compete with max-product

    /// <summary>The fills of all cells that are not observed, by row and column.</summary>
    public static Either<Failure, IReadOnlyDictionary<(int Row, int Column), Fill>> Of(OpenedRun run, Dataset data, FillKind kind, long seed)
    {
        var fills = new Dictionary<(int, int), Fill>();
        foreach (var rows in Enumerable.Range(0, data.Rows).Chunk(BatchSize))
        {
            using var scope = NewDisposeScope();
            var evidence = run.Evidence(data, rows);
            var filled = Posterior.Of(run.Model, evidence).Bind(posterior =>
            {
                using (posterior)
                    return from found in Values(run, evidence, posterior, kind, seed, rows[0])
                           let values = Nearest(run, found)
                           from logs in posterior.LogDensity(values)
                           select (Evidence: RowValues.Of(evidence), Values: RowValues.Of(values), Logs: RowValues.Of(logs));
            });
            if (filled.IsLeft) return filled.MapLeft(error => Failure.Of(error, rows[0])).Map(_ => (IReadOnlyDictionary<(int, int), Fill>)fills);
            filled.IfRight(batch =>
            {
                for (var row = 0; row < rows.Length; row++)
                    for (var column = 0; column < data.Variables; column++)
                        if (double.IsNaN(batch.Evidence[row][column]))
                            fills.Add((rows[row], column), new(batch.Values[row][column], batch.Logs[row][column] - data.Columns[column].Kind.Match(_ => 0, _ => 0, real => Math.Log(real.Scale))));
            });
        }

        return Either<Failure, IReadOnlyDictionary<(int, int), Fill>>.Right(fills);
    }

    private static Either<QueryError, Tensor> Values(OpenedRun run, Tensor evidence, Posterior posterior, FillKind kind, long seed, long firstRow) => kind switch
    {
        FillKind.Sample => Sampling.Given(run.Model, evidence, 1, seed, firstRow).Map(samples => samples.select(1, 0)),
        FillKind.Mpe => Mpe.BestOf(run.Model, evidence, Candidates, 1, seed, firstRow).Map(best => best.Values.select(1, 0)),
        _ => Alone(run, evidence, posterior, kind),
    };

    /// <summary>Each cell from its own posterior.</summary>
    private static Either<QueryError, Tensor> Alone(OpenedRun run, Tensor evidence, Posterior posterior, FillKind kind)
    {
        var values = evidence.clone();
        var means = kind == FillKind.Expectation ? posterior.Mean() : null;
        for (var column = 0; column < run.Form.Variables; column++)
        {
            var filled = means is null ? posterior.Mode(column, 0, RowValues.Nearest(run.Form.Columns[column], double.MaxValue)) : Expected(run, posterior, column, means.select(1, column).select(1, 0));
            if (filled.IsLeft) return filled;
            var target = values.select(1, column).select(1, 0);
            filled.IfRight(found => target.copy_(target.where((evidence.dtype == ScalarType.Int64 ? target.lt(0) : target.isnan()).logical_not(), found.to(target.dtype))));
        }

        return values;
    }

    /// <summary>The value of a column that is nearest to its mean; of texts the most probable one.</summary>
    private static Either<QueryError, Tensor> Expected(OpenedRun run, Posterior posterior, int column, Tensor mean) => run.Form.Columns[column].Kind.Match(
        categorical => run.Model.Families[column].Values.IsNone ? mean.round() : posterior.Probabilities(column).Map(found => Numbers(run.Form.Columns[column], categorical, mean.device) is { } numbers
            ? (found.matmul(numbers).unsqueeze(1) - numbers).abs().argmin(1)
            : found.argmax(1)),
        _ => Either<QueryError, Tensor>.Right(mean.round()),
        _ => Either<QueryError, Tensor>.Right(mean));

    /// <summary>The values of columns that are nearest to what their families gave.</summary>
    private static Tensor Nearest(OpenedRun run, Tensor values)
    {
        foreach (var (variable, family) in run.Model.Families)
        {
            if (family.Values.IsSome || run.Form.Columns[variable].Kind is ColumnKind.Real) continue;
            var target = values.select(1, variable);
            target.copy_(target.to(ScalarType.Float64).round().clamp(0, RowValues.Nearest(run.Form.Columns[variable], double.MaxValue)));
        }

        return values;
    }

    /// <summary>The numbers that the labels of a column are, if they all are.</summary>
    private static Tensor? Numbers(Column column, ColumnKind.Categorical kind, Device device)
    {
        var numbers = new double[kind.Values];
        for (var value = 0; value < numbers.Length; value++)
            if (!TableCells.IsNumber(column.Text(value), out numbers[value])) return null;
        return tensor(numbers, device: device);
    }
}
