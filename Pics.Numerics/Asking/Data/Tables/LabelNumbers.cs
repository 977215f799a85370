namespace Pics.Numerics;

/// <summary>Labels of a column that are numbers, however they are written: 10 % and 20 %, or 1 and 2.</summary>
internal static class LabelNumbers
{
    /// <summary>The form in which all labels but the one for others are numbers; null where some are texts or codes.</summary>
    public static CellForm? FormOf(Column column)
    {
        if (column.Kind is not ColumnKind.Categorical { Labels: { IsEmpty: false } all }) return null;
        var labels = column.HasOther ? all.Take(all.Count - 1).ToArr() : all;
        if (labels.IsEmpty) return null;
        if (labels.ForAll(label => TableCells.IsPlain(label, out _))) return CellForm.Plain;
        if (labels.Exists(label => TableCells.IsCode(label))) return null;
        return NotationLearner.Find([.. labels], null) is var (notation, _) ? new CellForm.Number(0, notation) : null;
    }
}
