namespace Pics.Numerics;

/// <summary>From the texts of a table to a data set: learns what each column is, then encodes its cells.</summary>
internal static class TableLearner
{
    private const int MostColumns = 1 << 16;

    /// <summary>Goes through the rows twice, and three times where a column has very many different numbers; once if they are for a model. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, Dataset> Read(TableRows rows, ReadOptions options) =>
        rows.Names.Length > MostColumns ? new DataError.Unreadable(rows.Source, $"it has {rows.Names.Length} columns; expected at most {MostColumns}")
        : (options.Wanted is { } form
            ? TableMatch.Of(rows.Source, rows.Names, form, options).Map(match => new LearnedTable(match.Form.Columns, match.Places, match.Notes))
            : TableColumns.Wishes(rows.Source, rows.Names, options).Bind(wishes => Learn(rows, wishes, options)))
        .Bind(table => options.Wanted is null || options.IsFirst
            ? Encode(rows, table, options, OwnForms.None(table.Columns))
            : OwnForms.Read(rows, table.Columns, table.Places, options, own => Encode(rows, table, options, own)));

    private static Either<DataError, LearnedTable> Learn(TableRows rows, ColumnWish[] wishes, ReadOptions options)
    {
        var learners = Enumerable.Range(0, wishes.Length).Select(column => new ColumnLearner(rows.Names[column], column, rows.TypeOf(column), rows.DecimalSign, wishes[column], options)).ToArray();
        var looked = learners.Where(learner => !learner.IsIgnored).ToArray();
        return from seen in Visit(rows, looked, (ColumnLearner learner, in TableRow row) => learner.See(row))
               let again = System.Array.FindAll(looked, learner => learner.NeedsNumbers())
               from measured in again.Length == 0 ? LanguageExt.Unit.Default : Visit(rows, again, (ColumnLearner learner, in TableRow row) => learner.Measure(row))
               from table in Collect(rows, looked, options)
               select table;
    }

    private delegate void Look(ColumnLearner learner, in TableRow row);

    private static Either<DataError, LanguageExt.Unit> Visit(TableRows rows, ColumnLearner[] learners, Look look) => rows.ForEach(row =>
    {
        foreach (var learner in learners) look(learner, row);
        return null;
    });

    private static Either<DataError, LearnedTable> Collect(TableRows rows, ColumnLearner[] learners, ReadOptions options)
    {
        var learned = System.Array.ConvertAll(learners, learner => learner.Learn());
        if (learned.All(one => one is { Column: null, Fault: null })) learned = System.Array.ConvertAll(learners, learner => learner.Keep()); // better all of them than none
        if (System.Array.FindIndex(learned, one => one.Fault is not null) is >= 0 and var wrong) return Locate(rows, learners[wrong], learned[wrong].Fault!);
        var columns = learners.Zip(learned, (learner, one) => (one.Column, learner.Place)).Where(pair => pair.Column is not null).Select(pair => (Column: pair.Column!, pair.Place)).ToList();
        var notes = learned.SelectMany(one => one.Notes).ToImmutableArray();
        if (columns.Count == 0) return new DataError.Unreadable(rows.Source, $"no column is left: {(notes.IsEmpty ? "all are to be left out" : string.Join("; ", notes.Take(3)))}");
        var isCut = columns.Count < rows.Names.Length; // columns without a heading go by their place, which is kept in their name
        return new LearnedTable([.. columns.Select(pair => isCut && pair.Column.Name.Length == 0 ? pair.Column with { Name = $"x{pair.Place}" } : pair.Column)], [.. columns.Select(pair => pair.Place)], [.. notes, .. IdleWishes.OfColumns(options, learners, [.. columns.Select(pair => pair.Column)])]);
    }

    /// <summary>Looks for the first cell that stands against a kind.</summary>
    private static DataError Locate(TableRows rows, ColumnLearner learner, ColumnFault fault)
    {
        var place = string.Empty;
        if (fault.Cell is { } cell)
        {
            rows.ForEach(row =>
            {
                if (!row[learner.Place].SequenceEqual(cell)) return null;
                place = $"{row.Place}, ";
                return new(rows.Source, string.Empty); // so that it goes no further
            });
        }

        return new DataError.Unreadable(rows.Source, $"{place}{learner.Label} {fault.Reason}");
    }

    private static Either<DataError, Dataset> Encode(TableRows rows, LearnedTable table, ReadOptions options, OwnForms own)
    {
        using var encoder = new TableEncoder(table.Columns, options, column => table.Places[column] < 0 ? CellType.Unknown : rows.TypeOf(table.Places[column]), own);
        var headings = table.Columns.Select((column, index) => RowForm.Heading(column, index)).ToArray();
        return rows.ForEach(row =>
        {
            for (var column = 0; column < table.Columns.Length; column++)
            {
                if (table.Places[column] < 0) encoder.Hide(column);
                else if (!encoder.Set(column, row, table.Places[column])) return new(rows.Source, Wrong(row, table, column, own[column], options));
            }

            encoder.EndRow();
            return null;
        }).Bind(_ => encoder.Finish(rows.Name)).Map(data => data.With(
        [
            .. rows.Notes,
            .. table.Notes,
            .. own.Note is { } note ? [note] : System.Array.Empty<string>(),
            .. TableNotes.Words(headings, table.Columns, encoder.Hidden),
            .. TableNotes.Unseen(headings, encoder.Hidden),
            .. options.Wanted is null ? IdleWishes.OfWords(options, rows.TakenWords, encoder.Hidden) : [],
        ]));
    }

    private static string Wrong(in TableRow row, LearnedTable table, int index, CellForm? own, ReadOptions options)
    {
        var column = table.Columns[index];
        var cell = row[table.Places[index]];
        return $"{row.Place}, {TableColumns.Label(column.Name, table.Places[index])} has '{TableNotes.Short(cell)}'; expected {TableCells.Expected(column, own)}{UnseenAdvice.Of(column, cell, options)}";
    }

    /// <summary>The columns of a data set, those of the table that they are, and what is to be said of them.</summary>
    private sealed record LearnedTable(ImmutableArray<Column> Columns, ImmutableArray<int> Places, ImmutableArray<string> Notes);
}
