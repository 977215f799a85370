namespace Pics.Numerics;

/// <summary>What to do about a cell that a column cannot have, at the end of the sentence that refuses it.</summary>
internal static class UnseenAdvice
{
    private const string Hide = "--unseen hide, which takes others as not observed";

    /// <summary>The advice; nothing where there is none.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="options">How values that training did not see are taken.</param>
    public static string Of(Column column, ReadOnlySpan<char> cell, ReadOptions options) => column.Kind switch
    {
        ColumnKind.Categorical when options is { Unseen: UnseenValues.Other, Wanted: not null } => column.HasNumbers
            ? $"; its values are numbers, of which none is '{LabelLearner.Other}', so {Hide}"
            : $"; the column has no value '{LabelLearner.Other}', since training was without --unseen other: train with it, or give {Hide}",
        ColumnKind.Categorical => $", or {Hide}",
        ColumnKind.Count when column.Form.Read(cell) is not null => $", or {Hide}",
        _ => string.Empty,
    };
}
