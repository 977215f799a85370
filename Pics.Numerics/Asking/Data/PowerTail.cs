namespace Pics.Numerics;

/// <summary>A density on distances d from 0 on that falls as a power a: a (1 + d)^-(a + 1), of which (1 + d)^-a is beyond d.</summary>
internal static class PowerTail
{
    private const double Even = 1e-4; // the length of an interval, of its place, over which the density is nearly even

    /// <summary>What is between two distances: the logarithm of the mass, and mean and variance there.</summary>
    /// <param name="power">a, larger than 2.</param>
    /// <param name="near">Zero or more.</param>
    /// <param name="far">Larger; may be infinite.</param>
    public static (double LogMass, double Mean, double Variance) Between(double power, double near, double far)
    {
        var (low, high) = (1 + near, 1 + far);
        var ratio = low / high; // 0 where the end is infinite
        if (1 - ratio < Even) return (Math.Log(power) - ((power + 1) * Math.Log(low)) + Math.Log(high - low), near + ((far - near) / 2), (far - near) * (far - near) / 12);
        var mass = 1 - Math.Pow(ratio, power); // in multiples of low^-a
        var mean = low * power / (power - 1) * (1 - Math.Pow(ratio, power - 1)) / mass;
        var square = low * low * power / (power - 2) * (1 - Math.Pow(ratio, power - 2)) / mass;
        return (Math.Log(mass) - (power * Math.Log(low)), mean - 1, Math.Max(0, square - (mean * mean)));
    }

    /// <summary>The distance between two others that a part of what is there is below.</summary>
    /// <param name="power">a.</param>
    /// <param name="near">Zero or more.</param>
    /// <param name="far">Larger; may be infinite.</param>
    /// <param name="uniform">The part, from 0 to less than 1.</param>
    public static double Draw(double power, double near, double far, double uniform)
    {
        var low = 1 + near;
        var mass = 1 - Math.Pow(low / (1 + far), power);
        return (low * Math.Pow(1 - (uniform * mass), -1 / power)) - 1;
    }
}
