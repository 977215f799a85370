namespace Pics.Numerics;

/// <summary>From the texts of a table to a data set: learns what each column is, then encodes its cells.</summary>
internal static class TableLearner
{
    private const int MostColumns = 1 << 16;

    /// <summary>Goes through the rows twice, or three times where there are texts. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> Read(TableRows rows, ReadOptions options) =>
        from known in TableColumns.Schemas(rows.Source, rows.Names, options)
        from kinds in Learn(rows, known, options)
        from data in Encode(rows, [.. rows.Names.Zip(kinds, (name, kind) => new Column(name, kind))], options)
        select data;

    private static Either<DataError, ColumnKind[]> Learn(TableRows rows, ColumnSchema?[] known, ReadOptions options)
    {
        if (rows.Names.Length > MostColumns) return new DataError.Unreadable(rows.Source, $"it has {rows.Names.Length} columns; expected at most {MostColumns}");
        var learners = System.Array.ConvertAll(known, _ => new ColumnLearner());
        var kinds = System.Array.ConvertAll(known, schema => schema?.Known);
        return from seen in rows.ForEach(row =>
               {
                   for (var column = 0; column < learners.Length; column++)
                   {
                       var cell = row[column];
                       if (TableCells.IsMissing(cell, options)) continue;
                       if (TableCells.IsNumber(cell, out var number)) learners[column].See(number);
                       else learners[column].SeeOther(row, cell);
                   }

                   return null;
               })
               from fits in Fit(rows, known, learners, kinds)
               from texts in kinds.All(kind => kind is not null) ? LanguageExt.Unit.Default : rows.ForEach(row => SeeTexts(rows, row, learners, kinds, options))
               select System.Array.ConvertAll(Enumerable.Range(0, kinds.Length).ToArray(), column => kinds[column] ?? learners[column].FitTexts());
    }

    private static Either<DataError, LanguageExt.Unit> Fit(TableRows rows, ColumnSchema?[] known, ColumnLearner[] learners, ColumnKind?[] kinds)
    {
        for (var column = 0; column < kinds.Length; column++)
        {
            if (kinds[column] is not null) continue;
            var (learner, label) = (learners[column], TableColumns.Label(rows.Names[column], column));
            if (!learner.IsObserved) return new DataError.Unreadable(rows.Source, $"{label} is observed in no row; leave it out");
            if (known[column] is null && learner is { IsDoubtful: true, FirstText: var (place, text) })
                return new DataError.Unreadable(rows.Source, $"{place}, {label} has '{Shown(text)}' where nearly all others are numbers; expected a number, or that this word is given as the missing one, or that the kind of the column is given");
            kinds[column] = learner.Fit(known[column]?.Kind);
        }

        return LanguageExt.Unit.Default;
    }

    private static DataError.Unreadable? SeeTexts(TableRows rows, TableRow row, ColumnLearner[] learners, ColumnKind?[] kinds, ReadOptions options)
    {
        for (var column = 0; column < learners.Length; column++)
        {
            if (kinds[column] is not null) continue;
            var cell = row[column];
            if (!TableCells.IsMissing(cell, options) && !learners[column].SeeText(cell))
                return new(rows.Source, $"{row.Place}, {TableColumns.Label(rows.Names[column], column)} has one text too many; expected at most {short.MaxValue} different ones, of at most {TableCells.LongestLabel} letters each");
        }

        return null;
    }

    private static Either<DataError, Dataset> Encode(TableRows rows, ImmutableArray<Column> columns, ReadOptions options)
    {
        using var encoder = new TableEncoder(columns, options);
        return rows.ForEach(row =>
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var cell = row[column];
                if (TableCells.IsMissing(cell, options)) encoder.Hide(column);
                else if (!encoder.Set(column, cell))
                    return new(rows.Source, $"{row.Place}, {TableColumns.Label(columns[column].Name, column)} has '{Shown(cell)}'; expected {TableCells.Expected(columns[column].Kind)}");
            }

            encoder.EndRow();
            return null;
        }).Bind(_ => encoder.Finish(rows.Name));
    }

    private static string Shown(ReadOnlySpan<char> text)
    {
        const int Longest = 40;
        return text.Length > Longest ? $"{text[..Longest]}..." : text.ToString();
    }
}
