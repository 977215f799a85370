using System.Globalization;

namespace Pics.Numerics;

/// <summary>What was decided when a table was read and could be taken otherwise, a sentence each.</summary>
internal static class TableNotes
{
    private const int Shown = 5; // columns or words in a sentence
    private const int LongestShown = 40; // letters of a text

    /// <summary>Which words were taken as not observed, a sentence a word.</summary>
    public static IEnumerable<string> Words(IReadOnlyList<string> headings, ImmutableArray<Column> columns, IReadOnlyList<HiddenCells> hidden) =>
        from found in Enumerable.Range(0, headings.Count).SelectMany(column => hidden[column].Words.Select(word => (Word: word.Key, Column: column, Cells: word.Value)))
        group found by found.Word into word
        orderby word.Sum(one => one.Cells) descending, word.Key
        let isLabel = word.Any(one => columns[one.Column].Kind is ColumnKind.Categorical && !columns[one.Column].Missing.Contains(word.Key))
        select $"'{Short(word.Key)}' was taken as not observed, in {List([.. word.OrderByDescending(one => one.Cells).Select(one => $"{Cells(one.Cells)} of '{headings[one.Column]}'")])}{(isLabel ? "; a schema with it among the labels makes it a value" : string.Empty)}";

    /// <summary>Which values that training did not see were taken as not observed, a sentence a column.</summary>
    public static IEnumerable<string> Unseen(IReadOnlyList<string> headings, IReadOnlyList<HiddenCells> hidden) =>
        from column in Enumerable.Range(0, headings.Count)
        where hidden[column].Unseen > 0
        select $"column '{headings[column]}' has a value that training did not see in {Cells(hidden[column].Unseen)}, as '{Short(hidden[column].FirstUnseen)}', taken as not observed";

    /// <summary>A column that tells rows apart.</summary>
    public static string Identifier(string label, string name, long different, long cells) =>
        $"{label} was left out, as nearly every row has a value of its own ({Number(different)} in {Number(cells)}); --keep {name} keeps it";

    /// <summary>A column of long or of too many texts.</summary>
    public static string FreeText(string label) => $"{label} was left out, as it has more than {short.MaxValue} different texts, or some of more than {TableCells.LongestLabel} letters";

    /// <summary>A column with one value.</summary>
    public static string Constant(string label, string name, string value) => $"{label} was left out, as it is '{Short(value)}' wherever it is observed; --keep {name} keeps it";

    /// <summary>A column without any value.</summary>
    public static string Empty(string label) => $"{label} was left out, as it is observed in no row";

    /// <summary>A word that may say that a cell is not observed, and counts as a value.</summary>
    public static string WordAsValue(string label, string word, long cells) => $"'{Short(word)}' counts as a value of {label}, in {Cells(cells)}; --missing {word} takes it as not observed";

    /// <summary>A column with nearly one value.</summary>
    public static string NearlyConstant(string label, string value, long cells, long all) => $"{label} is '{Short(value)}' in {Number(cells)} of {Number(all)} rows, so that it tells little";

    /// <summary>A column of many texts.</summary>
    public static string ManyLabels(string label, long labels, long cells) => $"{label} has {Number(labels)} different texts in {Number(cells)} rows, so that little is learned of each; --ignore leaves it out";

    /// <summary>A column of texts most of which are numbers or dates.</summary>
    /// <param name="label">The column.</param>
    /// <param name="name">As options name it.</param>
    /// <param name="what">Numbers or dates.</param>
    /// <param name="numbers">How many cells are these.</param>
    /// <param name="cells">How many there are.</param>
    /// <param name="word">The commonest of the others, as an option has it.</param>
    public static string NumbersAsTexts(string label, string name, string what, long numbers, long cells, string word) =>
        $"{label} was read as texts, though {Number(numbers)} of its {Cells(cells)} are {what}; --missing {word} takes such a text as not observed, and --kinds {name}=categorical says that all are texts";

    /// <summary>A column of texts that look like numbers, in another notation or in several.</summary>
    public static string OddNumbers(string label, string text) => $"{label} was read as texts, though its cells look like numbers in no one notation that is read, as '{Short(text)}'; written as 1234.5 or 1.2345e3 they are read";

    /// <summary>A text that is not too long.</summary>
    public static string Short(ReadOnlySpan<char> text) => text.Length > LongestShown ? $"{text[..LongestShown]}..." : text.ToString();

    /// <summary>A number of cells.</summary>
    public static string Cells(long cells) => $"{Number(cells)} {Plural.Of(cells, "cell", "cells")}";

    /// <summary>Some of several things.</summary>
    public static string List(IReadOnlyList<string> all) => all.Count <= Shown
        ? string.Join(" and ", new[] { string.Join(", ", all.SkipLast(1)), all[^1] }.Where(part => part.Length > 0))
        : $"{string.Join(", ", all.Take(Shown))} and {all.Count - Shown} more {Plural.Of(all.Count - Shown, "column", "columns")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
