namespace Pics.Numerics;

/// <summary>Writes a table that has types, or gets some, with cells filled in that were not observed; all its columns are written, and observed cells keep their values.</summary>
internal static class TableFill
{
    /// <summary>Error: <see cref="DataError"/>, <see cref="ModelError.Unreadable"/>.</summary>
    public static Either<PicsFault, LanguageExt.Unit> Write(string source, ReadOptions options, string target, TableRewrite.Fill fill) =>
        DataFormats.WithRows(source, options, rows => Either<DataError, Either<PicsFault, LanguageExt.Unit>>.Right(Write(rows, options, target, fill))).OrFault().Bind(written => written);

    private static Either<PicsFault, LanguageExt.Unit> Write(TableRows rows, ReadOptions options, string target, TableRewrite.Fill fill)
    {
        var wrong = (DataError?)null;
        var hidden = new HiddenPlaces(rows.Names, options);
        var columns = Enumerable.Range(0, rows.Names.Length).Select(column => ColumnOf(rows, column, hidden.Column(column) is >= 0 and var place ? options.Wanted?.Columns[place] : null)).ToArray();
        var written = TableFile.Write(target, columns, add =>
        {
            var number = 0;
            wrong = rows.ForEach(row =>
            {
                var cells = new string[columns.Length];
                for (var column = 0; column < cells.Length; column++)
                    cells[column] = Filled(rows, column, hidden.Of(column, row[column]), options, place => fill(number, place)) ?? (TableCells.IsMissing(row[column], options) ? string.Empty : row[column].ToString());
                add(cells);
                number++;
                return null;
            }).MatchUnsafe<DataError?>(_ => null, error => error);
            if (wrong is not null) throw new IOException(wrong.Explain()); // so that nothing is written
        });
        return wrong is null ? written.OrFault() : PicsFault.Of(wrong);
    }

    /// <summary>What is filled into a cell, as the source writes such values; null where nothing is.</summary>
    private static string? Filled(TableRows rows, int column, int place, ReadOptions options, Func<int, string?> fill)
    {
        if (place < 0 || fill(place) is not { } text) return null;
        return rows.TypeOf(column) == CellType.Unknown || options.Wanted?.Columns[place] is not { Kind: not ColumnKind.Categorical, Form: var form } ? text : TypedCells.Write(form, text);
    }

    /// <summary>What a column becomes: as the source says, or as the model takes it where the source has only texts.</summary>
    private static TableFileColumn ColumnOf(TableRows rows, int column, Column? wanted)
    {
        var name = rows.Names[column] is { Length: > 0 } given ? given : $"x{column}";
        var known = wanted is null ? null : TableFileColumn.Of(name, wanted);
        return rows.TypeOf(column) switch
        {
            CellType.Unknown => known ?? new(name, TableValue.Text),
            CellType.Number => new(name, rows.IsWhole(column) && known is null or { Value: TableValue.Whole } ? TableValue.Whole : TableValue.Number),
            CellType.Truth => new(name, TableValue.Truth),
            CellType.Date => new(name, TableValue.Date),
            CellType.DateTime => new(name, TableValue.DateTime),
            CellType.Time => new(name, TableValue.Time),
            _ => new(name, TableValue.Text),
        };
    }
}
