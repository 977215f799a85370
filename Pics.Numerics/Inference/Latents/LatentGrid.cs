using MathNet.Numerics.Distributions;

namespace Pics.Numerics;

/// <summary>Equally spaced points of one latent's domain in coordinates u of [0, 1], in which its measure is uniform.</summary>
/// <remarks>
/// A bounded domain has the Lebesgue measure, u = (z - a) / (b - a); the whole line has the standard normal measure, u = Phi(z), as for the
/// Gauss-Hermite rule. There the end points, which lie at infinity, are taken a quarter of a cell further in.
/// </remarks>
internal sealed class LatentGrid
{
    private const double Least = 1.0 / (1L << 53); // a coordinate of the line that rounding has put at an end stays finite

    private readonly double from;
    private readonly double to;

    private LatentGrid(double from, double to, int points)
    {
        (this.from, this.to) = (from, to);
        var end = double.IsFinite(from) ? 0 : 0.25 / (points - 1);
        Nodes = [.. Enumerable.Range(0, points).Select(point => Latent(Math.Clamp((double)point / (points - 1), end, 1 - end)))];
    }

    /// <summary>The latents at the points.</summary>
    public ImmutableArray<double> Nodes { get; }

    /// <summary>The grid on the domain of a rule. Error: <see cref="PicSamplingError.BadDomain"/>.</summary>
    /// <param name="rule">The rule; nothing but its domain counts.</param>
    /// <param name="points">R, at least two.</param>
    public static Either<PicSamplingError, LatentGrid> Create(QuadratureRule rule, int points) =>
        double.IsFinite(rule.From) && double.IsFinite(rule.To) && double.IsFinite(rule.To - rule.From)
        || (double.IsNegativeInfinity(rule.From) && double.IsPositiveInfinity(rule.To))
            ? new LatentGrid(rule.From, rule.To, points)
            : new PicSamplingError.BadDomain(rule.Name, rule.From, rule.To);

    /// <summary>The latent at a coordinate in [0, 1].</summary>
    public double Latent(double coordinate) => double.IsFinite(from) ? from + ((to - from) * coordinate) : Normal.InvCDF(0, 1, Math.Clamp(coordinate, Least, 1 - Least));
}
