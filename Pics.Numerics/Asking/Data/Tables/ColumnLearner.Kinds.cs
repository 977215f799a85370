namespace Pics.Numerics;

/// <content>From what was seen to the kind of the column.</content>
internal sealed partial class ColumnLearner
{
    private const int FewNumbers = 20; // different whole numbers that may still be categories
    private const int RowsEach = 5; // rows for each of them
    private const int SomeNumbers = 10; // different numbers past which words among them are no labels
    private const int FewWords = 2; // different words that may be all that is no number
    private const double Mostly = 0.9; // part of numbers past which any words are taken for mistakes
    private const int MostWords = 1024; // different ones that are kept
    private const int FewestRows = 20; // that tell that a column is constant
    private const int ManyRows = 200; // that tell that it nearly is
    private const double Nearly = 0.995;
    private const int MostDecimals = 6;
    private const int MostRead = 15; // decimals that a number has

    private long Observed => form is null || tally.IsCut ? tally.Counts.Where(text => !IsMissing(text.Key)).Sum(text => text.Value) : numbers.Count + wordCells;

    private bool AreFewNumbers => form is not CellForm.Moment && numbers.IsWhole && numbers.Different <= Math.Max(FewWords, Math.Min(FewNumbers, numbers.Count / RowsEach));

    /// <summary>Whether at least half of the different texts are numbers.</summary>
    private bool AreMostlyNumbers => words.Count < MostWords ? numbers.Different >= words.Count : numbers.Count >= wordCells;

    /// <summary>Whether the numbers are codes: 007, or 85123 beside 85123A.</summary>
    private bool AreCodes => form is CellForm.Text && (tally.Counts.Keys.Any(text => TableCells.IsCode(text))
        || (numbers.IsWhole && !numbers.HasPoint && 2 * words.Keys.Count(word => word.Any(char.IsUpper) && word.Any(char.IsAsciiDigit)) > words.Count));

    /// <summary>The kind, once all was seen, of a column that stays whatever it tells.</summary>
    public LearnedColumn Keep()
    {
        isKept = true;
        return Learn();
    }

    /// <summary>The kind, once all was seen.</summary>
    public LearnedColumn Learn()
    {
        if (wish.Known?.Known is { } known) return LearnedColumn.Of(Schema.Of(known, Form(known), Range) with { Name = name, Missing = Missing });
        if (Observed == 0 && !tally.HasLong) return LearnedColumn.Out(TableNotes.Empty(Label));
        return wish.Kind switch
        {
            TableColumnKind.Categorical or TableColumnKind.Ordinal => Labels(),
            TableColumnKind.Boolean => Texts().Count <= 2 && !tally.IsCut ? Labels() : Wrong(Texts()[2], " as a third value; expected two, as its kind is boolean"),
            TableColumnKind.Levels => Levels(),
            null => Choose(),
            _ => form is null ? Wrong(Texts()[0], $"; expected {(wish.Kind is TableColumnKind.Date or TableColumnKind.DateTime or TableColumnKind.Time ? "dates or times of one pattern" : "numbers")}, as its kind is {Word(wish.Kind!.Value)}") : Numbers(),
        };
    }

    private LearnedColumn Choose()
    {
        if (form is null) return OfTexts();
        if (words.Count > 0)
        {
            var areWords = numbers.Different >= SomeNumbers && (form is CellForm.Moment || !AreFewNumbers) && (words.Count <= FewWords || numbers.Count > Mostly * (numbers.Count + wordCells) || (AreMostlyNumbers && !AreCodes));
            return areWords ? Wordy() : OfTexts();
        }

        var isWhole = form is not CellForm.Moment && numbers.IsWhole;
        if (!isKept && isWhole && !AreFewNumbers)
        {
            var counted = numbers.Ascending;
            if (Identifiers.AreNumbers(name, counted, numbers.Counted)) return LearnedColumn.Out(TableNotes.Identifier(Label, Asked, counted.Length, numbers.Counted));
        }

        if (!isKept && numbers.Different == 1 && numbers.Count >= FewestRows) return LearnedColumn.Out(TableNotes.Constant(Label, Asked, Texts()[0]));
        return AreFewNumbers ? Labels() : Numbers();
    }

    /// <summary>Words in a column of numbers are mistakes or say that a cell is not observed; who knows which is asked.</summary>
    private LearnedColumn Wordy()
    {
        var common = Commonest(3);
        var list = string.Join(", ", common.Select(word => $"'{TableNotes.Short(word)}' ({TableNotes.Cells(words[word])})"));
        var taken = string.Join(" ", common.Take(FewWords).Select(word => $"--missing {Quoted(word)}")) + (words.Count > FewWords ? " and so on" : string.Empty);
        return LearnedColumn.Wrong(common[0], $"has {(words.Count == 1 ? "the word" : "the words")} {list}{(words.Count > common.Count ? " and others" : string.Empty)}{(OddNumbers.Find(words.Keys) is null ? string.Empty : ", which look like numbers in another notation,")} where all others are {What}; expected {What}, or {taken} to take {(words.Count == 1 ? "it" : "them")} as not observed, --kinds {Asked}=categorical to take all as texts, --ignore {Asked}, or a schema that says its kind");
    }

    private string What => form is CellForm.Moment ? "dates" : "numbers";

    private List<string> Commonest(int most) => [.. words.OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Take(most).Select(word => word.Key)];

    /// <summary>What a column of texts has among them that is no text, in a sentence; null where it is nothing.</summary>
    private string? OddTexts() => wish.Kind is not null ? null
        : form is null ? OddNumbers.Find(Texts()) is { } odd ? TableNotes.OddNumbers(Label, odd) : null
        : words.Count > 0 && AreMostlyNumbers && !AreCodes ? TableNotes.NumbersAsTexts(Label, Asked, What, numbers.Count, numbers.Count + wordCells, Quoted(Commonest(1)[0]))
        : null;

    private LearnedColumn OfTexts()
    {
        var (different, cells) = (Texts().Count, Observed);
        if (!isKept && Identifiers.AreTexts(different, cells)) return LearnedColumn.Out(TableNotes.Identifier(Label, Asked, different, cells), OddTexts());
        if (!isKept && tally.IsCut) return LearnedColumn.Out(TableNotes.FreeText(Label));
        if (!isKept && different == 1 && cells >= FewestRows) return LearnedColumn.Out(TableNotes.Constant(Label, Asked, Texts()[0]));
        return Labels();
    }

    private LearnedColumn Labels()
    {
        if (tally.IsCut) return LearnedColumn.Wrong(null, $"has too many texts, or too long ones; expected at most {short.MaxValue} different ones, of at most {TableCells.LongestLabel} letters each");
        var labels = LabelLearner.Order(Texts(), form);
        var hasOther = options.Unseen == UnseenValues.Other && !labels.ForAll(label => TableCells.IsPlain(label, out _)) && labels.Count < short.MaxValue;
        if (hasOther) labels = LabelLearner.WithOther(labels, label => tally.Counts.GetValueOrDefault(label));
        var column = Schema.Of(new ColumnKind.Categorical(labels.Count, labels), CellForm.Plain, null) with { Name = name, IsOrdered = wish.Kind == TableColumnKind.Ordinal, HasOther = hasOther, Missing = Missing };
        return LearnedColumn.Of(column, LabelNotes(labels));
    }

    private IEnumerable<string> LabelNotes(Arr<string> labels)
    {
        var (cells, commonest) = (Observed, Texts().MaxBy(text => tally.Counts[text])!);
        if (wish.Kind is null && labels.Count > 1 && cells >= ManyRows && tally.Counts[commonest] >= Nearly * cells) yield return TableNotes.NearlyConstant(Label, commonest, tally.Counts[commonest], cells);
        foreach (var word in labels.Filter(label => wish.Kind is null && MissingWords.IsUnknown(label)).Take(FewWords)) yield return TableNotes.WordAsValue(Label, word, tally.Counts.GetValueOrDefault(word));
        if (OddTexts() is { } odd) yield return odd;
        if (wish.Kind is null && cells >= FewestRows && labels.Count > cells / 2) yield return TableNotes.ManyLabels(Label, labels.Count, cells);
        if (wish.Kind == TableColumnKind.Ordinal && wish.Known is not { Labels.IsEmpty: false } && labels.Exists(label => !TableCells.IsPlain(label, out _))) yield return $"{Label} has its labels in the order of the alphabet; a schema with labels gives another";
    }

    private LearnedColumn Levels()
    {
        if (form is null or CellForm.Moment || words.Count > 0 || !numbers.IsWhole) return Wrong(words.Keys.FirstOrDefault() ?? Texts().Find(text => form?.Read(text) is not { } number || !double.IsInteger(number)) ?? Texts()[0], "; expected whole numbers, as each from the least to the largest one is to have a probability");
        return LabelLearner.Levels(numbers.Least, numbers.Largest) is { } labels
            ? LearnedColumn.Of(Schema.Of(new ColumnKind.Categorical(labels.Count, labels), CellForm.Plain, null) with { Name = name, IsOrdered = true, Missing = Missing })
            : LearnedColumn.Wrong(null, FormattableString.Invariant($"has numbers from {numbers.Least} to {numbers.Largest}; expected at most {short.MaxValue} whole ones, as each is to have a probability"));
    }

    private LearnedColumn Numbers()
    {
        if (numbers.Count == 0) return LearnedColumn.Out(TableNotes.Empty(Label));
        var written = Form(null);
        var asked = wish.Kind is TableColumnKind.Real or TableColumnKind.Binned ? wish.Kind : null;
        var kind = wish.Kind == TableColumnKind.Count ? new ColumnKind.Count() : RealKinds.Of(numbers.Sorted(), written, asked);
        return LearnedColumn.Of(Schema.Of(kind, written, Range) with { Name = name, Missing = Missing }, doubt is null ? [] : [$"{Label} {doubt}"]);
    }

    /// <summary>How the cells are written, with the decimals that they have; what a schema says of it is right.</summary>
    private CellForm Form(ColumnKind? known)
    {
        if (known is ColumnKind.Categorical) return CellForm.Plain;
        if (wish.Known?.Form is { } said) return said;
        if (form is CellForm.Moment) return form;
        if (form is null || numbers.Count == 0) return CellForm.Plain;
        var notation = (form as CellForm.Number)?.Notation ?? NumberNotation.Plain;
        var isLong = notation == NumberNotation.Plain && (numbers.Decimals > MostDecimals || numbers.HasExponent);
        return isLong ? CellForm.Plain : new CellForm.Number(Math.Min(numbers.Decimals, MostRead), notation) { Shown = Math.Min(numbers.Shown, MostRead) };
    }

    private (double Least, double Largest)? Range => numbers.Count > 0 ? (numbers.Least, numbers.Largest) : null;

    private ColumnSchema Schema => wish.Known ?? new(name, wish.Kind ?? TableColumnKind.Categorical, Arr<string>.Empty, null, null);

    private Arr<string> Missing => options.Missing.Concat(wish.Schema?.Missing ?? Arr<string>.Empty).Distinct(StringComparer.Ordinal).ToArr();

    /// <summary>How an option names the column.</summary>
    private string Asked => name.Length > 0 ? Quoted(name) : $"#{Place}";

    private List<string> Texts() => [.. tally.Counts.Keys.Where(text => !IsMissing(text))];

    private static LearnedColumn Wrong(string cell, string rest) => LearnedColumn.Wrong(cell, $"has '{TableNotes.Short(cell)}'{rest}");

    private static string Quoted(string text) => text.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.' or '/' or '+') ? text : $"'{text}'";

    private static string Word(TableColumnKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
