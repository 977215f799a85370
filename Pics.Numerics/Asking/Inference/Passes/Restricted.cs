namespace Pics.Numerics;

/// <summary>One channel of an input family at one node, where only a part of its values counts: mass, moments, draws.</summary>
/// <param name="family">The family.</param>
/// <param name="numbers">The parameters of the channel, [V].</param>
/// <param name="restriction">How much each value counts.</param>
internal sealed class Restricted(InputFamily family, double[] numbers, Restriction restriction)
{
    private readonly Lazy<double[]> masses = new(() => restriction.Match<double[]>(_ => [], _ => [], inside => [.. inside.Intervals.Select(interval => LogMass(family, numbers, interval))], _ => []));

    private double Deviation => Math.Exp(numbers[1]);

    /// <summary>Its parameters.</summary>
    public double[] Numbers => numbers;

    /// <summary>One of its parameters.</summary>
    public double Number(int place) => numbers[place];

    /// <summary>The logarithm of the probability of a value times what it counts, of finitely many.</summary>
    public double LogOf(int value) => numbers[value] + restriction.Match(_ => 0, at => at.Value == value ? 0 : double.NegativeInfinity, _ => 0, table => table.LogWeights[value]);

    /// <summary>The logarithm of the sum, or integral, of the density times what each value counts, in nats; of a real number that is known its density.</summary>
    /// <remarks>Minus infinity where it is zero, never NaN.</remarks>
    public double LogMass() => restriction.Match(
        _ => 0,
        at => LogDensity(at.Value),
        inside => LogSum(masses.Value),
        table => LogSum([.. table.LogWeights.Select((weight, value) => weight + numbers[value])]));

    /// <summary>Mean and variance of what counts, in the family's numbers; NaN where nothing does.</summary>
    public (double Mean, double Variance) Moments() => restriction.Match(
        _ => Mixed(family.Values.IsSome ? Values(Enumerable.Repeat(0.0, numbers.Length)) : [Whole()]),
        at => (at.Value, 0),
        inside => Mixed(inside.Intervals.Select((interval, place) => (masses.Value[place], Moments(interval)))),
        table => Mixed(Values(table.LogWeights)));

    /// <summary>A value that counts, from one uniform number.</summary>
    /// <param name="uniform">In (0, 1).</param>
    public double Draw(double uniform) => restriction.Match(
        _ => ValueDraw.Draw(family, numbers, uniform),
        at => at.Value,
        inside => Draw(inside.Intervals, uniform),
        table => ValueDraw.FromTable([.. table.LogWeights.Select((weight, value) => weight + numbers[value])], uniform));

    /// <summary>Counts are those from the first whole number on.</summary>
    private static (double First, double Last) Run(Interval interval) => interval.Whole().IfNone((0, -1));

    /// <summary>The logarithm of the probability, or density, of a value, whether it counts or not.</summary>
    public double LogDensity(double value) => family.Values.IsSome
        ? numbers[(int)value]
        : family is InputFamily.Gaussian
        ? (Math.Pow((value - numbers[0]) / Deviation, 2) / -2) - numbers[1] - (Math.Log(2 * Math.PI) / 2)
        : PoissonRun.LogProbability(value, numbers[0]);

    private static double LogMass(InputFamily family, double[] numbers, Interval interval)
    {
        var deviation = family is InputFamily.Gaussian ? Math.Exp(numbers[1]) : 1;
        if (family is InputFamily.Gaussian) return interval.IsPoint ? double.NegativeInfinity : StandardNormal.LogMass((interval.Low - numbers[0]) / deviation, (interval.High - numbers[0]) / deviation);
        var (first, last) = Run(interval);
        return first > last ? double.NegativeInfinity : PoissonRun.Of(numbers[0], first, last).LogMass;
    }

    private (double Mean, double Variance) Moments(Interval interval)
    {
        if (family is InputFamily.Gaussian)
        {
            var (mean, variance) = StandardNormal.Moments((interval.Low - numbers[0]) / Deviation, (interval.High - numbers[0]) / Deviation);
            return (numbers[0] + (mean * Deviation), variance * Deviation * Deviation);
        }

        var (first, last) = Run(interval);
        if (first > last) return (0, 0);
        var run = PoissonRun.Of(numbers[0], first, last);
        return (run.Top + run.Mean, run.Variance);
    }

    private (double Weight, (double Mean, double Variance) Part) Whole() => (0, Moments(Interval.All));

    private IEnumerable<(double Weight, (double Mean, double Variance) Part)> Values(IEnumerable<double> logWeights) => logWeights.Select((weight, value) => (weight + numbers[value], ((double)value, 0.0)));

    private double Draw(Arr<Interval> intervals, double uniform)
    {
        var total = LogSum(masses.Value);
        var left = uniform;
        for (var place = 0; place < intervals.Count; place++)
        {
            var part = Math.Exp(masses.Value[place] - total);
            if (left < part || (place == intervals.Count - 1 && part > 0)) return Draw(intervals[place], Math.Clamp(left / part, double.Epsilon, 1 - 1e-16));
            left -= part;
        }

        return Draw(intervals[System.Array.IndexOf(masses.Value, masses.Value.Max())], uniform);
    }

    private double Draw(Interval interval, double uniform)
    {
        if (family is InputFamily.Gaussian)
        {
            var drawn = numbers[0] + (Deviation * StandardNormal.Draw((interval.Low - numbers[0]) / Deviation, (interval.High - numbers[0]) / Deviation, uniform));
            return Inside(interval, drawn);
        }

        var (first, last) = Run(interval);
        return PoissonRun.Of(numbers[0], first, last).Draw(numbers[0], first, last, uniform);
    }

    /// <summary>The number, or one in the interval that is next to it.</summary>
    private static double Inside(Interval interval, double number) => interval.Contains(number) ? number
        : number <= interval.Low ? (interval.HasLow ? interval.Low : Math.BitIncrement(interval.Low))
        : interval.HasHigh ? interval.High : Math.BitDecrement(interval.High);

    /// <summary>Mean and variance of parts by the logarithms of their weights.</summary>
    private static (double Mean, double Variance) Mixed(IEnumerable<(double Weight, (double Mean, double Variance) Part)> parts)
    {
        var all = parts.Where(part => !double.IsNegativeInfinity(part.Weight)).ToArray();
        var total = LogSum([.. all.Select(part => part.Weight)]);
        if (double.IsNegativeInfinity(total)) return (double.NaN, double.NaN);
        var mean = all.Sum(part => Math.Exp(part.Weight - total) * part.Part.Mean);
        return (mean, all.Sum(part => Math.Exp(part.Weight - total) * (part.Part.Variance + ((part.Part.Mean - mean) * (part.Part.Mean - mean)))));
    }

    private static double LogSum(double[] logarithms)
    {
        var most = logarithms.Length == 0 ? double.NegativeInfinity : logarithms.Max();
        return double.IsInfinity(most) ? most : most + Math.Log(logarithms.Sum(logarithm => Math.Exp(logarithm - most)));
    }
}
