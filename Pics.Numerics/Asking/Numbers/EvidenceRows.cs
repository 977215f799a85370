namespace Pics.Numerics;

/// <summary>Rows of evidence in plain memory, [rows, variables, channels] of float64 as the circuit sees them; NaN where not observed.</summary>
internal sealed class EvidenceRows
{
    private readonly double[] numbers;
    private readonly int start;

    /// <summary>Over an array, which is not copied: one row after the other.</summary>
    public EvidenceRows(double[] numbers, int rows, int variables, int channels)
        : this(numbers, 0, rows, variables, channels)
    {
    }

    private EvidenceRows(double[] numbers, int start, int rows, int variables, int channels)
    {
        (this.numbers, this.start, Rows, Variables, Channels) = (numbers, start, rows, variables, channels);
        if (numbers.Length < start + ((long)rows * variables * channels)) throw new ArgumentException($"{numbers.Length} numbers are no {rows} rows of {variables} variables and {channels} channels", nameof(numbers));
    }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>Columns of a row.</summary>
    public int Variables { get; }

    /// <summary>Channels of a variable.</summary>
    public int Channels { get; }

    /// <summary>Numbers of a row.</summary>
    public int Width => Variables * Channels;

    /// <summary>All numbers, one row after the other.</summary>
    public Span<double> All => numbers.AsSpan(start, Rows * Width);

    /// <summary>What a row has at a place, [variables, channels].</summary>
    public ref double this[int row, int place] => ref numbers[start + (row * Width) + place];

    /// <summary>Rows that observe nothing.</summary>
    public static EvidenceRows Nothing(int rows, int variables, int channels)
    {
        var numbers = new double[rows * variables * channels];
        System.Array.Fill(numbers, double.NaN);
        return new(numbers, rows, variables, channels);
    }

    /// <summary>Rows of numbers, [variables, channels] each; copies.</summary>
    public static EvidenceRows Of(IReadOnlyList<double[]> rows, int variables, int channels)
    {
        var all = new EvidenceRows(new double[rows.Count * variables * channels], rows.Count, variables, channels);
        for (var row = 0; row < rows.Count; row++) rows[row].CopyTo(all.Row(row));
        return all;
    }

    /// <summary>A row, [variables, channels].</summary>
    public Span<double> Row(int row) => numbers.AsSpan(start + (row * Width), Width);

    /// <summary>Each row as an array of its own.</summary>
    public IReadOnlyList<double[]> Arrays() => [.. Enumerable.Range(0, Rows).Select(row => Row(row).ToArray())];

    /// <summary>Some rows that follow each other, in the same memory.</summary>
    public EvidenceRows Part(int first, int count) => new(numbers, start + (first * Width), count, Variables, Channels);

    /// <summary>Copies of some rows.</summary>
    public EvidenceRows Take(IReadOnlyList<int> rows)
    {
        var taken = new EvidenceRows(new double[rows.Count * Width], rows.Count, Variables, Channels);
        for (var row = 0; row < rows.Count; row++) Row(rows[row]).CopyTo(taken.Row(row));
        return taken;
    }

    /// <summary>A copy.</summary>
    public EvidenceRows Copy() => new(All.ToArray(), Rows, Variables, Channels);

    /// <summary>A copy of the first columns.</summary>
    public EvidenceRows Narrow(int variables)
    {
        if (variables == Variables) return Copy();
        var all = new EvidenceRows(new double[Rows * variables * Channels], Rows, variables, Channels);
        for (var row = 0; row < Rows; row++) Row(row)[..all.Width].CopyTo(all.Row(row));
        return all;
    }
}
