namespace Pics.Numerics;

/// <summary>Where something begins to hold that holds from some number on.</summary>
internal static class Bisection
{
    private const int Halvings = 64; // of the bracket, to a part in 10^19 or to neighbours
    private const int Doublings = 1024;

    /// <summary>The first number, between two, from which on it holds; the second where it holds at no number between them.</summary>
    /// <param name="low">Where it need not hold.</param>
    /// <param name="high">Where it holds, or should.</param>
    /// <param name="holds">False up to some number, then true.</param>
    public static double First(double low, double high, Func<double, bool> holds)
    {
        for (var step = 0; step < Halvings && low + ((high - low) / 2) is var middle && middle > low && middle < high; step++)
            if (holds(middle)) high = middle;
            else low = middle;
        return high;
    }

    /// <summary>A number from a start on, in steps that double, at which something holds; the last finite one where it holds nowhere.</summary>
    /// <param name="start">Where the search begins.</param>
    /// <param name="step">The first step; negative to go down.</param>
    /// <param name="holds">What is looked for.</param>
    public static double Bracket(double start, double step, Func<double, bool> holds)
    {
        var at = start;
        for (var doubling = 0; doubling < Doublings && double.IsFinite(start + step); doubling++, step *= 2)
            if (holds(at = start + step))
                return at;
        return at;
    }
}
