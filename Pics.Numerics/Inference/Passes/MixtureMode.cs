namespace Pics.Numerics;

/// <summary>The most probable value of mixtures that have the same components, with weights of their own in each row.</summary>
/// <remarks>
/// Counts: exact, up to rounding in float64. A mixture rises below its smallest rate and falls above its largest; between them runs of whole numbers are
/// split, and those are left out whose bound, the mixture of the largest probability of each component in the run, is below a value that is known.
/// Real numbers: the highest peak that is found. The density is taken on a grid of half deviations around each component, and the highest peaks of each row
/// are refined by golden section; one that is narrower than the grid and below a part of it is missed. Cost: a product of matrices with a few numbers for each component.
/// </remarks>
internal static class MixtureMode
{
    private const double MostCounts = 1L << 53; // beyond it not every whole number is one of float64
    private const int Few = 4096; // runs of counts to begin with
    private const int Pieces = 8; // that a run is split into
    private const int RowsAtOnce = 16; // where runs are split, so that few are looked at for the sake of another row
    private const double Slack = 1e-6; // relative, of bounds: above the rounding of probabilities of counts of a billion
    private const int Reach = 5; // grid points on each side of a mean
    private const double Step = 0.5; // between them, in deviations
    private const double Closest = 1e-3; // grid points in the smallest deviation: closer ones are as high
    private const int Peaks = 4; // that are refined
    private const int Narrowings = 45; // of a bracket, to a part in 10^9
    private const double Golden = 0.6180339887498949;
    private const long Budget = 1L << 22; // numbers at once

    /// <summary>Of Poisson distributions, [B]: no whole number up to the largest is more probable.</summary>
    /// <param name="weights">[B, N] of float64.</param>
    /// <param name="logRates">[N] of float64.</param>
    /// <param name="largest">What is above it is left out.</param>
    /// <param name="least">What is below it is left out.</param>
    public static Tensor OfCounts(Tensor weights, Tensor logRates, double largest, double least = 0)
    {
        using var scope = NewDisposeScope();
        using var rates = logRates.exp();
        var high = Math.Max(least, Math.Min(Math.Floor(rates.max().item<double>()) + 1, Math.Min(largest, MostCounts)));
        var low = Math.Clamp(Math.Ceiling(rates.min().item<double>()) - 1, Math.Min(least, high), high);
        var rows = high - low < Few ? weights.shape[0] : RowsAtOnce;
        return cat([.. Parts(weights, rows, 0).Select(part => Count(part, logRates.unsqueeze(1), low, high))], 0).MoveToOuterDisposeScope();
    }

    /// <summary>Of Gaussians, [B].</summary>
    /// <param name="weights">[B, N] of float64.</param>
    /// <param name="means">[N] of float64.</param>
    /// <param name="logDeviations">[N] of float64.</param>
    /// <param name="within">What is outside is left out; null for nothing.</param>
    public static Tensor OfReals(Tensor weights, Tensor means, Tensor logDeviations, (double Low, double High)? within = null)
    {
        using var scope = NewDisposeScope();
        var (floor, ceiling) = within ?? (double.NegativeInfinity, double.PositiveInfinity);
        var (least, most, deviations) = (Held.Of(Math.Clamp(means.min().item<double>(), floor, ceiling)), Held.Of(Math.Clamp(means.max().item<double>(), floor, ceiling)), logDeviations.exp());
        Tensor Log(Tensor x, Tensor mean, Tensor log) => ((x - mean) * (-log).exp()).square().div(Held.Of(-2)).sub(log);
        Tensor At(Tensor x) => (Log(x.unsqueeze(2), means, logDeviations).exp() * weights.unsqueeze(1)).sum(2);

        var steps = arange(Held.Of(-Reach), Held.Of(Reach + 1), dtype: ScalarType.Float64, device: means.device).mul(Held.Of(Step));
        var lattice = deviations.min().mul(Held.Of(Closest));
        var points = ((means.unsqueeze(1).Plus(deviations.unsqueeze(1) * steps).view(-1) / lattice).round() * lattice).clamp(least, most).unique(sorted: true).output;
        var last = points.shape[0] - 1;
        var heights = Mix(weights, points, x => Log(x, means.unsqueeze(1), logDeviations.unsqueeze(1)));
        var (before, after) = (heights.roll(1, 1), heights.roll(-1, 1));
        before.select(1, 0).fill_(Held.Of(-1));
        after.select(1, last).fill_(Held.Of(-1));
        var (tops, places) = heights.masked_fill(heights.le(before) | heights.lt(after), Held.Of(-1)).topk((int)Math.Min(Peaks, last + 1), 1);

        var (low, high) = (points.take(places.sub(Held.Of(1)).clamp_min(Held.Of(0))), points.take(places.Plus(1).clamp_max(Held.Of(last))));
        var (inner, outer) = (Between(high, low), Between(low, high));
        var (first, second) = (At(inner), At(outer));
        for (var step = 0; step < Narrowings; step++)
        {
            var isFirst = first.ge(second);
            (low, high) = (where(isFirst, low, inner), where(isFirst, outer, high));
            var next = where(isFirst, Between(high, low), Between(low, high));
            var height = At(next);
            (inner, outer) = (where(isFirst, next, outer), where(isFirst, inner, next));
            (first, second) = (where(isFirst, height, second), where(isFirst, first, height));
        }

        var found = low.Plus(high).div(Held.Of(2));
        var reached = At(found);
        found = where(reached.ge(tops), found, points.take(places));
        return found.gather(1, maximum(reached, tops).argmax(1, keepdim: true)).squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>A part of the way from one to the other.</summary>
    private static Tensor Between(Tensor from, Tensor to) => from.Plus((to - from).mul(Held.Of(Golden)));

    private static Tensor Count(Tensor weights, Tensor logRates, double low, double high)
    {
        using var scope = NewDisposeScope();
        var rates = logRates.exp();
        Tensor Log(Tensor x) => (x * logRates).sub(rates).sub(x.Plus(1).lgamma());
        var modes = rates.floor().clamp(Held.Of(low), Held.Of(high)); // [N, 1]
        var best = Mix(weights, modes.view(-1), Log).amax([1], keepdim: true);
        var length = Math.Ceiling((high - low + 1) / Few);
        var starts = arange(Held.Of(low), Held.Of(high + 1), Held.Of(length), dtype: ScalarType.Float64, device: weights.device);
        while (length > 1)
        {
            var ends = starts.Plus(length - 1).clamp_max(Held.Of(high));
            var bounds = Mix(weights, minimum(maximum(modes, starts), ends), Log);
            best = maximum(best, Mix(weights, starts, Log).amax([1], keepdim: true));
            var kept = bounds.ge(best.mul(Held.Of(1 - Slack))).any(0).nonzero().view(-1);
            length = Math.Ceiling(length / Pieces);
            var parts = starts.index_select(0, kept).unsqueeze(1).Plus(arange(Held.Of(Pieces), dtype: ScalarType.Float64, device: weights.device).mul(Held.Of(length)));
            starts = parts.masked_select(parts.le(ends.index_select(0, kept).unsqueeze(1)));
        }

        return starts.index_select(0, Mix(weights, starts, Log).argmax(1)).MoveToOuterDisposeScope();
    }

    /// <summary>A tensor in parts along an axis.</summary>
    private static IEnumerable<Tensor> Parts(Tensor all, long size, long axis)
    {
        for (var start = 0L; start < all.shape[axis]; start += size) yield return all.narrow(axis, start, Math.Min(size, all.shape[axis] - start));
    }

    /// <summary>The mixture of each row at some points, [B, I].</summary>
    /// <param name="weights">[B, N].</param>
    /// <param name="points">[I], or [N, I] where each component has its own.</param>
    /// <param name="log">The logarithm of each component there, [N, I].</param>
    private static Tensor Mix(Tensor weights, Tensor points, Func<Tensor, Tensor> log)
    {
        using var scope = NewDisposeScope();
        return cat([.. Parts(points, Math.Max(1, Budget / weights.shape[1]), points.dim() - 1).Select(part =>
        {
            using var inner = NewDisposeScope();
            return weights.matmul(log(part).exp()).MoveToOuterDisposeScope();
        })], 1).MoveToOuterDisposeScope();
    }
}
