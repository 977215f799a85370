using System.Globalization;

namespace Pics.Algebra;

/// <summary>The real numbers between two ends, each of which belongs to it or not; on a side without an end there is none.</summary>
/// <remarks>Invariant: at least one number lies in it; infinite ends do not belong to it.</remarks>
public sealed record Interval
{
    private Interval(double low, double high, bool hasLow, bool hasHigh) => (Low, High, HasLow, HasHigh) = (low, high, hasLow, hasHigh);

    /// <summary>All real numbers.</summary>
    public static Interval All { get; } = new(double.NegativeInfinity, double.PositiveInfinity, false, false);

    /// <summary>The lower end; minus infinity where there is none.</summary>
    public double Low { get; }

    /// <summary>The upper end; infinity where there is none.</summary>
    public double High { get; }

    /// <summary>Whether the lower end belongs to it.</summary>
    public bool HasLow { get; }

    /// <summary>Whether the upper end belongs to it.</summary>
    public bool HasHigh { get; }

    /// <summary>Whether it is one number.</summary>
    public bool IsPoint => Low == High;

    /// <summary>Whether one of some intervals that lie apart is all real numbers.</summary>
    internal static bool AreAll(Arr<Interval> apart) => apart.Count == 1 && apart[0] == All;

    /// <summary>From one end to the other, with both; nothing where no number lies between them, or one of them is NaN.</summary>
    /// <param name="low">The lower end; minus infinity for none.</param>
    /// <param name="high">The upper end; infinity for none.</param>
    public static Option<Interval> Between(double low, double high) => Between(low, high, hasLow: true, hasHigh: true);

    /// <summary>From one end to the other, with these or without them; nothing where no number lies between them, or one of them is NaN.</summary>
    /// <param name="low">The lower end; minus infinity for none.</param>
    /// <param name="high">The upper end; infinity for none.</param>
    /// <param name="hasLow">Whether the lower end belongs to it.</param>
    /// <param name="hasHigh">Whether the upper end belongs to it.</param>
    public static Option<Interval> Between(double low, double high, bool hasLow, bool hasHigh)
    {
        var (isLow, isHigh) = (hasLow && double.IsFinite(low), hasHigh && double.IsFinite(high));
        return (low < high && !double.IsPositiveInfinity(low) && !double.IsNegativeInfinity(high)) || (low == high && isLow && isHigh)
            ? new Interval(low + 0.0, high + 0.0, isLow, isHigh) // without the sign of zero
            : Option<Interval>.None;
    }

    /// <summary>One number; nothing where it is not finite.</summary>
    public static Option<Interval> At(double value) => Between(value, value);

    /// <summary>Whether a number lies in it.</summary>
    public bool Contains(double value) => (value > Low || (HasLow && value == Low)) && (value < High || (HasHigh && value == High));

    /// <summary>What lies in both; nothing where no number does.</summary>
    public Option<Interval> Intersect(Interval other)
    {
        var (low, high) = (Math.Max(Low, other.Low), Math.Min(High, other.High));
        return Between(low, high, (HasLow || Low < low) && (other.HasLow || other.Low < low), (HasHigh || High > high) && (other.HasHigh || other.High > high));
    }

    /// <summary>The whole numbers in it from 0 on: the first, and the last or infinity; nothing where there are none.</summary>
    public Option<(double First, double Last)> Whole()
    {
        var (up, down) = (Math.Ceiling(Low), Math.Floor(High));
        var first = Math.Max(0, up == Low && !HasLow ? up + 1 : up) + 0.0;
        var last = down == High && !HasHigh && double.IsFinite(down) ? down - 1 : down;
        return first <= last ? (first, last) : Option<(double, double)>.None;
    }

    /// <summary>Intervals that do not touch, by their lower ends, with the same numbers in them.</summary>
    public static Arr<Interval> Union(IEnumerable<Interval> intervals)
    {
        var all = new List<Interval>();
        foreach (var next in intervals.OrderBy(interval => interval.Low).ThenByDescending(interval => interval.HasLow))
        {
            var last = all.Count > 0 ? all[^1] : null;
            if (last is null || next.Low > last.High || (next.Low == last.High && !next.HasLow && !last.HasHigh))
            {
                all.Add(next);
                continue;
            }

            var high = Math.Max(last.High, next.High);
            all[^1] = new(last.Low, high, last.HasLow, (last.High == high && last.HasHigh) || (next.High == high && next.HasHigh));
        }

        return all.ToArr();
    }

    /// <summary>All numbers that lie in none of some intervals, as <see cref="Union"/> gives them.</summary>
    public static Arr<Interval> Complement(IEnumerable<Interval> intervals)
    {
        var (rest, low, hasLow) = (new List<Interval>(), double.NegativeInfinity, false);
        foreach (var one in Union(intervals))
        {
            Between(low, one.Low, hasLow, !one.HasLow).IfSome(rest.Add);
            (low, hasLow) = (one.High, !one.HasHigh);
        }

        Between(low, double.PositiveInfinity, hasLow, false).IfSome(rest.Add);
        return rest.ToArr();
    }

    /// <summary>For example <c>[40, 60)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(HasLow ? '[' : '(')}{Low}, {High}{(HasHigh ? ']' : ')')}");
}
