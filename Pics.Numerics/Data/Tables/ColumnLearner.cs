using System.Globalization;

namespace Pics.Numerics;

/// <summary>Sees the cells of a column one by one, then says what kind of column it is.</summary>
internal sealed class ColumnLearner
{
    private const int FewNumbers = 64; // different whole numbers that are still categories
    private const double Mostly = 0.9; // part of numbers past which a text is taken for a mistake

    private readonly System.Collections.Generic.HashSet<double> few = [];
    private System.Collections.Generic.HashSet<string>? texts;
    private bool isWhole = true;
    private long numbers;
    private long others;
    private double mean;
    private double squares; // of the differences to the mean (Welford)

    /// <summary>The first cell that is no number, and where it is.</summary>
    public (string Place, string Text)? FirstText { get; private set; }

    /// <summary>Whether some cell is observed.</summary>
    public bool IsObserved => numbers + others > 0;

    /// <summary>Whether all observed cells are whole numbers.</summary>
    public bool IsWhole => others == 0 && isWhole;

    /// <summary>Whether a few cells without numbers are among many with numbers, so that they look like mistakes.</summary>
    public bool IsDoubtful => others > 0 && few.Count > FewNumbers && numbers > Mostly * (numbers + others);

    /// <summary>The kind of a column without cells that are no numbers, or null where its texts must be seen first.</summary>
    /// <param name="wish">What is said of it.</param>
    public ColumnKind? Fit(TableColumnKind? wish) => wish switch
    {
        TableColumnKind.Count => new ColumnKind.Count(),
        TableColumnKind.Real => Real(),
        TableColumnKind.Categorical => IsWhole && few.Count <= FewNumbers ? Numbered(few) : null,
        _ when others > 0 => null,
        _ => IsWhole && few.Count <= FewNumbers ? Numbered(few) : Real(),
    };

    /// <summary>The kind of a column of categories whose texts were seen.</summary>
    public ColumnKind.Categorical FitTexts() => IsWhole
        ? Numbered(texts!.Select(text => double.Parse(text, CultureInfo.InvariantCulture)).Distinct())
        : new ColumnKind.Categorical(texts!.Count, texts!.Order(StringComparer.Ordinal).ToArr());

    /// <summary>Sees a number.</summary>
    public void See(double number)
    {
        numbers++;
        isWhole &= double.IsInteger(number);
        if (few.Count <= FewNumbers) few.Add(number);
        var difference = number - mean;
        mean = double.IsFinite(difference) ? mean + (difference / numbers) : (mean * (1 - (1.0 / numbers))) + (number / numbers); // numbers near the largest that there is
        squares += difference * (number - mean);
    }

    /// <summary>Sees a cell that is no number.</summary>
    public void SeeOther(TableRow row, ReadOnlySpan<char> text)
    {
        others++;
        FirstText ??= (row.Place, text.ToString());
    }

    /// <summary>Keeps the text of a cell; false if there are too many different ones, or it is too long.</summary>
    public bool SeeText(ReadOnlySpan<char> text)
    {
        texts ??= new(StringComparer.Ordinal);
        var known = texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.Contains(text)) known.Add(text);
        return texts.Count <= short.MaxValue && text.Length <= TableCells.LongestLabel;
    }

    private static ColumnKind.Categorical Numbered(IEnumerable<double> values)
    {
        var labels = values.Order().Select(TableCells.Whole).ToArr();
        return new(labels.Count, labels);
    }

    private ColumnKind.Real Real()
    {
        var deviation = numbers == 0 ? 0 : Math.Sqrt(squares / numbers);
        return new(mean, double.IsFinite(deviation) && deviation > 0 ? deviation : 1);
    }
}
