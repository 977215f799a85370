namespace Pics.Numerics;

/// <summary>How a table writes the columns of a model, where that is otherwise than in training: other signs of numbers, another pattern of dates, true in capitals.</summary>
/// <remarks>
/// A model of a source with types, or of another table in text, so takes 87%, $1,200 and 1.234,5 from a table that writes its numbers so. What training had is tried first,
/// unless the decimal sign of the table is certainly another one.
/// </remarks>
internal sealed class OwnForms
{
    private const int MostTexts = 1 << 12; // of a column
    private const int FewestTexts = 1 << 6;
    private const int AllTexts = 1 << 22;

    private readonly ImmutableArray<Column> columns;
    private readonly CellForm?[] forms; // of each column; null for that of training
    private readonly Dictionary<string, string>?[] words; // of truth values: how the table writes a label

    private OwnForms(ImmutableArray<Column> columns) => (this.columns, forms, words) = (columns, new CellForm?[columns.Length], new Dictionary<string, string>?[columns.Length]);

    /// <summary>What was read otherwise, in a sentence, if something was.</summary>
    public string? Note { get; private set; }

    /// <summary>Whether some column is written otherwise.</summary>
    public bool AreThere => forms.Any(form => form is not null);

    /// <summary>The form of a column; null for that of training.</summary>
    public CellForm? this[int column] => column < forms.Length ? forms[column] : null;

    /// <summary>All columns as in training.</summary>
    public static OwnForms None(ImmutableArray<Column> columns) => new(columns);

    /// <summary>Those of rows that the options want for a model; none of others. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, OwnForms> Of(TableRows rows, ReadOptions options) => options is { Wanted: { } form, IsFirst: false }
        ? TableMatch.Of(rows.Source, rows.Names, form, options).Bind(match => Learn(rows, form.Columns, match.Places, options))
        : None(options.Wanted?.Columns ?? []);

    /// <summary>Reads rows as training wrote them, and where that cannot be, as they are written. Error: that of the first try, if there is no other.</summary>
    public static Either<DataError, T> Read<T>(TableRows rows, ImmutableArray<Column> columns, ImmutableArray<int> places, ReadOptions options, Func<OwnForms, Either<DataError, T>> read) =>
        IsOtherwise(rows, columns, places, options)
            ? Learn(rows, columns, places, options).Bind(read)
            : read(None(columns)).Match(
                Either<DataError, T>.Right,
                error => Learn(rows, columns, places, options).Match(own => own.AreThere ? read(own) : error, _ => error));

    /// <summary>Goes through the rows once. Error: <see cref="DataError"/>.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="columns">Those of the model.</param>
    /// <param name="places">Of each, that of the table; -1 for none.</param>
    /// <param name="options">What is not observed.</param>
    public static Either<DataError, OwnForms> Learn(TableRows rows, ImmutableArray<Column> columns, ImmutableArray<int> places, ReadOptions options)
    {
        var looked = Looked(rows, columns, places).ToArray();
        var own = None(columns);
        if (looked.Length == 0) return own;
        var most = Math.Clamp(AllTexts / looked.Length, FewestTexts, MostTexts);
        var texts = System.Array.ConvertAll(looked, _ => new System.Collections.Generic.HashSet<string>(StringComparer.Ordinal));
        return rows.ForEach(row =>
        {
            for (var index = 0; index < looked.Length; index++)
            {
                var cell = row[places[looked[index]]];
                if (texts[index].Count < most && !IsHidden(cell, columns[looked[index]], options)) texts[index].GetAlternateLookup<ReadOnlySpan<char>>().Add(cell);
            }

            return null;
        }).Map(_ => own.Settle(rows, looked, texts));
    }

    /// <summary>A text of the model's column as the table writes it.</summary>
    public string Write(int column, string text)
    {
        if (column >= forms.Length) return text;
        if (words[column]?.GetValueOrDefault(text) is { } word) return word;
        if (forms[column] is not { } form) return text;
        var trained = columns[column].Kind is ColumnKind.Categorical ? LabelNumbers.FormOf(columns[column]) : columns[column].Form;
        return trained?.Read(text) is { } number ? form.Write(number) : text;
    }

    private static bool IsOtherwise(TableRows rows, ImmutableArray<Column> columns, ImmutableArray<int> places, ReadOptions options)
    {
        var looked = Looked(rows, columns, places).ToList();
        return looked.Exists(column => new OwnForm(columns[column], rows.DecimalSign, rows.IsSignCertain).IsOtherwise)
            || (options.Unseen == UnseenValues.Hide && looked.Exists(column => columns[column].Kind is ColumnKind.Categorical)); // which would hide what it does not read
    }

    /// <summary>Columns of numbers, dates and truth values of which the source has texts.</summary>
    private static IEnumerable<int> Looked(TableRows rows, ImmutableArray<Column> columns, ImmutableArray<int> places) =>
        from column in Enumerable.Range(0, columns.Length)
        where places[column] >= 0 && rows.TypeOf(places[column]) is CellType.Unknown or CellType.Text
        where columns[column].Kind is not ColumnKind.Categorical labels || LabelNumbers.FormOf(columns[column]) is not null || TableCells.AreTruths(labels.Labels)
        select column;

    private static bool IsHidden(ReadOnlySpan<char> cell, Column column, ReadOptions options)
    {
        if (TableCells.IsMissing(cell, options) || MissingWords.IsUnknown(cell)) return true;
        foreach (var word in column.Missing)
            if (cell.SequenceEqual(word))
                return true;
        return false;
    }

    private OwnForms Settle(TableRows rows, int[] looked, System.Collections.Generic.HashSet<string>[] texts)
    {
        var said = new List<string>();
        for (var index = 0; index < looked.Length; index++)
        {
            var (column, place) = (columns[looked[index]], looked[index]);
            var form = new OwnForm(column, rows.DecimalSign, rows.IsSignCertain);
            if (form.Trained is null)
            {
                var labels = ((ColumnKind.Categorical)column.Kind).Labels;
                words[place] = texts[index].Select(text => (Label: labels.FirstOrDefault(label => label.Equals(text, StringComparison.OrdinalIgnoreCase)), Text: text)).Where(pair => pair.Label is not null).DistinctBy(pair => pair.Label).ToDictionary(pair => pair.Label!, pair => pair.Text, StringComparer.Ordinal);
                continue;
            }

            forms[place] = form.Find(texts[index]);
            if (forms[place] is { } own && texts[index].FirstOrDefault(text => own.Read(text) is not null && form.Trained.Read(text) != own.Read(text)) is { } example)
                said.Add($"'{TableNotes.Short(example)}' of {TableColumns.Label(column.Name, place)} as {(form.Trained is CellForm.Moment ? form.Trained : CellForm.Plain).Write(own.Read(example)!.Value)}");
        }

        if (said.Count > 0) Note = $"numbers and dates were read as this table writes them, otherwise than that of training: {TableNotes.List(said)}";
        return this;
    }
}
