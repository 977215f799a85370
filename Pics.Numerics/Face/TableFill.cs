namespace Pics.Numerics;

/// <summary>Writes a table that has types, or gets some, with cells filled in that were not observed; all its columns are written, and observed cells keep their values.</summary>
internal static class TableFill
{
    /// <summary>Error: <see cref="DataError"/>, <see cref="ModelError.Unreadable"/>.</summary>
    public static Either<PicsFault, LanguageExt.Unit> Write(string source, ReadOptions options, string target, TableRewrite.Fill fill) =>
        DataFormats.WithRows(source, options, rows => Either<DataError, Either<PicsFault, LanguageExt.Unit>>.Right(Write(rows, options, target, fill))).OrFault().Bind(written => written);

    /// <summary>The same of rows that are there.</summary>
    internal static Either<PicsFault, LanguageExt.Unit> Write(TableRows rows, ReadOptions options, string target, TableRewrite.Fill fill) => OwnForms.Of(rows, options).OrFault().Bind(own => Write(rows, options, target, fill, own));

    private static Either<PicsFault, LanguageExt.Unit> Write(TableRows rows, ReadOptions options, string target, TableRewrite.Fill fill, OwnForms own)
    {
        var wrong = (DataError?)null;
        var hidden = new HiddenPlaces(rows.Names, options);
        var columns = Enumerable.Range(0, rows.Names.Length).Select(column => ColumnOf(rows, column, hidden.Column(column), options.Wanted, own)).ToArray();
        var written = TableFile.Write(target, columns, add =>
        {
            var number = 0;
            wrong = rows.ForEach(row =>
            {
                var cells = new string[columns.Length];
                for (var column = 0; column < cells.Length; column++)
                    cells[column] = Filled(rows, column, hidden.Of(column, row[column]), options, place => fill(number, place) is { } text ? own.Write(place, text) : null)
                        ?? Kept(row, column, rows.TypeOf(column) == CellType.Unknown && TableCells.IsMissing(row[column], options), columns[column].Value);
                add(cells);
                number++;
                return null;
            }).MatchUnsafe<DataError?>(_ => null, error => error);
            if (wrong is not null) throw new IOException(wrong.Explain()); // so that nothing is written
        });
        return wrong is null ? written.OrFault() : PicsFault.Of(wrong);
    }

    /// <summary>A cell that is not filled, with the blanks that belong to a text.</summary>
    private static string Kept(TableRow row, int column, bool isMissing, TableValue value) => isMissing ? string.Empty : (value == TableValue.Text ? row.Whole(column) : row[column]).ToString();

    /// <summary>What is filled into a cell, as the source writes such values; null where nothing is.</summary>
    private static string? Filled(TableRows rows, int column, int place, ReadOptions options, Func<int, string?> fill)
    {
        if (place < 0 || fill(place) is not { } text) return null;
        return rows.TypeOf(column) is CellType.Unknown or CellType.Text || options.Wanted?.Columns[place] is not { Kind: not ColumnKind.Categorical, Form: var form } ? text : TypedCells.Write(form, text);
    }

    /// <summary>What a column becomes: as the source says, or as the model takes it where the source has only texts, in the signs that the source has.</summary>
    private static TableFileColumn ColumnOf(TableRows rows, int column, int place, RowForm? form, OwnForms own)
    {
        var name = rows.Names[column] is { Length: > 0 } given ? given : $"x{column}";
        var wanted = place < 0 ? null : form?.Columns[place];
        var known = wanted is null ? null : TableFileColumn.Of(name, wanted);
        if (known is not null && own[place] is { } written) known = known.Value == TableValue.Text ? known : known with { Form = written };
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
