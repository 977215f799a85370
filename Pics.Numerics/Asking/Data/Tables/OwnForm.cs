namespace Pics.Numerics;

/// <summary>Tells how a table writes one column of a model, where that is otherwise than the table of training had it.</summary>
/// <param name="column">The column.</param>
/// <param name="sign">The decimal sign of the table, where that is known.</param>
/// <param name="isCertain">Whether it is certain.</param>
internal sealed class OwnForm(Column column, char? sign, bool isCertain)
{
    private static readonly System.Buffers.SearchValues<char> Points = System.Buffers.SearchValues.Create(".,");

    /// <summary>In which form training had the cells as numbers or dates; null for texts.</summary>
    public CellForm? Trained { get; } = column.Kind is ColumnKind.Categorical ? LabelNumbers.FormOf(column) : column.Form;

    /// <summary>Whether the decimal sign of the table is certainly another one.</summary>
    public bool IsOtherwise => isCertain && sign is { } point && Trained is not (null or CellForm.Moment) && point != Point(Trained);

    /// <summary>The form of the table's own cells; null where that of training reads them, or none does.</summary>
    /// <param name="texts">Of cells that are observed, each once.</param>
    public CellForm? Find(IReadOnlyCollection<string> texts)
    {
        if (Trained is null || texts.Count == 0 || texts.All(IsTrained)) return null;
        var found = FormLearner.Find(texts, CellType.Unknown, sign, Trained is CellForm.Moment ? TableColumnKind.Date : TableColumnKind.Real)
            ?? FormLearner.Find([.. texts.Where(text => text.AsSpan().IndexOfAnyInRange('0', '9') >= 0)], CellType.Unknown, sign, Trained is CellForm.Moment ? TableColumnKind.Date : TableColumnKind.Real);
        return found is not var (form, _) ? null : (Trained, form) switch
        {
            (CellForm.Moment wanted, CellForm.Moment own) => (wanted.Unit == MomentUnit.SecondsOfDay) == (own.Unit == MomentUnit.SecondsOfDay) ? own with { Unit = wanted.Unit } : null,
            (CellForm.Moment, _) or (_, CellForm.Moment) => null,
            (_, CellForm.Number own) => AreAlike(Notation(Trained), own.Notation) ? Shown(own.Notation, texts) : null,
            _ => Notation(Trained) == NumberNotation.Plain ? null : Shown(NumberNotation.Plain, texts),
        };
    }

    /// <summary>Whether training would have read a text as it is meant.</summary>
    private bool IsTrained(string text) => column.Kind is ColumnKind.Categorical categorical && categorical.Labels.Contains(text)
        ? !IsOtherwise || !text.AsSpan().ContainsAny(Points) || Trained is CellForm.Number
        : Trained!.Read(text) is not null && !(IsOtherwise && text.AsSpan().ContainsAny(Points));

    /// <summary>Signs around numbers are those of training, or one side has none: dollars are no euros.</summary>
    private static bool AreAlike(NumberNotation one, NumberNotation other)
    {
        var (before, after) = (one.Before.Trim() + one.After.Trim(), other.Before.Trim() + other.After.Trim());
        return before.Length == 0 || after.Length == 0 || before.Equals(after, StringComparison.OrdinalIgnoreCase);
    }

    private static NumberNotation Notation(CellForm form) => (form as CellForm.Number)?.Notation ?? NumberNotation.Plain;

    private static char Point(CellForm form) => Notation(form).Point;

    /// <summary>With as many decimals as all cells show.</summary>
    private static CellForm.Number Shown(NumberNotation notation, IEnumerable<string> texts)
    {
        var shown = texts.Min(text => text.LastIndexOf(notation.Point) is >= 0 and var at ? text.Skip(at + 1).TakeWhile(char.IsAsciiDigit).Count() : 0);
        return new(15, notation) { Shown = Math.Min(shown, 15) };
    }
}
