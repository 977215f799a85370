namespace Pics.Numerics;

/// <summary>Which cells of a table are not observed, and which columns of the wanted rows they are of.</summary>
internal sealed class HiddenPlaces
{
    private readonly ReadOptions options;
    private readonly CellEncoder?[]? encoders; // of each column of the table; null without wanted rows
    private readonly int[] columns;

    /// <summary>Of a table with these headings.</summary>
    public HiddenPlaces(string[] names, ReadOptions options)
    {
        this.options = options;
        columns = [.. Enumerable.Range(0, names.Length)];
        if (options.Wanted is not { } form) return;
        TableMatch.Of(string.Empty, names, form, options).IfRight(match =>
        {
            for (var place = 0; place < columns.Length; place++) columns[place] = match.Column(place);
        });
        encoders = System.Array.ConvertAll(columns, column => column < 0 || column >= form.Variables ? null : new CellEncoder(form.Columns[column], options));
    }

    /// <summary>The wanted column that a column of the table is; -1 where it is none.</summary>
    public int Column(int place) => encoders is null || encoders[place] is not null ? columns[place] : -1;

    /// <summary>The column that a cell is of, if it is not observed; -1 if it is observed, or of no column that is wanted.</summary>
    /// <param name="place">Of the table's columns.</param>
    /// <param name="cell">Without blanks around it.</param>
    public int Of(int place, ReadOnlySpan<char> cell)
    {
        var isHidden = encoders is null ? TableCells.IsMissing(cell, options) : encoders[place]?.IsMissing(cell) ?? false;
        return isHidden ? columns[place] : -1;
    }
}
