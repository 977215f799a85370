namespace Pics.Numerics;

/// <summary>Input families on tensors: from what a net gives to the parameters of a circuit, and log-densities from those.</summary>
/// <remarks>
/// Where a channel has finitely many values the parameters are the log-probabilities of all of them, so every such family is a table to an
/// engine. Otherwise they are the parameters: mean and log standard deviation, or log-rate.
/// </remarks>
internal static class Densities
{
    private const double LeastVariance = DensityNumbers.LeastVariance;
    private const double MostVariance = DensityNumbers.MostVariance;
    private const double LeastLogScale = DensityNumbers.LeastLogScale;
    private const double MostLogRate = DensityNumbers.MostLogRate;

    /// <summary>How many numbers per channel has in the circuit, V.</summary>
    public static long Entries(InputFamily family) => DensityNumbers.Entries(family);

    /// <summary>The parameters of a circuit.</summary>
    /// <param name="family">The family.</param>
    /// <param name="outputs">[H, K, C * P] or [H, K, C, P]: what a net gives, P numbers per channel.</param>
    /// <returns>[H, K, C, V].</returns>
    public static Tensor Parameters(InputFamily family, Tensor outputs)
    {
        using var scope = NewDisposeScope();
        var raw = outputs.reshape(outputs.shape[0], outputs.shape[1], family.Channels, -1);
        return family.Match(
            _ => raw.log_softmax(3),
            _ => cat([nn.functional.logsigmoid(-raw), nn.functional.logsigmoid(raw)], 3),
            binomial => Binomial(raw, binomial.Trials),
            _ => cat([raw.narrow(3, 0, 1), raw.narrow(3, 1, 1).sigmoid().mul(Held.Of(MostVariance - LeastVariance)).Plus(LeastVariance).log().div(Held.Of(2))], 3),
            logistic => DiscretisedLogistic(raw.narrow(3, 0, 1), raw.narrow(3, 1, 1).clamp_min(Held.Of(LeastLogScale)), logistic.Levels),
            _ => raw.clamp(Held.Of(-MostLogRate), Held.Of(MostLogRate))).MoveToOuterDisposeScope();
    }

    /// <summary>log p(x) where there is no largest value.</summary>
    /// <param name="family">The family.</param>
    /// <param name="numbers">[F, K, C, V].</param>
    /// <param name="values">x, [F, 1, C, B], of the same type or of float64.</param>
    /// <returns>[F, K, C, B] of the type of the parameters.</returns>
    public static Tensor LogDensity(InputFamily family, Tensor numbers, Tensor values)
    {
        using var scope = NewDisposeScope();
        var first = numbers.narrow(3, 0, 1);
        return (family is InputFamily.Gaussian
            ? Normal(first, numbers.narrow(3, 1, 1), values)
            : Poisson(first, values.to(first.dtype))).MoveToOuterDisposeScope();
    }

    /// <summary>log p of the mode of each channel.</summary>
    /// <param name="family">The family.</param>
    /// <param name="numbers">[F, K, C, V].</param>
    /// <returns>[F, K, C].</returns>
    public static Tensor ModeLogDensity(InputFamily family, Tensor numbers)
    {
        using var scope = NewDisposeScope();
        return (family.Values.IsSome ? numbers.amax([3]) : LogDensity(family, numbers, Mode(family, numbers).unsqueeze(3)).squeeze(3)).MoveToOuterDisposeScope();
    }

    /// <summary>A mode of each channel.</summary>
    /// <param name="family">The family.</param>
    /// <param name="numbers">[F, K, C, V].</param>
    /// <returns>[F, K, C] of the type of the parameters.</returns>
    public static Tensor Mode(InputFamily family, Tensor numbers)
    {
        using var scope = NewDisposeScope();
        var first = numbers.select(3, 0);
        return (family.Values.IsSome ? numbers.argmax(3).to(numbers.dtype)
            : family is InputFamily.Gaussian ? first.clone()
            : first.exp().ceil().sub(Held.Of(1)).clamp_min(Held.Of(0))).MoveToOuterDisposeScope();
    }

    /// <summary>Mean and variance of each channel.</summary>
    /// <param name="family">The family.</param>
    /// <param name="numbers">[F, K, C, V].</param>
    /// <returns>[F, K, C] each.</returns>
    public static (Tensor Mean, Tensor Variance) Moments(InputFamily family, Tensor numbers)
    {
        using var scope = NewDisposeScope();
        if (family.Values.IsSome)
        {
            var probabilities = numbers.exp();
            var values = arange(Held.Of(numbers.shape[3]), dtype: numbers.dtype, device: numbers.device);
            var mean = (probabilities * values).sum(3);
            var variance = (probabilities * (values - mean.unsqueeze(3)).square()).sum(3);
            return (mean.MoveToOuterDisposeScope(), variance.MoveToOuterDisposeScope());
        }

        var first = numbers.select(3, 0);
        return family is InputFamily.Gaussian
            ? (first.clone().MoveToOuterDisposeScope(), numbers.select(3, 1).mul(Held.Of(2)).exp().MoveToOuterDisposeScope())
            : (first.exp().MoveToOuterDisposeScope(), first.exp().MoveToOuterDisposeScope());
    }

    /// <remarks>The value comes in two parts, so that its distance to a mean nearby is not that of a rounded value.</remarks>
    private static Tensor Normal(Tensor mean, Tensor logDeviation, Tensor values)
    {
        var rounded = values.to(mean.dtype);
        var rest = values.sub(rounded.to(values.dtype)).nan_to_num(0, 0, 0).to(mean.dtype); // beyond the largest number nothing is left
        return (rounded.sub(mean).Plus(rest) * (-logDeviation).exp()).square().div(Held.Of(-2)).sub(logDeviation).sub(Held.Of(Math.Log(2 * Math.PI) / 2));
    }

    private static Tensor Poisson(Tensor logRate, Tensor values) => (values * logRate).sub(logRate.exp()).sub(values.Plus(1).lgamma());

    /// <summary>log of (n choose x) p^x (1 - p)^(n - x).</summary>
    private static Tensor Binomial(Tensor logit, int trials)
    {
        var successes = arange(Held.Of(trials + 1), dtype: logit.dtype, device: logit.device);
        var choices = tensor(DensityNumbers.LogChoices(trials), dtype: logit.dtype, device: logit.device);
        return choices.Plus(successes * nn.functional.logsigmoid(logit)).Plus(successes.neg().Plus(trials) * nn.functional.logsigmoid(-logit));
    }

    /// <summary>log of sigmoid(u) - sigmoid(l) for the cell [l, u] of each value, as log sigmoid(u) + log sigmoid(-l) + log(1 - exp(l - u)).</summary>
    private static Tensor DiscretisedLogistic(Tensor mean, Tensor logScale, int levels)
    {
        if (levels == 1) return zeros_like(mean) * mean;
        var inverse = (-logScale).exp();
        var edges = arange(Held.Of(1), Held.Of(levels), dtype: mean.dtype, device: mean.device).mul(Held.Of(2.0 / levels)).sub(Held.Of(1));
        var inner = (edges - mean) * inverse;
        var (below, above) = (nn.functional.logsigmoid(inner), nn.functional.logsigmoid(-inner));
        var first = below.narrow(3, 0, 1);
        var last = above.narrow(3, levels - 2, 1);
        if (levels == 2) return cat([first, last], 3);
        var width = inverse.mul(Held.Of(-2.0 / levels)).expm1().neg().log();
        return cat([first, below.narrow(3, 1, levels - 2).Plus(above.narrow(3, 0, levels - 2)).Plus(width), last], 3);
    }
}
