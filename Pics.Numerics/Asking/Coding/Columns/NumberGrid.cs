namespace Pics.Numerics;

/// <summary>Whole numbers that stand for the values of a column, one each and in their order: what is coded exactly.</summary>
/// <remarks>
/// Numbers of so many decimals are counted in units of the last one; others by the order in which float32 or float64 has all its numbers. Which, is found by
/// trying all values: <see cref="Held"/> must give each back to the last bit.
/// </remarks>
internal abstract class NumberGrid
{
    private const int MostDecimals = 15;
    private const double MostWhole = 1L << 53; // float64 has all whole numbers up to it

    /// <summary>The word that a header has for it.</summary>
    public abstract string Word { get; }

    /// <summary>The value that a number stands for, as the column holds it.</summary>
    public abstract double Held(long number);

    /// <summary>The number of a value; null where none gives it back.</summary>
    public long? Of(double held) => Near(held) is { } number && BitConverter.DoubleToInt64Bits(Held(number)) == BitConverter.DoubleToInt64Bits(held) ? number : null;

    /// <summary>The only number that may stand for a value.</summary>
    protected abstract long? Near(double held);

    /// <summary>The grids that a column may have, the coarsest first; the last one has all values.</summary>
    public static IEnumerable<NumberGrid> For(Column column)
    {
        var (centre, scale) = column.Kind is ColumnKind.Real real ? (real.Centre, real.Scale) : (0, 1);
        for (var decimals = 0; decimals <= (column.Kind is ColumnKind.Categorical or ColumnKind.Count ? 0 : MostDecimals); decimals++) yield return new Decimals(decimals, centre, scale);
        yield return new Singles(centre, scale);
        yield return new Doubles();
    }

    /// <summary>The grid of a word; null for a word that is none.</summary>
    public static NumberGrid? Of(Column column, string word) => For(column).FirstOrDefault(grid => grid.Word == word);

    private sealed class Decimals(int decimals, double centre, double scale) : NumberGrid
    {
        private readonly double unit = Enumerable.Range(0, decimals).Aggregate(1.0, (power, _) => power * 10); // exact up to 10^22

        public override string Word => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"decimals {decimals}");

        public override double Held(long number) => ((number / unit) - centre) / scale;

        protected override long? Near(double held) => Math.Round(((held * scale) + centre) * unit) is var number && Math.Abs(number) <= MostWhole ? (long)number : null;
    }

    private sealed class Singles(double centre, double scale) : NumberGrid
    {
        public override string Word => "float32";

        public override double Held(long number) => (BitConverter.Int32BitsToSingle(Ordered((int)number)) - centre) / scale;

        protected override long? Near(double held) => (float)((held * scale) + centre) is var number && float.IsFinite(number) ? Ordered(BitConverter.SingleToInt32Bits(number)) : null;

        /// <summary>From bits to their place in the order of the numbers, and back.</summary>
        private static int Ordered(int bits) => bits ^ ((bits >> 31) & int.MaxValue);
    }

    private sealed class Doubles : NumberGrid
    {
        public override string Word => "float64";

        public override double Held(long number) => BitConverter.Int64BitsToDouble(Ordered(number));

        protected override long? Near(double held) => Ordered(BitConverter.DoubleToInt64Bits(held));

        private static long Ordered(long bits) => bits ^ ((bits >> 63) & long.MaxValue);
    }
}
