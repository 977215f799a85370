namespace Pics.Numerics;

/// <summary>What is said of a column that is predicted: the probability of each class, or expectation and interval of a number.</summary>
internal abstract class Predicted
{
    private Predicted(Column column) => Column = column;

    /// <summary>The column.</summary>
    protected Column Column { get; }

    /// <summary>Of a column. Error: <see cref="QueryError.Argument"/> for classes that the model has as a number.</summary>
    /// <param name="form">What the rows are.</param>
    /// <param name="model">The model.</param>
    /// <param name="term">The column.</param>
    /// <param name="interval">The probability of an interval of numbers.</param>
    public static Either<PicsFault, Predicted> Of(RowForm form, AskedCircuit model, Term term, double interval)
    {
        var (column, name) = (form.Columns[term.Variable], Answers.Name(form, term));
        return (column.Kind, model.Families[term.Variable].Values.IsSome) switch
        {
            (ColumnKind.Categorical categorical, true) => new Classes(column, name, categorical.Values, interval),
            (ColumnKind.Categorical, _) => PicsFault.Of(new QuestionError.NoTable(0, name, model.Families[term.Variable].Label)),
            _ => new Numbers(column, name, interval),
        };
    }

    /// <summary>A row of which nothing follows.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="held">What it has, as data sets hold it; NaN for nothing.</param>
    public Prediction Nothing(int row, double held) => new(row, false) { Observed = double.IsNaN(held) ? null : Column.Text(held) };

    /// <summary>Of possible rows.</summary>
    /// <param name="mixture">The column in each row.</param>
    /// <param name="rows">The rows without what is said.</param>
    /// <param name="held">What each has, as data sets hold it; NaN for nothing.</param>
    public abstract IReadOnlyList<Prediction> Of(ChannelMixture mixture, IReadOnlyList<Prediction> rows, double[] held);

    /// <summary>All rows, with measures over those that have the column.</summary>
    public abstract Predictions All(ImmutableArray<Prediction> rows);

    /// <summary>log p of what rows have, NaN for nothing.</summary>
    protected double[] Logs(ChannelMixture mixture, double[] held)
    {
        var logs = mixture.LogDensity(System.Array.ConvertAll(held, Column.Seen));
        return [.. logs.Select((log, row) => double.IsNaN(held[row]) ? double.NaN : log - Column.LogScale(held[row]))];
    }

    private sealed class Classes(Column column, string name, int count, double interval) : Predicted(column)
    {
        private readonly ImmutableArray<string> labels = [.. Enumerable.Range(0, count).Select(value => column.Text(value))];

        public override IReadOnlyList<Prediction> Of(ChannelMixture mixture, IReadOnlyList<Prediction> rows, double[] held)
        {
            var (probabilities, logs) = (mixture.Probabilities().Chunk(mixture.Entries).ToArray(), Logs(mixture, held));
            return [.. rows.Select((row, at) => row with
            {
                IsPossible = true,
                Probabilities = [.. probabilities[at][..count]],
                Class = labels[Modes.Largest(probabilities[at].AsSpan(0, count))],
                LogProbability = logs[at],
            })];
        }

        public override Predictions All(ImmutableArray<Prediction> rows) => new(name, labels, interval, rows)
        {
            Names = [.. labels.Select(label => $"P({name}={QueryTokens.Quote(label)})")],
            Own = TableFileColumn.Of(name, Column),
            ClassScore = PredictionScores.OfClasses(rows, labels),
        };
    }

    private sealed class Numbers(Column own, string name, double interval) : Predicted(own)
    {
        private readonly List<(double Error, double Log, bool IsInside)> known = [];

        public override IReadOnlyList<Prediction> Of(ChannelMixture mixture, IReadOnlyList<Prediction> rows, double[] held)
        {
            var (weights, numbers, logs) = ((Column.Kind is ColumnKind.Binned ? mixture.Probabilities().Chunk(mixture.Entries) : mixture.Weights.Chunk(mixture.Nodes)).ToArray(), mixture.Numbers.Chunk(mixture.Entries).ToArray(), Logs(mixture, held));
            var (first, second) = (numbers.Select(row => row[0]).ToArray(), mixture.Family is InputFamily.Gaussian ? numbers.Select(row => row[1]).ToArray() : []);
            return [.. rows.Select((row, at) => Row(row with { IsPossible = true, LogProbability = logs[at] }, mixture.Family, weights[at], (first, second), held[at]))];
        }

        public override Predictions All(ImmutableArray<Prediction> rows) => new(name, [], interval, rows)
        {
            Names = [$"E({name})", $"Q({Words.Number((1 - interval) / 2)}, {name})", $"Q({Words.Number((1 + interval) / 2)}, {name})"],
            Own = TableFileColumn.Of(name, Column),
            NumberScore = known.Count == 0 ? null : new(
                known.Count,
                Math.Sqrt(known.Average(one => one.Error * one.Error)),
                known.Average(one => one.Log),
                known.Average(one => one.IsInside ? 1.0 : 0)),
        };

        private Prediction Row(Prediction row, InputFamily family, double[] weights, (double[] First, double[] Second) numbers, double held)
        {
            var mean = Mean(weights, numbers.First);
            double End(double probability) => Column.Nearest(Column.Kind is ColumnKind.Binned
                ? ColumnQuantiles.OfTable(Column, weights, Finding.Nothing, probability)
                : ColumnQuantiles.OfNodes(Column, family, weights.Select((weight, node) => (weight, numbers.Second.Length > 0 ? new[] { numbers.First[node], numbers.Second[node] } : [numbers.First[node]])), Finding.Nothing, probability));
            var (low, high) = (End((1 - interval) / 2), End((1 + interval) / 2));
            if (!double.IsNaN(held)) known.Add((Column.Number(held)!.Value - mean, row.LogProbability, held >= low && held <= high));
            return row with { Mean = mean, Expected = Column.Form is CellForm.Moment moment ? moment.Write(mean) : CsvText.Number(mean), Low = Column.Text(low), High = Column.Text(high) };
        }

        /// <summary>The expectation, in the data's own units.</summary>
        private double Mean(double[] weights, double[] first) => Column.Kind.Match(
            _ => throw new InvalidOperationException("it has classes"),
            _ => weights.Zip(first, (weight, logRate) => weight * Math.Exp(logRate)).Sum(),
            real => (weights.Zip(first, (weight, mean) => weight * mean).Sum() * real.Scale) + real.Centre,
            binned => weights.Select((probability, bin) => probability * binned.Bins.Mean(bin)).Sum());
    }
}
