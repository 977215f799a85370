namespace Pics.Numerics;

/// <summary>Sums of numbers that are known by their logarithms.</summary>
internal static class LogSums
{
    /// <summary>The logarithm of the sum, with the largest number taken out first; minus infinity where there is none but zeros.</summary>
    public static double Of(ReadOnlySpan<double> logs)
    {
        var most = double.NegativeInfinity;
        foreach (var log in logs) most = Math.Max(most, log);
        if (double.IsInfinity(most)) return most;
        var sum = 0.0;
        foreach (var log in logs) sum += Math.Exp(log - most);
        return most + Math.Log(sum);
    }
}
