namespace Pics.Properties;

/// <summary>How far two computations of the same number may be apart, and why.</summary>
internal static class Tolerances
{
    /// <summary>Relative, float64: sums of a few thousand terms in another order.</summary>
    public const double Rounding = 1e-12;

    /// <summary>Relative, float32 beside float64: a few hundred roundings of 6e-8.</summary>
    public const double Single = 1e-4;

    /// <summary>Relative to one or the largest entry, gradients in float64: products and quotients of such sums.</summary>
    public const double Gradients = 1e-11;

    /// <summary>Relative, float32 beside float64 on the same numbers: a hundred roundings of 6e-8.</summary>
    public const double SingleEngines = 1e-5;

    /// <summary>Absolute, central differences with step 1e-6: the square of the step times third derivatives, and cancellation.</summary>
    public const double Differences = 1e-6;

    /// <summary>Asserts that two numbers are close relative to the larger, or both are tiny.</summary>
    public static bool Close(double first, double second, double tolerance) =>
        Math.Abs(first - second) <= tolerance * Math.Max(1e-300, Math.Max(Math.Abs(first), Math.Abs(second))) || first.Equals(second);
}
