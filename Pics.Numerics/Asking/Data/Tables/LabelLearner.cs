using System.Globalization;

namespace Pics.Numerics;

/// <summary>The labels of a column and their order.</summary>
internal static class LabelLearner
{
    /// <summary>The label of all values that training did not see, or saw once.</summary>
    public const string Other = "(other)";

    private const int FewestRare = 3; // labels seen once that are put together

    /// <summary>Two words of which the first says no and the second says yes.</summary>
    private static readonly (string No, string Yes)[] Truths = [("no", "yes"), ("false", "true"), ("n", "y"), ("f", "t"), ("nein", "ja"), ("n", "j"), ("non", "oui"), ("no", "si"), ("no", "s\u00ED"), ("off", "on"), ("falsch", "wahr"), ("faux", "vrai")];

    /// <summary>Labels in their order: no before yes, numbers by their size, texts in the ordinal one.</summary>
    /// <param name="texts">Those of the cells, each once.</param>
    /// <param name="form">In which they are numbers or dates; null for texts.</param>
    public static Arr<string> Order(IReadOnlyCollection<string> texts, CellForm? form)
    {
        if (Truth(texts) is { } truth) return truth;
        if (form is null || texts.Any(text => form.Read(text) is null)) return texts.Order(StringComparer.Ordinal).ToArr();
        var byNumber = texts.OrderBy(text => form.Read(text)!.Value).ThenBy(text => text, StringComparer.Ordinal);
        if (!texts.All(text => TableCells.IsPlain(text, out _))) return byNumber.ToArr();
        var numbers = texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture)).Distinct().Order().ToList();
        return numbers.Count == texts.Count ? byNumber.ToArr() : numbers.Select(Text).ToArr(); // one label a number, however it is written
    }

    /// <summary>All whole numbers from one to another; null if these are too many.</summary>
    public static Arr<string>? Levels(double least, double largest) => largest - least < short.MaxValue ? Enumerable.Range(0, (int)(largest - least) + 1).Select(step => TableCells.Whole(least + step)).ToArr() : (Arr<string>?)null;

    /// <summary>Labels with one for all others at the end, which those take that were seen once, if they are several.</summary>
    public static Arr<string> WithOther(Arr<string> labels, Func<string, long> times)
    {
        var rare = labels.Where(label => times(label) == 1).ToHashSet(StringComparer.Ordinal);
        return labels.Where(label => label != Other && (rare.Count < FewestRare || !rare.Contains(label))).Append(Other).ToArr();
    }

    private static string Text(double number) => double.IsInteger(number) ? TableCells.Whole(number) : number.ToString("R", CultureInfo.InvariantCulture);

    private static Arr<string>? Truth(IReadOnlyCollection<string> texts)
    {
        if (texts.Count != 2) return null;
        var (one, other) = (texts.First(), texts.Last());
        bool Are(string no, string yes) => System.Array.Exists(Truths, truth => no.Equals(truth.No, StringComparison.OrdinalIgnoreCase) && yes.Equals(truth.Yes, StringComparison.OrdinalIgnoreCase));
        return Are(one, other) ? (Arr<string>?)LanguageExt.Prelude.Array(one, other) : Are(other, one) ? LanguageExt.Prelude.Array(other, one) : (Arr<string>?)null;
    }
}
