namespace Pics.Numerics;

/// <summary>Tails of one channel whose family has no largest value: <see cref="TailMass"/> of mixtures that have the same parts, with weights of their own in each row.</summary>
/// <remarks>What depends on the parts alone is computed once.</remarks>
internal abstract class MixtureTails
{
    /// <summary>Of the parts of a mixture.</summary>
    public static MixtureTails Of(ChannelMixture mixture) => mixture.Family is InputFamily.Gaussian ? new RealTails(mixture.Numbers) : new CountTails(mixture.Numbers);

    /// <summary>The logarithm of the probability of a value at least as unlikely, of each row, in nats; NaN where there is no value.</summary>
    /// <param name="weights">[B, N]; each row sums to one.</param>
    /// <param name="values">Of each row, as the family has it; NaN for none.</param>
    public double[] Of(double[] weights, double[] values)
    {
        var tails = new double[values.Length];
        if (tails.Length == 0) return tails;
        var (nodes, (densities, masses)) = (weights.Length / values.Length, Grid(weights, values.Length));
        var (points, cells) = (densities.Length / values.Length, masses.Length / values.Length);
        Workers.Run(Workers.Count, tails.Length, (row, _) => tails[row] = double.IsNaN(values[row])
            ? double.NaN
            : Math.Min(0, Of(Part(weights, row, nodes), Part(densities, row, points), Part(masses, row, cells), values[row])));
        return tails;
    }

    /// <summary>The densities of rows at the points of the grid, maybe with more there, and what is between the points.</summary>
    protected abstract (double[] Densities, double[] Masses) Grid(double[] weights, int rows);

    /// <summary>Of one row.</summary>
    protected abstract double Of(double[] weights, double[] densities, double[] masses, double value);

    /// <summary>Numbers of each part at some places, [N, width].</summary>
    protected static double[] Table(int parts, int width, Func<int, int, double> number)
    {
        var all = new double[checked(parts * width)];
        Workers.Run(Workers.Count, parts, (part, _) =>
        {
            for (var place = 0; place < width; place++) all[(part * width) + place] = number(part, place);
        });
        return all;
    }

    /// <summary>The logarithm of the sum of weighted parts, of the logarithms of these.</summary>
    protected static double LogSum(double[] weights, Func<int, double> log)
    {
        var (most, sum) = (double.NegativeInfinity, 0.0);
        for (var part = 0; part < weights.Length; part++)
        {
            if (weights[part] <= 0) continue;
            var one = Math.Log(weights[part]) + log(part);
            if (double.IsNegativeInfinity(one)) continue;
            if (one > most) (most, sum) = (one, (sum * Math.Exp(most - one)) + 1);
            else sum += Math.Exp(one - most);
        }

        return double.IsInfinity(most) ? most : most + Math.Log(sum);
    }

    private static double[] Part(double[] all, int row, int width) => all[(row * width)..((row + 1) * width)];
}
