namespace Pics.Numerics;

/// <summary>Why a column cannot be what it must be.</summary>
/// <param name="Cell">A cell that stands against it, if one does.</param>
/// <param name="Reason">The end of a sentence that begins with the column.</param>
internal sealed record ColumnFault(string? Cell, string Reason);

/// <summary>What a column is: null with a note where it is left out.</summary>
internal sealed record LearnedColumn(Column? Column, ColumnFault? Fault, ImmutableArray<string> Notes)
{
    /// <summary>It stays.</summary>
    public static LearnedColumn Of(Column column, params IEnumerable<string> notes) => new(column, null, [.. notes]);

    /// <summary>It is left out.</summary>
    public static LearnedColumn Out(string note, string? also = null) => new(null, null, also is null ? [note] : [note, also]);

    /// <summary>It cannot be.</summary>
    public static LearnedColumn Wrong(string? cell, string reason) => new(null, new(cell, reason), []);
}

/// <summary>Sees the cells of a column one by one, once or twice, then says what kind of column it is and how its cells are written.</summary>
internal sealed partial class ColumnLearner
{
    private readonly string name;
    private readonly CellType type;
    private readonly char? sign;
    private readonly ColumnWish wish;
    private readonly ReadOptions options;
    private readonly CellTally tally;
    private readonly NumberMeasure numbers = new();
    private readonly Dictionary<string, long> words = new(StringComparer.Ordinal); // cells that are no numbers among those that are
    private long wordCells;
    private CellForm? form; // in which cells are numbers or dates; null for texts
    private TypedReader? typed; // of cells without their texts; null where these must be seen
    private string? doubt;
    private bool isKept; // even if it tells rows apart or nothing

    /// <summary>A column.</summary>
    /// <param name="name">Its heading; empty if there is none.</param>
    /// <param name="place">Counted from 0.</param>
    /// <param name="type">What the source says of it.</param>
    /// <param name="sign">The decimal sign of the table, where that is known.</param>
    /// <param name="wish">What is said of it.</param>
    /// <param name="options">What is not observed, and what becomes of values that are rare.</param>
    public ColumnLearner(string name, int place, CellType type, char? sign, ColumnWish wish, ReadOptions options)
    {
        (this.name, Place, this.type, this.sign, this.wish, this.options) = (name, place, type, sign, wish, options);
        tally = new(IsOfLabels);
        isKept = wish.IsKept;
    }

    /// <summary>Counted from 0.</summary>
    public int Place { get; }

    /// <summary>The column in a sentence.</summary>
    public string Label => TableColumns.Label(name, Place);

    /// <summary>Whether it is left out without a look.</summary>
    public bool IsIgnored => wish.IsIgnored;

    /// <summary>Whether the decimal sign of its numbers matters, or would be another one.</summary>
    public bool NeedsSign(char point) => form is not (null or CellForm.Moment) && words.Count == 0 && (numbers.HasPoint ? Point == point : form is CellForm.Number { Notation.Group: '.' or ',' });

    private bool IsOfLabels => wish.Kind is TableColumnKind.Categorical or TableColumnKind.Ordinal or TableColumnKind.Boolean || (wish.Known is { IsOfLabels: true, Labels.IsEmpty: false });

    private char Point => form is CellForm.Number { Notation.Point: var point } ? point : '.';

    /// <summary>Sees a cell for the first time.</summary>
    public void See(ReadOnlySpan<char> cell) => tally.See(cell);

    /// <summary>Sees the cell of a row for the first time.</summary>
    public void See(in TableRow row) => tally.See(row, Place);

    /// <summary>Tells the form from the cells that were seen, and whether all must be seen once more as numbers.</summary>
    public bool NeedsNumbers()
    {
        FindForm();
        if (form is null) return false;
        typed = TypedReader.Of(type, form, [.. options.Missing, .. wish.Schema?.Missing ?? Arr<string>.Empty], (form as CellForm.Moment)?.Pattern);
        if (tally.IsCut) return !IsOfLabels;
        foreach (var (text, times) in tally.Counts)
            if (!IsMissing(text))
                Measure(text, times);
        return false;
    }

    /// <summary>Sees a cell for the second time.</summary>
    public void Measure(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty || IsMissing(cell)) return;
        if (form!.Read(cell) is { } number) numbers.See(number, cell, Point);
        else if (!MissingWords.IsUnknown(cell)) AddWord(cell, 1);
    }

    /// <summary>Sees the cell of a row for the second time; its text only as far as that tells more.</summary>
    public void Measure(in TableRow row)
    {
        if (typed is null || !row.IsTyped(Place, out var cell) || !typed.IsNumber(cell, out var number)) Measure(row[Place]);
        else if (cell.IsPlain || form is CellForm.Moment || numbers.Decimals > MostDecimals) numbers.See(number);
        else numbers.See(number, row[Place], Point);
    }

    private void Measure(string text, long times)
    {
        if (form!.Read(text) is { } number) numbers.See(number, text, Point, times);
        else if (!MissingWords.IsUnknown(text)) AddWord(text, times);
    }

    private void AddWord(ReadOnlySpan<char> text, long times)
    {
        wordCells += times;
        var known = words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out var before)) known[text] = before + times;
        else if (words.Count < MostWords) known[text] = times;
    }

    private bool IsMissing(ReadOnlySpan<char> text)
    {
        if (TableCells.IsMissing(text, options)) return true;
        if (wish.Schema is { } schema)
            foreach (var word in schema.Missing)
                if (text.SequenceEqual(word))
                    return true;
        return false;
    }

    /// <summary>The form of all texts; of those with digits, if others are words; of most of them; of those that are numbers.</summary>
    private void FindForm()
    {
        if (wish.Known?.Form is { } known)
        {
            form = known;
            return;
        }

        var texts = tally.Counts.Keys.Where(text => !IsMissing(text) && !MissingWords.IsUnknown(text)).ToList();
        var found = Find(texts)
            ?? Find(texts.FindAll(text => text.AsSpan().IndexOfAnyInRange('0', '9') >= 0))
            ?? (type == CellType.Text ? null : Find(NotationLearner.MostAlike(texts)) ?? Find(texts.FindAll(text => TableCells.IsNumber(text, out _))));
        if (found is not var (learned, sentence)) return;
        var isOfCodes = wish.Kind is null && learned is CellForm.Text && texts.Exists(text => TableCells.IsCode(text)) && texts.TrueForAll(text => !text.AsSpan().ContainsAny('.', 'e', 'E'));
        if (!isOfCodes) (form, doubt) = (learned, sentence);
    }

    private (CellForm Form, string? Doubt)? Find(List<string> texts) => FormLearner.Find(texts, type, sign, wish.Kind);
}
