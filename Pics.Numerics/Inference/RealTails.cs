namespace Pics.Numerics;

/// <summary>Tails of mixtures of normal densities.</summary>
/// <remarks>
/// The density is taken on a grid of half deviations around each part, wider far outside, and at the value; where it goes through that of the value between two points the place is
/// found by halving, and what is between two such places has its exact probability by the normal distribution function. A peak or a dip that is narrower than the grid is missed.
/// </remarks>
internal sealed class RealTails : MixtureTails
{
    private const double Slack = 1e-12; // relative: of densities that are equal but for rounding
    private const double Closest = 0.25; // points in the smallest deviation: closer ones are left out
    private const double Least = 1e-280; // densities that are compared by their logarithms
    private const int Halvings = 60;

    private static readonly double LogRoot = Math.Log(2 * Math.PI) / 2;
    private static readonly double[] Steps = [.. Enumerable.Range(0, 11).Select(step => step / 2.0), 6, 8, 11, 15, 20, 28, 38];

    private readonly double[] means;
    private readonly double[] logDeviations;
    private readonly double[] points;
    private readonly Tensor densities; // [N, G]
    private readonly Tensor masses; // [N, G - 1]

    /// <param name="numbers">Mean and logarithm of the deviation of each part, [N, 2].</param>
    public RealTails(Tensor numbers)
    {
        var rows = EvidenceTensors.Rows(numbers);
        (means, logDeviations) = ([.. rows.Select(row => row[0])], [.. rows.Select(row => row[1])]);
        var least = Closest * Math.Exp(logDeviations.Min());
        var all = new List<double>();
        foreach (var point in Enumerable.Range(0, means.Length).SelectMany(part => Steps.SelectMany(step => new[] { means[part] - (step * Math.Exp(logDeviations[part])), means[part] + (step * Math.Exp(logDeviations[part])) })).Order())
            if (all.Count == 0 || point - all[^1] >= least) all.Add(point);
        points = [.. all];
        densities = Table(points.Length, (part, point) => Math.Exp(LogDensity(part, points[point])));
        masses = Table(points.Length - 1, (part, cell) => Math.Exp(LogMass(part, points[cell], points[cell + 1])));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        densities.Dispose();
        masses.Dispose();
    }

    /// <inheritdoc/>
    protected override (Tensor Densities, Tensor Masses) Grid(Tensor weights) => (weights.matmul(densities), weights.matmul(masses));

    /// <inheritdoc/>
    protected override double Of(double[] weights, double[] densities, double[] masses, double value)
    {
        double Log(double x) => LogSum(weights, part => LogDensity(part, x));
        var own = Log(value) + Slack;
        var bound = Math.Exp(own);
        bool IsLow(double x) => Log(x) <= own;
        bool IsLowAt(int point) => bound > Least && densities[point] > Least ? densities[point] <= bound : IsLow(points[point]);
        var isLow = new bool[points.Length];
        for (var point = 0; point < isLow.Length; point++) isLow[point] = IsLowAt(point);
        var inside = 0.0;
        for (var cell = 0; cell + 1 < points.Length; cell++)
        {
            var (from, to) = (points[cell], points[cell + 1]);
            if (value > from && value < to) inside += Part(from, isLow[cell], value, true) + Part(value, true, to, isLow[cell + 1]);
            else if (isLow[cell] && isLow[cell + 1]) inside += masses[cell];
            else if (isLow[cell] || isLow[cell + 1]) inside += Part(from, isLow[cell], to, isLow[cell + 1]);
        }

        return TailMass.LogSum([Math.Log(inside), Outside(-1, points[0], isLow[0]), Outside(1, points[^1], isLow[^1])]);

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

    private double LogDensity(int part, double x) => (x - means[part]) / Math.Exp(logDeviations[part]) is var z ? (-z * z / 2) - logDeviations[part] - LogRoot : 0;

    private double LogMass(int part, double low, double high) => StandardNormal.LogMass((low - means[part]) / Math.Exp(logDeviations[part]), (high - means[part]) / Math.Exp(logDeviations[part]));

    private Tensor Table(int width, Func<int, int, double> number)
    {
        var all = new double[means.Length * width];
        for (var part = 0; part < means.Length; part++)
            for (var place = 0; place < width; place++) all[(part * width) + place] = number(part, place);
        return tensor(all, [means.Length, width]).DetachFromDisposeScope();
    }
}
