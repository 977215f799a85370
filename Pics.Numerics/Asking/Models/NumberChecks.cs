using System.Globalization;

namespace Pics.Numerics;

/// <summary>Whether the numbers of a table can be those of a function group of a circuit.</summary>
internal static class NumberChecks
{
    private const double Tolerance = 1e-4; // of sums of thousands of 32-bit numbers; far below a mistake

    /// <summary>What is wrong with parameters, if something is. Cost: a few passes over them.</summary>
    /// <param name="signature">What they are the parameters of.</param>
    /// <param name="numbers">[H, K, C, V] of a density, [H, K_out, K_in] of a kernel.</param>
    /// <param name="mustSumToOne">Whether the rows of kernels must sum to one; the probabilities of values always do.</param>
    public static string? FindFault(FunctionSignature signature, NumberTable numbers, bool mustSumToOne) => signature.Match(
        density => density.Family.Values.IsSome
            ? First(numbers, value => !(value < double.PositiveInfinity), "which is no log-probability") ?? NotOne(numbers, Math.Exp, "the probabilities of")
            : FindNotFinite(numbers),
        _ => First(numbers, value => !(double.IsFinite(value) && value >= 0), "which is no weight; weights are finite and at least 0")
            ?? (mustSumToOne ? NotOne(numbers, value => value, "the weights of") : FirstSum(numbers, value => value, sum => sum <= 0, "the sum of its weights, which must be positive")));

    /// <summary>The first number that is not finite, if there is one.</summary>
    public static string? FindNotFinite(NumberTable numbers) => First(numbers, value => !double.IsFinite(value), "which is not a finite number");

    private static string? NotOne(NumberTable numbers, Func<double, double> part, string what) =>
        FirstSum(numbers, part, sum => !(Math.Abs(sum - 1) <= Tolerance), "which is not one") is { } fault ? $"{what} one function and output sum to what they must not: {fault}" : null;

    private static string? First(NumberTable numbers, Func<double, bool> isWrong, string reason)
    {
        for (var place = 0L; place < numbers.Count; place++)
            if (isWrong(numbers[place])) return Sentence(numbers.Shape, place, numbers[place], reason);
        return null;
    }

    /// <summary>The first sum over the last axis that is wrong, in the precision of the numbers.</summary>
    private static string? FirstSum(NumberTable numbers, Func<double, double> part, Func<double, bool> isWrong, string reason)
    {
        var width = numbers.Shape[^1];
        for (var row = 0L; row < numbers.Count / Math.Max(1, width); row++)
        {
            var sum = 0.0;
            for (var place = row * width; place < (row + 1) * width; place++) sum += part(numbers[place]);
            if (!numbers.IsDouble) sum = (float)sum;
            if (isWrong(sum)) return Sentence(numbers.Shape[..^1], row, sum, reason);
        }

        return null;
    }

    private static string Sentence(ImmutableArray<long> shape, long place, double value, string reason)
    {
        var places = new long[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; place /= shape[axis], axis--) places[axis] = place % shape[axis];
        return string.Create(CultureInfo.InvariantCulture, $"at [{string.Join(", ", places)}] there is {value}, {reason}");
    }
}
