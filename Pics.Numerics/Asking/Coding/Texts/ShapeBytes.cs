namespace Pics.Numerics;

/// <summary>The shape of a table's text as bytes, and back from whatever bytes.</summary>
internal static class ShapeBytes
{
    private const int Version = 1;
    private const int MostColumns = 1 << 16;
    private const int MostSigns = 64; // letters of what is around numbers, and of patterns
    private const int MostShown = 15;

    /// <summary>As bytes.</summary>
    public static byte[] Write(TextShape shape)
    {
        var to = new ByteWriter();
        to.Number(Version);
        to.Number(shape.CodePage);
        to.Number(shape.Separator);
        foreach (var run in (byte[][])[shape.Above, shape.Behind, shape.End]) to.Run(run);
        to.Number(shape.Columns.Length);
        foreach (var column in shape.Columns)
        {
            to.Run(column.Gap.Usual);
            to.Number((int)column.Gap.Rule);
            to.Number(column.Gap.Width);
            if (column is TextColumn.Other other)
            {
                to.Number(0);
                to.Number((int)other.Rule);
                to.Run(other.Usual);
            }
            else if (column is TextColumn.Known known)
            {
                to.Number(known.Model + 1);
                Write(to, known.Spelling);
                to.Run(known.Missing);
                to.Number(known.Words.Count);
                foreach (var (value, word) in known.Words)
                {
                    to.Number(value);
                    to.Run(word);
                }
            }
        }

        return PackedBytes.Of(to.Bytes);
    }

    /// <summary>From bytes; null for those that are no shape of these rows.</summary>
    public static TextShape? Read(ReadOnlySpan<byte> bytes, RowForm form)
    {
        if (PackedBytes.Open(bytes) is not { } opened) return null;
        var from = new ByteReader(opened);
        if (from.Number(int.MaxValue) != Version) return null;
        var (codePage, separator) = ((int)from.Number(ushort.MaxValue), (char)from.Number(char.MaxValue));
        byte[] above = [.. from.Run(int.MaxValue)], behind = [.. from.Run(int.MaxValue)], end = [.. from.Run(TextShape.LongestCell)];
        var count = (int)from.Number(Math.Min(MostColumns, from.Left));
        if (!from.IsRight || TextShape.EncodingOf(codePage) is null) return null;
        var columns = ImmutableArray.CreateBuilder<TextColumn>();
        var isFree = new bool[form.Variables]; // a column of the model is one of the table
        System.Array.Fill(isFree, true);
        while (columns.Count < count && Column(ref from, form, isFree) is { } column) columns.Add(column);
        return from.IsRight && from.Left == 0 && columns.Count == count && count > 0 ? new(form, codePage, separator, above, behind, end, columns.ToImmutable()) : null;
    }

    private static TextColumn? Column(ref ByteReader from, RowForm form, bool[] isFree)
    {
        var gap = new CellGap([.. from.Run(TextShape.LongestCell)], (GapRule)from.Number((int)GapRule.Left), (int)from.Number(TextShape.LongestCell));
        var model = (int)from.Number(form.Variables) - 1;
        if (!from.IsRight) return null;
        if (model < 0)
        {
            var (rule, usual) = ((OtherRule)from.Number((int)OtherRule.Next), from.Run(TextShape.LongestCell).ToArray());
            return from.IsRight ? new TextColumn.Other(gap, rule, usual) : null;
        }

        if (!isFree[model] || Spelling(ref from) is not { } spelling) return null;
        isFree[model] = false;
        byte[] missing = [.. from.Run(TextShape.LongestCell)];
        var words = ImmutableSortedDictionary.CreateBuilder<int, byte[]>();
        var values = form.Columns[model].Kind is ColumnKind.Categorical categorical ? categorical.Values : 0;
        for (var left = from.Number(values); left > 0 && from.IsRight; left--)
        {
            var value = (int)from.Number(values - 1);
            if (words.ContainsKey(value)) from.Fault();
            else words[value] = [.. from.Run(TextShape.LongestCell)];
        }

        return from.IsRight ? new TextColumn.Known(gap, model, spelling, missing, words.ToImmutable()) : null;
    }

    private static void Write(ByteWriter to, CellSpelling spelling)
    {
        to.Number((int)spelling.Kind);
        to.Number(spelling.Decimals);
        to.Number(spelling.Sign);
        to.Number(spelling.IsQuoted ? 1 : 0);
        to.Run(spelling.Lead);
        to.Run(spelling.Trail);
        if (spelling.Kind != SpellingKind.Own) return;
        if (spelling.Own is CellForm.Moment moment)
        {
            to.Number(1 + (int)moment.Unit);
            to.Run(moment.Pattern);
        }
        else
        {
            var number = spelling.Own as CellForm.Number;
            var notation = number?.Notation ?? NumberNotation.Plain;
            to.Number(0);
            to.Number(number?.Shown ?? 0);
            to.Number(notation.Point);
            to.Number(notation.Group ?? 0);
            to.Number((int)notation.Negative);
            to.Run(notation.Before);
            to.Run(notation.After);
        }
    }

    private static CellSpelling? Spelling(ref ByteReader from)
    {
        var kind = (SpellingKind)from.Number((int)SpellingKind.Fixed);
        var (decimals, sign, isQuoted) = ((int)from.Number(CellSpelling.MostDecimals), (char)from.Number(char.MaxValue), from.Number(1) > 0);
        string lead = from.Letters(TextShape.LongestCell), trail = from.Letters(TextShape.LongestCell);
        var spelling = new CellSpelling(kind, decimals, sign, isQuoted, lead, trail);
        if (from.IsRight && kind == SpellingKind.Own) spelling = spelling with { Own = Own(ref from) };
        return from.IsRight ? spelling : null;
    }

    private static CellForm Own(ref ByteReader from)
    {
        if ((int)from.Number(1 + (int)MomentUnit.SecondsOfDay) is > 0 and var unit) return new CellForm.Moment(from.Letters(MostSigns), (MomentUnit)(unit - 1));
        var (shown, point, group, negative) = ((int)from.Number(MostShown), (char)from.Number(char.MaxValue), (char)from.Number(char.MaxValue), (NegativeSign)from.Number((int)NegativeSign.Brackets));
        string before = from.Letters(MostSigns), after = from.Letters(MostSigns);
        return new CellForm.Number(shown, new(point, group == 0 ? null : group, before, after) { Negative = negative });
    }
}
