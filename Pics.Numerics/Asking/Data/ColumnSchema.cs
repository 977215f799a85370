namespace Pics.Numerics;

/// <summary>What is known of a column of a table before it is read.</summary>
/// <param name="Name">Its heading; empty where there is none.</param>
/// <param name="Kind">The kind of its values.</param>
/// <param name="Labels">The texts of a categorical column in the order of its values; none to learn them.</param>
/// <param name="Centre">What is subtracted from real numbers; null to learn it.</param>
/// <param name="Scale">What real numbers are then divided by; null to learn it.</param>
public sealed record ColumnSchema(string Name, TableColumnKind Kind, Arr<string> Labels, double? Centre, double? Scale)
{
    /// <summary>How its cells are written; null to learn it.</summary>
    public CellForm? Form { get; init; }

    /// <summary>The least and the largest number in the data's own units; null to learn them.</summary>
    public (double Least, double Largest)? Range { get; init; }

    /// <summary>The bins of a binned column; null to learn them.</summary>
    public Bins? Bins { get; init; }

    /// <summary>Whether the last label stands for all values that training did not see.</summary>
    public bool HasOther { get; init; }

    /// <summary>Words that say that a cell of this column is not observed, beside the usual ones.</summary>
    public Arr<string> Missing { get; init; } = Arr<string>.Empty;

    /// <summary>Whether its values are one of some labels.</summary>
    internal bool IsOfLabels => Kind is TableColumnKind.Categorical or TableColumnKind.Ordinal or TableColumnKind.Boolean or TableColumnKind.Levels;

    /// <summary>The kind, if nothing of it is left to learn.</summary>
    internal ColumnKind? Known => (Kind, Labels.IsEmpty, Centre, Scale, Bins) switch
    {
        (_, false, _, _, _) when IsOfLabels => new ColumnKind.Categorical(Labels.Count, Labels),
        (TableColumnKind.Count, _, _, _, _) => new ColumnKind.Count(),
        (TableColumnKind.Real, _, { } centre, { } scale, _) => new ColumnKind.Real(centre, scale),
        (TableColumnKind.Binned, _, _, _, { } bins) => new ColumnKind.Binned(bins),
        _ => null,
    };

    /// <summary>The column, if nothing is left to learn; what is said of its form is all that there is.</summary>
    internal Column? Column => Known is { } kind ? Of(kind, Form ?? CellForm.Plain, Range) : null;

    /// <summary>The column of this kind and form, with the rest as it is known.</summary>
    internal Column Of(ColumnKind kind, CellForm form, (double Least, double Largest)? range) => new(Name, kind)
    {
        Form = form,
        Range = kind is ColumnKind.Categorical ? null : Range ?? range,
        IsOrdered = kind is ColumnKind.Categorical && Kind is TableColumnKind.Ordinal or TableColumnKind.Levels,
        HasOther = kind is ColumnKind.Categorical && HasOther,
        Missing = Missing,
    };

    /// <summary>All that is known of a column.</summary>
    internal static ColumnSchema Of(Column column) => column.Kind.Match<ColumnSchema>(
        categorical => new(column.Name, column.IsOrdered ? TableColumnKind.Ordinal : TableColumnKind.Categorical, categorical.Labels.IsEmpty ? Enumerable.Range(0, categorical.Values).Select(value => $"{value}").ToArr() : categorical.Labels, null, null),
        _ => new(column.Name, TableColumnKind.Count, Arr<string>.Empty, null, null),
        real => new(column.Name, TableColumnKind.Real, Arr<string>.Empty, real.Centre, real.Scale),
        binned => new(column.Name, TableColumnKind.Binned, Arr<string>.Empty, null, null) { Bins = binned.Bins }) with
    {
        Form = column.Form is CellForm.Text ? null : column.Form,
        Range = column.Range,
        HasOther = column.HasOther,
        Missing = column.Missing,
    };
}
