namespace Pics.Numerics;

/// <summary>What the values of a variable are.</summary>
public abstract record ColumnKind
{
    internal abstract string Label { get; }

    /// <summary>Takes the kind apart, one function per case.</summary>
    public abstract T Match<T>(Func<Categorical, T> categorical, Func<Count, T> count, Func<Real, T> real, Func<Binned, T> binned);

    /// <summary>How many values the circuit sees; null where there is no largest one.</summary>
    internal int? Finite => Match<int?>(categorical => categorical.Values, _ => null, _ => null, binned => binned.Bins.Count);

    /// <summary>One of the values 0, 1, ... below a number of them.</summary>
    /// <param name="Values">How many values.</param>
    /// <param name="Labels">What the values stand for, one a value; none where they are numbers.</param>
    public sealed record Categorical(int Values, Arr<string> Labels) : ColumnKind
    {
        internal override string Label => Plural.Of(Values, "value");

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Count, T> count, Func<Real, T> real, Func<Binned, T> binned) => categorical(this);

        /// <inheritdoc/>
        public bool Equals(Categorical? other) => other is not null && Values == other.Values && ListEquality<string>.Instance.Equals(Labels, other.Labels);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Values, ListEquality<string>.Instance.GetHashCode(Labels));
    }

    /// <summary>A whole number 0, 1, ... without a largest value.</summary>
    public sealed record Count : ColumnKind
    {
        internal override string Label => "counts";

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Count, T> count, Func<Real, T> real, Func<Binned, T> binned) => count(this);
    }

    /// <summary>A real number, held as (number - centre) / scale.</summary>
    /// <param name="Centre">Subtracted first.</param>
    /// <param name="Scale">Positive; what it is then divided by.</param>
    public sealed record Real(double Centre, double Scale) : ColumnKind
    {
        internal override string Label => "real numbers";

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Count, T> count, Func<Real, T> real, Func<Binned, T> binned) => real(this);
    }

    /// <summary>A real number, held as it is, of which the circuit sees the bin: its density is the probability of the bin times that in the bin.</summary>
    /// <param name="Bins">Intervals that cover the real line.</param>
    public sealed record Binned(Bins Bins) : ColumnKind
    {
        internal override string Label => $"real numbers in {Bins.Count} bins";

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Count, T> count, Func<Real, T> real, Func<Binned, T> binned) => binned(this);
    }
}

/// <summary>One variable of a data set.</summary>
/// <param name="Name">The column's heading; empty where there is none.</param>
/// <param name="Kind">What its values are, in every channel.</param>
public sealed partial record Column(string Name, ColumnKind Kind)
{
    /// <summary>How its cells are written.</summary>
    public CellForm Form { get; init; } = CellForm.Plain;

    /// <summary>The least and the largest number that were seen in training, in the data's own units; null where that is not known, or where values are texts.</summary>
    public (double Least, double Largest)? Range { get; init; }

    /// <summary>Whether the values of a category are in an order that means something.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether the last value of a category stands for all values that training did not see, or saw once.</summary>
    public bool HasOther { get; init; }

    /// <summary>Words that say that a cell of this column is not observed, beside those that say so everywhere.</summary>
    public Arr<string> Missing { get; init; } = Arr<string>.Empty;

    /// <summary>A column of the values 0, 1, ... below <paramref name="count"/>, without names.</summary>
    public static Column Of(int count) => new("", new ColumnKind.Categorical(count, Arr<string>.Empty));

    /// <summary>What a value stands for, as a text: its label, or its number as such cells are written; nothing for NaN.</summary>
    /// <param name="value">Of this column; a real number centred and scaled, one in bins as it is.</param>
    /// <remarks>Error: a real number that was centred comes back rounded to 12 digits of the largest of itself, the centre and the scale.</remarks>
    public string Text(double value) => double.IsNaN(value) ? string.Empty : Kind.Match(
        categorical => categorical.Labels.IsEmpty ? CellForm.Plain.Write(value) : categorical.Labels[(int)value],
        _ => Form.Write(value),
        real => Form.Write(Rounded((value * real.Scale) + real.Centre, Math.Max(Math.Abs(real.Centre), real.Scale))),
        _ => Form.Write(value));

    /// <summary>The value that a text stands for, the inverse of <see cref="Text"/>: centred and scaled if real. Nothing if the column has no such value.</summary>
    /// <remarks>
    /// What is no such text may be in a notation that everybody knows, where that leaves no doubt: digits without the signs of the column or with a point for a number as $1.234,50, and an ISO date as
    /// 2024-03-05 or time as 2024-03-05T12:30 for one in another pattern.
    /// </remarks>
    public double? Value(string text) => TableCells.Encoder(this)(text) ?? (Form.ReadKnown(text) is { } number ? Value(number) : null);

    /// <summary>What cells of the form have, where that is within the error of centring; else some digits fewer than a number has.</summary>
    private double Rounded(double value, double size)
    {
        const int Kept = 12;
        const double Error = 1e-13;
        var most = Math.Max(Math.Abs(value), size);
        if (Form is not CellForm.Text && Form.Round(value) is var near && Math.Abs(near - value) <= Error * most) return near;
        var after = Kept - 1 - (int)Math.Floor(Math.Log10(most));
        return after is >= 0 and <= 15 ? Math.Round(value, after) : value;
    }
}
