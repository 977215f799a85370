namespace Pics.Numerics;

/// <summary>Tails of one channel whose family has no largest value: <see cref="TailMass"/> of mixtures that have the same parts, with weights of their own in each row.</summary>
/// <remarks>What depends on the parts alone is computed once. Owns tensors.</remarks>
internal abstract class MixtureTails : IDisposable
{
    /// <summary>Of the parts of a mixture.</summary>
    public static MixtureTails Of(ChannelMixture mixture) => mixture.Family is InputFamily.Gaussian ? new RealTails(mixture.Numbers) : new CountTails(mixture.Numbers);

    /// <summary>The logarithm of the probability of a value at least as unlikely, of each row, in nats.</summary>
    /// <param name="weights">[B, N] of float64; each row sums to one.</param>
    /// <param name="values">Of each row, as the family has it.</param>
    public double[] Of(Tensor weights, double[] values)
    {
        using var scope = NewDisposeScope();
        var (densities, masses) = Grid(weights);
        var (own, high, mass) = (EvidenceTensors.Rows(weights), EvidenceTensors.Rows(densities), EvidenceTensors.Rows(masses));
        return [.. values.Select((value, row) => Math.Min(0, Of(own[row], high[row], mass[row], value)))];
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The densities of rows at the points of the grid, maybe with more there, and what is between the points.</summary>
    protected abstract (Tensor Densities, Tensor Masses) Grid(Tensor weights);

    /// <summary>Of one row.</summary>
    protected abstract double Of(double[] weights, double[] densities, double[] masses, double value);

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
}
