using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>An input family in plain memory: from what a net gives to the parameters of a circuit, each number computed in float64 and rounded once.</summary>
/// <remarks>
/// The numbers of one distribution are those of its channels one after the other: the log-probabilities of all values, or where there is no largest value mean and log standard
/// deviation, or log-rate.
/// </remarks>
internal sealed class DensityNumbers
{
    /// <summary>The bounds of the variance of a Gaussian.</summary>
    public const double LeastVariance = 1e-4;

    /// <inheritdoc cref="LeastVariance"/>
    public const double MostVariance = 10;

    /// <summary>The smallest log-scale of a discretised logistic: below the width of a cell of 256 even at its centre.</summary>
    public const double LeastLogScale = -7;

    /// <summary>The largest size of the log-rate of a Poisson.</summary>
    public const double MostLogRate = 20;

    private readonly InputFamily family;
    private readonly int parameters;
    private readonly int entries;
    private readonly double[] choices; // of a binomial

    /// <param name="family">The family.</param>
    public DensityNumbers(InputFamily family)
    {
        (this.family, parameters, entries) = (family, family.ParametersAChannel, (int)Entries(family));
        choices = family is InputFamily.Binomial binomial ? LogChoices(binomial.Trials) : [];
    }

    /// <summary>How many numbers per channel has in the circuit, V.</summary>
    public static long Entries(InputFamily family) => family.Values.Match(values => values, () => family.ParametersAChannel);

    /// <summary>log of n choose x, for x from 0 to n.</summary>
    public static double[] LogChoices(int trials) => LogChoices(trials, Math.Log);

    /// <summary>The same with a logarithm of one's own.</summary>
    public static double[] LogChoices(int trials, Func<double, double> log)
    {
        var choices = new double[trials + 1];
        for (var x = 1; x <= trials; x++) choices[x] = choices[x - 1] + log((trials - x + 1.0) / x);
        return choices;
    }

    /// <summary>A mode of one channel, the first where there are several.</summary>
    /// <param name="family">The family.</param>
    /// <param name="numbers">Its numbers in the circuit, [V].</param>
    public static double Mode(InputFamily family, ReadOnlySpan<double> numbers)
    {
        if (family is InputFamily.Gaussian) return numbers[0];
        if (family.Values.IsNone) return Math.Max(0, Math.Ceiling(Math.Exp(numbers[0])) - 1);
        var best = 0;
        for (var value = 1; value < numbers.Length; value++)
            if (numbers[value] > numbers[best]) best = value;
        return best;
    }

    /// <summary>The parameters of one distribution.</summary>
    /// <param name="outputs">What a net gives, [C, P].</param>
    /// <param name="numbers">Where they go, [C, V].</param>
    public void Fill<T>(ReadOnlySpan<T> outputs, Span<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var channel = 0; channel < family.Channels; channel++)
            Channel(outputs.Slice(channel * parameters, parameters), numbers.Slice(channel * entries, entries));
    }

    private void Channel<T>(ReadOnlySpan<T> raw, Span<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (family)
        {
            case InputFamily.Categorical:
                LogSoftmax(raw, numbers);
                break;
            case InputFamily.Bernoulli:
                var (one, zero) = StableLogs.LogSigmoids(Number(raw[0]));
                (numbers[0], numbers[1]) = (T.CreateTruncating(zero), T.CreateTruncating(one));
                break;
            case InputFamily.Binomial:
                Binomial(Number(raw[0]), numbers);
                break;
            case InputFamily.Gaussian:
                numbers[0] = raw[0];
                numbers[1] = T.CreateTruncating(Math.Log((Sigmoid(Number(raw[1])) * (MostVariance - LeastVariance)) + LeastVariance) / 2);
                break;
            case InputFamily.DiscretisedLogistic:
                DiscretisedLogistic(Number(raw[0]), Math.Max(Number(raw[1]), LeastLogScale), numbers);
                break;
            default:
                numbers[0] = T.CreateTruncating(Math.Clamp(Number(raw[0]), -MostLogRate, MostLogRate));
                break;
        }
    }

    private static double Number<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.CreateTruncating(value);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LogSoftmax<T>(ReadOnlySpan<T> raw, Span<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var logit in raw) largest = Math.Max(largest, Number(logit));
        foreach (var logit in raw) sum += Math.Exp(Number(logit) - largest);
        var total = Math.Log(sum);
        for (var value = 0; value < raw.Length; value++) numbers[value] = T.CreateTruncating(Number(raw[value]) - largest - total);
    }

    private void Binomial<T>(double logit, Span<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (success, failure) = StableLogs.LogSigmoids(logit);
        for (var x = 0; x < numbers.Length; x++) numbers[x] = T.CreateTruncating(choices[x] + (x * success) + ((numbers.Length - 1 - x) * failure));
    }

    /// <summary>log of sigmoid(u) - sigmoid(l) for the cell [l, u] of each value, as log sigmoid(u) + log sigmoid(-l) + log(1 - exp(l - u)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DiscretisedLogistic<T>(double mean, double logScale, Span<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var levels = numbers.Length;
        var inverse = Math.Exp(-logScale);
        var width = StableLogs.LogOneMinusExp(2.0 / levels * inverse);
        var above = mean * 0; // nothing is below the first cell, and a mean that is no number must not get lost
        for (var value = 0; value < levels - 1; value++)
        {
            var (below, next) = StableLogs.LogSigmoids(((2.0 / levels * (value + 1)) - 1 - mean) * inverse);
            numbers[value] = T.CreateTruncating(value == 0 ? below : below + above + width);
            above = next;
        }

        numbers[^1] = T.CreateTruncating(above);
    }
}
