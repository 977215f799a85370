using System.Globalization;

namespace Pics.Numerics;

/// <summary>What the values of a variable are.</summary>
public abstract record ColumnKind
{
    internal abstract string Label { get; }

    /// <summary>Takes the kind apart, one function per case.</summary>
    public abstract T Match<T>(Func<Categorical, T> categorical, Func<Count, T> count, Func<Real, T> real);

    /// <summary>One of the values 0, 1, ... below a number of them.</summary>
    /// <param name="Values">How many values.</param>
    /// <param name="Labels">What the values stand for, one a value; none where they are numbers.</param>
    public sealed record Categorical(int Values, Arr<string> Labels) : ColumnKind
    {
        internal override string Label => $"{Values} values";

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Count, T> count, Func<Real, T> real) => categorical(this);
    }

    /// <summary>A whole number 0, 1, ... without a largest value.</summary>
    public sealed record Count : ColumnKind
    {
        internal override string Label => "counts";

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Count, T> count, Func<Real, T> real) => count(this);
    }

    /// <summary>A real number, held as (number - centre) / scale.</summary>
    /// <param name="Centre">Subtracted first.</param>
    /// <param name="Scale">Positive; what it is then divided by.</param>
    public sealed record Real(double Centre, double Scale) : ColumnKind
    {
        internal override string Label => "real numbers";

        /// <inheritdoc/>
        public override T Match<T>(Func<Categorical, T> categorical, Func<Count, T> count, Func<Real, T> real) => real(this);
    }
}

/// <summary>One variable of a data set.</summary>
/// <param name="Name">The column's heading; empty where there is none.</param>
/// <param name="Kind">What its values are, in every channel.</param>
public sealed partial record Column(string Name, ColumnKind Kind)
{
    /// <summary>A column of the values 0, 1, ... below <paramref name="count"/>, without names.</summary>
    public static Column Of(int count) => new("", new ColumnKind.Categorical(count, Arr<string>.Empty));

    /// <summary>What a value stands for, as a text: its label or its number, nothing for NaN.</summary>
    /// <param name="value">Of this column; a real number centred and scaled.</param>
    /// <remarks>Error: a real number comes back rounded to 12 digits of the largest of itself, the centre and the scale.</remarks>
    public string Text(double value) => double.IsNaN(value) ? string.Empty : Kind.Match(
        categorical => categorical.Labels.IsEmpty ? Digits(value) : categorical.Labels[(int)value],
        _ => Digits(value),
        real => Digits(Rounded((value * real.Scale) + real.Centre, Math.Max(Math.Abs(real.Centre), real.Scale))));

    /// <summary>The value that a text stands for, the inverse of <see cref="Text"/>: centred and scaled if real. Nothing if the column has no such value.</summary>
    public double? Value(string text) => Kind is ColumnKind.Categorical { Labels.IsEmpty: true, Values: var values }
        ? TableCells.IsNumber(text, out var number) && double.IsInteger(number) && number >= 0 && number < values ? number : null
        : TableCells.Encoder(Kind)(text);

    private static string Digits(double value) => (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture); // without the sign of zero

    private static double Rounded(double value, double size)
    {
        const int Kept = 12;
        var most = Math.Max(Math.Abs(value), size);
        var after = Kept - 1 - (int)Math.Floor(Math.Log10(most));
        return after is >= 0 and <= 15 ? Math.Round(value, after) : value;
    }
}
