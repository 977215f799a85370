namespace Pics.Numerics;

/// <summary>Tails of mixtures of normal densities.</summary>
/// <remarks>
/// The density is taken on a grid of half deviations around each part, wider far outside, and at the value; where it goes through that of the value between two points the place is
/// found by halving, also where it has a peak or a dip between two points, and what is between two such places has its exact probability by the normal distribution function. What
/// turns more than once between two points may be missed: then the density there is nearly that of the value.
/// </remarks>
internal sealed class RealTails : MixtureTails
{
    private const double Slack = 1e-12; // relative: of densities that are equal but for rounding
    private const double Closest = 0.25; // points in the smallest deviation: closer ones are left out
    private const double Least = 1e-280; // densities that are compared by their logarithms
    private const int Halvings = 40;

    private static readonly double LogRoot = Math.Log(2 * Math.PI) / 2;
    private static readonly double[] Steps = [.. Enumerable.Range(0, 11).Select(step => step / 2.0), 6, 8, 11, 15, 20, 28, 38];

    private readonly double[] means;
    private readonly double[] logDeviations;
    private readonly double[] steepness; // one over the deviation
    private readonly double[] points;
    private readonly double[] densities; // and slopes, [N, 2 G]
    private readonly double[] masses; // [N, G - 1]

    /// <param name="numbers">Mean and logarithm of the deviation of each part, [N, 2].</param>
    public RealTails(double[] numbers)
    {
        var parts = numbers.Chunk(2).ToArray();
        (means, logDeviations) = (System.Array.ConvertAll(parts, part => part[0]), System.Array.ConvertAll(parts, part => part[1]));
        steepness = System.Array.ConvertAll(logDeviations, log => Math.Exp(-log));
        var least = Closest * Math.Exp(logDeviations.Min());
        var all = new List<double>();
        foreach (var point in Enumerable.Range(0, means.Length).SelectMany(part => Steps.SelectMany(step => new[] { means[part] - (step * Math.Exp(logDeviations[part])), means[part] + (step * Math.Exp(logDeviations[part])) })).Order())
            if (all.Count == 0 || point - all[^1] >= least) all.Add(point);
        points = [.. all];
        densities = Table(means.Length, 2 * points.Length, (part, place) => place < points.Length ? Math.Exp(LogDensity(part, points[place])) : Slope(part, points[place - points.Length]));
        masses = Table(means.Length, points.Length - 1, (part, cell) => Math.Exp(LogMass(part, points[cell], points[cell + 1])));
    }

    /// <inheritdoc/>
    protected override (double[] Densities, double[] Masses) Grid(double[] weights, int rows) =>
        (WeightedSums.Of(weights, rows, densities, 2 * points.Length), WeightedSums.Of(weights, rows, masses, points.Length - 1));

    /// <inheritdoc/>
    protected override double Of(double[] weights, double[] densities, double[] masses, double value)
    {
        var logs = System.Array.ConvertAll(weights, Math.Log);
        double Log(double x)
        {
            var most = double.NegativeInfinity;
            for (var part = 0; part < logs.Length; part++) most = Math.Max(most, logs[part] + LogDensity(part, x));
            if (double.IsNegativeInfinity(most)) return most;
            var sum = 0.0;
            for (var part = 0; part < logs.Length; part++) sum += Math.Exp(logs[part] + LogDensity(part, x) - most);
            return most + Math.Log(sum);
        }

        var own = Log(value) + Slack;
        var bound = Math.Exp(own);
        bool IsLow(double x) => Log(x) <= own;
        bool IsLowAt(int point) => bound > Least && densities[point] > Least ? densities[point] <= bound : IsLow(points[point]);
        var isLow = new bool[points.Length];
        for (var point = 0; point < isLow.Length; point++) isLow[point] = IsLowAt(point);
        var more = Turns().Append((At: value, IsLow: true)).OrderBy(one => one.At).ToArray();
        var (inside, next) = (0.0, 0);
        while (next < more.Length && more[next].At <= points[0]) next++;
        for (var cell = 0; cell + 1 < points.Length; cell++)
        {
            var (from, isFromLow, isWhole) = (points[cell], isLow[cell], true);
            for (; next < more.Length && more[next].At < points[cell + 1]; next++)
            {
                inside += Part(from, isFromLow, more[next].At, more[next].IsLow);
                (from, isFromLow, isWhole) = (more[next].At, more[next].IsLow, false);
            }

            inside += isWhole && isFromLow && isLow[cell + 1] ? masses[cell] : Part(from, isFromLow, points[cell + 1], isLow[cell + 1]);
        }

        return TailMass.LogSum([Math.Log(inside), Outside(-1, points[0], isLow[0]), Outside(1, points[^1], isLow[^1])]);

        // Between two points where it is low a density may have a peak, and a dip where it is not.
        IEnumerable<(double At, bool IsLow)> Turns()
        {
            for (var cell = 0; cell + 1 < points.Length; cell++)
            {
                var (before, after) = (densities[points.Length + cell], densities[points.Length + cell + 1]);
                if (isLow[cell] != isLow[cell + 1] || !(isLow[cell] ? before > 0 && after < 0 : before < 0 && after > 0)) continue;
                var at = Turn(points[cell], points[cell + 1], isLow[cell] ? 1 : -1);
                yield return (at, IsLow(at));
            }
        }

        // Where the slope changes its sign, by halving.
        double Turn(double low, double high, int sign)
        {
            for (var step = 0; step < Halvings && low + ((high - low) / 2) is var middle && middle > low && middle < high; step++)
            {
                var slope = 0.0;
                for (var part = 0; part < weights.Length; part++) slope += weights[part] * Slope(part, middle);
                if (sign * slope > 0) low = middle;
                else high = middle;
            }

            return low + ((high - low) / 2);
        }

        double Mass(double from, double to) => from < to ? Math.Exp(LogSum(weights, part => LogMass(part, from, to))) : 0;

        double Part(double from, bool isFromLow, double to, bool isToLow)
        {
            if (isFromLow && isToLow) return Mass(from, to);
            if (!isFromLow && !isToLow) return 0;
            var (low, high) = (from, to);
            for (var step = 0; step < Halvings && low + ((high - low) / 2) is var middle && middle > low && middle < high; step++)
                if (IsLow(middle) == isFromLow) low = middle;
                else high = middle;
            return isFromLow ? Mass(from, low) : Mass(high, to);
        }

        double Outside(int sign, double end, bool isEndLow)
        {
            var (near, far) = (0.0, Math.Abs(points[^1] - points[0]));
            if (sign * (value - end) > 0) near = Math.Abs(value - end);
            else if (!isEndLow)
            {
                while (!IsLow(end + (sign * far)) && far < double.MaxValue / 4) (near, far) = (far, 2 * far);
                for (var step = 0; step < Halvings && near + ((far - near) / 2) is var middle && middle > near && middle < far; step++)
                    if (IsLow(end + (sign * middle))) far = middle;
                    else near = middle;
                near = far;
            }

            var from = end + (sign * near);
            return LogSum(weights, part => sign < 0 ? LogMass(part, double.NegativeInfinity, from) : LogMass(part, from, double.PositiveInfinity));
        }
    }

    private double LogDensity(int part, double x) => (x - means[part]) * steepness[part] is var z ? (-z * z / 2) - logDeviations[part] - LogRoot : 0;

    private double Slope(int part, double x) => (means[part] - x) * steepness[part] * steepness[part] * Math.Exp(LogDensity(part, x));

    private double LogMass(int part, double low, double high) => StandardNormal.LogMass((low - means[part]) * steepness[part], (high - means[part]) * steepness[part]);
}
