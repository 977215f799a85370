using System.Globalization;

namespace Pics.Numerics;

/// <summary>What the cells of a column are, and how they are written.</summary>
/// <remarks>The one place where a text becomes a number of the data's own units, and back.</remarks>
public abstract record CellForm
{
    /// <summary>As written: the labels of categories.</summary>
    public static CellForm Plain { get; } = new Text();

    /// <summary>Takes the form apart, one function per case.</summary>
    public abstract T Match<T>(Func<Text, T> text, Func<Number, T> number, Func<Moment, T> moment);

    /// <summary>The finite number that a cell stands for; null if it is none.</summary>
    public abstract double? Read(ReadOnlySpan<char> cell);

    /// <summary>The number of a text that is no such cell, but in a notation that everybody knows; null if it is none.</summary>
    internal virtual double? ReadKnown(ReadOnlySpan<char> text) => null;

    /// <summary>A number as such cells are written, with all digits that it has.</summary>
    public abstract string Write(double number);

    /// <summary>The number that is nearest to this one among those that such cells have: whole ones, of so many decimals, a day.</summary>
    public abstract double Round(double number);

    /// <summary>Texts as they are, or numbers in digits with a point, as many as are needed.</summary>
    public sealed record Text : CellForm
    {
        /// <inheritdoc/>
        public override double? Read(ReadOnlySpan<char> cell) => TableCells.IsPrinted(cell, out var number) ? number : null;

        /// <inheritdoc/>
        public override string Write(double number) => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture); // without the sign of zero

        /// <inheritdoc/>
        public override double Round(double number) => number;

        /// <inheritdoc/>
        public override T Match<T>(Func<Text, T> text, Func<Number, T> number, Func<Moment, T> moment) => text(this);
    }

    /// <summary>Numbers with a number of decimals, and maybe signs around them.</summary>
    /// <param name="Decimals">Digits after the decimal sign that numbers have at most, zeros at the end left out; 0 for whole numbers.</param>
    /// <param name="Notation">The signs.</param>
    public sealed record Number(int Decimals, NumberNotation Notation) : CellForm
    {
        private static readonly NumberNotation Thousands = new(',', '.', string.Empty, string.Empty); // in which 1.500 is no 1.5

        /// <summary>Digits after the decimal sign that are written at least, zeros among them.</summary>
        public int Shown { get; init; } = Decimals;

        /// <inheritdoc/>
        public override double? Read(ReadOnlySpan<char> cell) => Notation.Read(cell);

        /// <inheritdoc/>
        public override string Write(double number) => Notation.Write(number, Shown);

        internal override double? ReadKnown(ReadOnlySpan<char> text) =>
            (Notation with { Before = string.Empty, After = string.Empty }).Read(text) ?? (Notation.Point == ',' && Thousands.Read(text) is not null ? null : NumberNotation.Plain.Read(text));

        /// <inheritdoc/>
        public override double Round(double number) => Math.Round(number, Math.Min(15, Decimals), MidpointRounding.ToEven);

        /// <inheritdoc/>
        public override T Match<T>(Func<Text, T> text, Func<Number, T> number, Func<Moment, T> moment) => number(this);
    }

    /// <summary>Dates and times: a number inside, a date outside.</summary>
    /// <param name="Pattern">As .NET writes it in the invariant culture: yyyy-MM-dd, dd.MM.yyyy HH:mm.</param>
    /// <param name="Unit">What the number counts.</param>
    public sealed record Moment(string Pattern, MomentUnit Unit) : CellForm
    {
        /// <inheritdoc/>
        public override double? Read(ReadOnlySpan<char> cell) => Moments.Read(cell, Pattern, Unit);

        /// <inheritdoc/>
        public override string Write(double number) => Moments.Write(number, Pattern, Unit);

        internal override double? ReadKnown(ReadOnlySpan<char> text) => Moments.ReadIso(text, Pattern, Unit) is { } number && Round(number) == number ? number : null;

        /// <inheritdoc/>
        public override double Round(double number) => Read(Write(Unit == MomentUnit.Days ? Math.Round(number) : number)) ?? number;

        /// <inheritdoc/>
        public override T Match<T>(Func<Text, T> text, Func<Number, T> number, Func<Moment, T> moment) => moment(this);
    }
}

/// <summary>What the number of a date or time counts.</summary>
public enum MomentUnit
{
    /// <summary>Days since 1970-01-01.</summary>
    Days,

    /// <summary>Seconds since 1970-01-01, of the clock that is written; zones are not converted.</summary>
    Seconds,

    /// <summary>Seconds since midnight.</summary>
    SecondsOfDay,
}
