namespace Pics.Numerics;

/// <summary>Draws from the density that is linear between the points of a grid, by inverse transform: one coordinate after the other.</summary>
/// <remarks>
/// The density is multilinear in each cell and need not be normalised. Its marginal in the first coordinate is linear between the sums over the
/// others by the trapezoidal rule, and what is left after the first is fixed is multilinear again, so the draws are exact and continuous. Cost: one pass over the grid.
/// </remarks>
internal static class GridDraw
{
    /// <summary>Draws a point of the unit cube.</summary>
    /// <param name="density">[R, ..., R], positive, the last coordinate fastest; overwritten.</param>
    /// <param name="points">R, at least two.</param>
    /// <param name="uniform">A number in (0, 1) for each coordinate.</param>
    /// <param name="coordinates">Where the point goes.</param>
    public static void Draw(Span<double> density, int points, Func<int, double> uniform, Span<double> coordinates)
    {
        var marginal = new double[points];
        for (var axis = 0; axis < coordinates.Length; axis++)
        {
            var rest = density.Length / points;
            for (var point = 0; point < points; point++) marginal[point] = Trapezoidal(density.Slice(point * rest, rest), points);
            var (cell, part) = Invert(marginal, uniform(axis));
            coordinates[axis] = (cell + part) / (points - 1);
            for (var place = 0; place < rest; place++)
                density[place] = ((1 - part) * density[(cell * rest) + place]) + (part * density[((cell + 1) * rest) + place]);
            density = density[..rest];
        }
    }

    /// <summary>Where the integral of a density from the left is a part of the whole: a cell, and how much of it.</summary>
    /// <param name="density">At equally spaced points, linear between them.</param>
    /// <param name="uniform">The part, in (0, 1).</param>
    public static (int Cell, double Part) Invert(ReadOnlySpan<double> density, double uniform)
    {
        var total = 0.0; // twice the integral in cells
        for (var cell = 0; cell + 1 < density.Length; cell++) total += density[cell] + density[cell + 1];
        var left = uniform * total;
        var found = 0;
        for (; found + 2 < density.Length && left >= density[found] + density[found + 1]; found++) left -= density[found] + density[found + 1];

        // The positive root of (b - a) t^2 + 2 a t = left, in the form without cancellation.
        var (a, b) = (density[found], density[found + 1]);
        var denominator = a + Math.Sqrt(Math.Max(0, (a * a) + ((b - a) * left)));
        return (found, denominator > 0 ? Math.Clamp(left / denominator, 0, 1) : 0.5);
    }

    /// <summary>The sum over a grid of one dimension or more, with half the weight at each end; of no dimension, the value.</summary>
    private static double Trapezoidal(ReadOnlySpan<double> values, int points)
    {
        if (values.Length == 1) return values[0];
        var rest = values.Length / points;
        var sum = 0.0;
        for (var point = 0; point < points; point++)
            sum += (point == 0 || point == points - 1 ? 0.5 : 1) * Trapezoidal(values.Slice(point * rest, rest), points);
        return sum;
    }
}
