using nietras.SeparatedValues;

namespace Pics.Numerics;

/// <summary>Reads tables in text, plain or compressed with gzip: cells between commas, semicolons or tabs, quoted where needed (RFC 4180).</summary>
/// <remarks>
/// Texts, and whole numbers of at most 64 different values, are categories with their texts as labels, numbers in their order and texts in the
/// ordinal one. Other numbers are real: centred by their mean and scaled by their deviation. A second table is read as the first one
/// with <see cref="TableSchema.Of"/> of it in the options.
/// </remarks>
public static class CsvTable
{
    private const int MostColumns = 1 << 16;

    /// <summary>Reads a table. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> Read(string path, ReadOptions options) => InputFile.Guard(path, () =>
        from form in CsvForm.Find(path, options)
        from known in TableColumns.Schemas(path, form.Names, options)
        from kinds in Learn(path, form, known, options)
        from data in Encode(path, form, [.. form.Names.Zip(kinds, (name, kind) => new Column(name, kind))], options)
        select data);

    private static Either<DataError, ColumnKind[]> Learn(string path, CsvForm form, ColumnSchema?[] known, ReadOptions options)
    {
        if (form.Names.Length > MostColumns) return new DataError.Unreadable(path, $"it has {form.Names.Length} columns; expected at most {MostColumns}");
        var learners = System.Array.ConvertAll(known, _ => new ColumnLearner());
        var kinds = System.Array.ConvertAll(known, schema => schema?.Known);
        return from seen in form.ForEach(path, row =>
               {
                   for (var column = 0; column < learners.Length; column++)
                   {
                       var cell = row[column].Span.Trim();
                       if (TableCells.IsMissing(cell, options)) continue;
                       if (TableCells.IsNumber(cell, out var number)) learners[column].See(number);
                       else learners[column].SeeOther(row.LineNumberFrom, cell);
                   }

                   return null;
               })
               from fits in Fit(path, form, known, learners, kinds)
               from texts in kinds.All(kind => kind is not null) ? LanguageExt.Unit.Default : form.ForEach(path, row => SeeTexts(path, form, row, learners, kinds, options))
               select System.Array.ConvertAll(Enumerable.Range(0, kinds.Length).ToArray(), column => kinds[column] ?? learners[column].FitTexts());
    }

    private static Either<DataError, LanguageExt.Unit> Fit(string path, CsvForm form, ColumnSchema?[] known, ColumnLearner[] learners, ColumnKind?[] kinds)
    {
        for (var column = 0; column < kinds.Length; column++)
        {
            if (kinds[column] is not null) continue;
            var (learner, label) = (learners[column], TableColumns.Label(form.Names[column], column));
            if (!learner.IsObserved) return new DataError.Unreadable(path, $"{label} is observed in no row; leave it out");
            if (known[column] is null && learner is { IsDoubtful: true, FirstText: var (line, text) })
                return new DataError.Unreadable(path, $"line {line}, {label} has '{Shown(text)}' where nearly all others are numbers; expected a number, or that this word is given as the missing one, or that the kind of the column is given");
            kinds[column] = learner.Fit(known[column]?.Kind);
        }

        return LanguageExt.Unit.Default;
    }

    private static DataError.Unreadable? SeeTexts(string path, CsvForm form, SepReader.Row row, ColumnLearner[] learners, ColumnKind?[] kinds, ReadOptions options)
    {
        for (var column = 0; column < learners.Length; column++)
        {
            if (kinds[column] is not null) continue;
            var cell = row[column].Span.Trim();
            if (!TableCells.IsMissing(cell, options) && !learners[column].SeeText(cell))
                return new(path, $"line {row.LineNumberFrom}, {TableColumns.Label(form.Names[column], column)} has one text too many; expected at most {short.MaxValue} different ones, of at most {TableCells.LongestLabel} letters each");
        }

        return null;
    }

    private static Either<DataError, Dataset> Encode(string path, CsvForm form, ImmutableArray<Column> columns, ReadOptions options)
    {
        using var encoder = new TableEncoder(columns, options);
        return form.ForEach(path, row =>
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var cell = row[column].Span.Trim();
                if (TableCells.IsMissing(cell, options)) encoder.Hide(column);
                else if (!encoder.Set(column, cell))
                    return new(path, $"line {row.LineNumberFrom}, {TableColumns.Label(columns[column].Name, column)} has '{Shown(cell)}'; expected {TableCells.Expected(columns[column].Kind)}");
            }

            encoder.EndRow();
            return null;
        }).Bind(_ => encoder.Finish(Path.GetFileName(path)));
    }

    private static string Shown(ReadOnlySpan<char> text)
    {
        const int Longest = 40;
        return text.Length > Longest ? $"{text[..Longest]}..." : text.ToString();
    }
}
