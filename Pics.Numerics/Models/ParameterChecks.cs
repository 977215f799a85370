using System.Globalization;

namespace Pics.Numerics;

/// <summary>Whether the parameters of a function group can be those of a circuit.</summary>
public static class ParameterChecks
{
    private const double Tolerance = 1e-4; // of sums of thousands of 32-bit numbers; far below a mistake

    /// <summary>What is wrong with parameters, if something is. Cost: a few passes over them.</summary>
    /// <param name="signature">What they are the parameters of.</param>
    /// <param name="numbers">As in <see cref="CircuitTensors"/>.</param>
    /// <param name="mustSumToOne">Whether the rows of kernels must sum to one; the probabilities of values always do.</param>
    internal static string? FindFault(FunctionSignature signature, Tensor numbers, bool mustSumToOne)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return signature.Match(
            density => density.Family.Values.IsSome
                ? First(numbers.isnan() | numbers.isposinf(), numbers, "which is no log-probability") ?? Sum(numbers.exp().sum(3), "the probabilities of")
                : First(numbers.isfinite().logical_not(), numbers, "which is not a finite number"),
            _ => First(numbers.isfinite().logical_not() | numbers.lt(Held.Of(0)), numbers, "which is no weight; weights are finite and at least 0")
                ?? (mustSumToOne ? Sum(numbers.sum(2), "the weights of") : First(numbers.sum(2).le(Held.Of(0)), numbers.sum(2), "the sum of its weights, which must be positive")));
    }

    /// <summary>The first number that is not finite, if there is one.</summary>
    public static string? FindNotFinite(Tensor numbers)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return First(numbers.isfinite().logical_not(), numbers, "which is not a finite number");
    }

    private static string? Sum(Tensor sums, string what)
    {
        var wrong = sums.sub(Held.Of(1)).abs().le(Held.Of(Tolerance)).logical_not();
        return First(wrong, sums, "which is not one") is { } fault ? $"{what} one function and output sum to what they must not: {fault}" : null;
    }

    /// <summary>The first place where something is wrong.</summary>
    private static string? First(Tensor wrong, Tensor numbers, string reason)
    {
        if (!wrong.any().item<bool>()) return null;
        var place = wrong.nonzero()[0].cpu().data<long>().ToArray();
        var value = place.Aggregate(numbers, (part, index) => part[index]).to(ScalarType.Float64).item<double>();
        return string.Create(CultureInfo.InvariantCulture, $"at [{string.Join(", ", place)}] there is {value}, {reason}");
    }
}
