namespace Pics.Numerics;

/// <summary>What the cells of a column are in a file that has types.</summary>
public enum TableValue
{
    /// <summary>Texts.</summary>
    Text,

    /// <summary>Numbers, of 64 bits.</summary>
    Number,

    /// <summary>Whole numbers, of 64 bits.</summary>
    Whole,

    /// <summary>true and false.</summary>
    Truth,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Days with times, to the microsecond and without a zone.</summary>
    DateTime,

    /// <summary>Times of the day, to the microsecond.</summary>
    Time,
}

/// <summary>A column of a table that is written.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Value">What its cells are.</param>
public sealed record TableFileColumn(string Name, TableValue Value)
{
    /// <summary>How the texts of its cells are read.</summary>
    internal CellForm Form { get; init; } = CellForm.Plain;

    /// <summary>A column of a data set under a heading.</summary>
    internal static TableFileColumn Of(string name, Column column) => new(name, ValueOf(column)) { Form = column.Form };

    private static TableValue ValueOf(Column column) => column.Kind.Match(
        categorical => column.Form is CellForm.Text ? ValueOf(categorical.Labels) : ValueOf(column.Form),
        _ => TableValue.Whole,
        _ => ValueOf(column.Form),
        _ => ValueOf(column.Form));

    private static TableValue ValueOf(CellForm form) => form.Match(
        _ => TableValue.Number,
        number => number.Decimals == 0 ? TableValue.Whole : TableValue.Number,
        moment => moment.Unit switch { MomentUnit.Days => TableValue.Date, MomentUnit.Seconds => TableValue.DateTime, _ => TableValue.Time });

    /// <summary>Texts, unless all labels are written as no other number is: 007 is a text.</summary>
    private static TableValue ValueOf(Arr<string> labels)
    {
        if (labels.ForAll(label => long.TryParse(label, out var whole) && $"{whole}" == label)) return TableValue.Whole;
        if (labels.ForAll(label => label is "true" or "false")) return TableValue.Truth;
        return labels.ForAll(label => TableCells.IsNumber(label, out var number) && CsvText.Number(number) == label) ? TableValue.Number : TableValue.Text;
    }
}
