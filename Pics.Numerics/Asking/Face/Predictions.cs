namespace Pics.Numerics;

/// <summary>What a model says of one column of many rows, each given the rest of the row.</summary>
/// <param name="Target">The column, as in questions.</param>
/// <param name="Classes">The classes of the column in their order; empty for a column of numbers.</param>
/// <param name="Interval">The probability of the interval of a number, between 0 and 1.</param>
/// <param name="Rows">Of each row, in their order.</param>
public sealed record Predictions(string Target, ImmutableArray<string> Classes, double Interval, ImmutableArray<Prediction> Rows)
{
    /// <summary>The measures of classes over the rows that have one; null for numbers, and where no row has one.</summary>
    public ClassScore? ClassScore { get; init; }

    /// <summary>The measures of numbers over the rows that have one; null for classes, and where no row has one.</summary>
    public NumberScore? NumberScore { get; init; }

    /// <summary>What the figures are called, as questions: the probability of each class, or the expectation and the lower and upper end of the interval.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The columns of a table of all rows, as <see cref="Texts"/> gives them: the number of the row, what it has, of classes the most probable one, and the figures.</summary>
    public ImmutableArray<TableFileColumn> FileColumns => [
        new("row", TableValue.Whole),
        Own with { Name = "observed" },
        .. Classes.IsEmpty
            ? [Own.Form is CellForm.Moment ? Own with { Name = Names[0] } : new(Names[0], TableValue.Number), Own with { Name = Names[1] }, Own with { Name = Names[2] }]
            : Names.Select(name => new TableFileColumn(name, TableValue.Number)).Prepend(Own with { Name = "predicted" })];

    /// <summary>What the cells of the column are in a file.</summary>
    internal TableFileColumn Own { get; init; } = new(string.Empty, TableValue.Text);

    /// <summary>The cells of a row in a table of <see cref="FileColumns"/>; empty where nothing is known.</summary>
    public ImmutableArray<string> Texts(int row)
    {
        var one = Rows[row];
        string[] figures = Classes.IsEmpty ? [one.Expected ?? string.Empty, one.Low ?? string.Empty, one.High ?? string.Empty]
            : [one.Class ?? string.Empty, .. one.IsPossible ? one.Probabilities.Select(CsvText.Number) : Classes.Select(_ => string.Empty)];
        return [CsvText.Number(one.Row), one.Observed ?? string.Empty, .. figures];
    }
}

/// <summary>How good probabilities of classes are.</summary>
/// <param name="Rows">Rows that have a class.</param>
/// <param name="Accuracy">The part of them whose class is the most probable one.</param>
/// <param name="LogLoss">The mean of -log p(class), in nats a row; infinite where a class had probability zero.</param>
/// <param name="Brier">The mean over rows of the sum over all classes of the squared difference between probability and 1 or 0; from 0 to 2.</param>
/// <param name="CalibrationError">The expected calibration error: the mean over rows of the distance between accuracy and mean probability of the bin of the row.</param>
/// <param name="Bins">Rows by the probability of their most probable class, in ten bins of equal width.</param>
public sealed record ClassScore(int Rows, double Accuracy, double LogLoss, double Brier, double CalibrationError, ImmutableArray<CalibrationBin> Bins);

/// <summary>Rows whose most probable class has a probability between two ends.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end; it belongs to the last bin alone.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Confidence">The mean probability of the most probable class; NaN without a row.</param>
/// <param name="Accuracy">The part of the rows whose class it is; NaN without a row.</param>
public sealed record CalibrationBin(double Low, double High, int Rows, double Confidence, double Accuracy);

/// <summary>How good expectations and intervals of numbers are.</summary>
/// <param name="Rows">Rows that have a number.</param>
/// <param name="RootMeanSquare">The root of the mean squared distance to the expectation, in the data's own units.</param>
/// <param name="LogDensity">The mean log-density, or log-probability of a count, in nats a row and the data's own units.</param>
/// <param name="Coverage">The part of the rows whose number is in the interval.</param>
public sealed record NumberScore(int Rows, double RootMeanSquare, double LogDensity, double Coverage);
