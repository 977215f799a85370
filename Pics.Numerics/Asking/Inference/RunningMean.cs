namespace Pics.Numerics;

/// <summary>The mean of numbers that come one after the other, by Welford's recurrence: no difference of large numbers.</summary>
internal sealed class RunningMean
{
    private double mean;
    private double squares;
    private int count;

    /// <summary>The mean so far, and its standard error; infinite ones have none.</summary>
    public Estimate Estimate => double.IsInfinity(mean) || double.IsNaN(mean)
        ? new Estimate(double.PositiveInfinity, 0, count)
        : new Estimate(mean, Math.Sqrt(squares / (count - 1) / count), count);

    /// <summary>One more.</summary>
    public void Add(double number)
    {
        count++;
        var apart = number - mean;
        mean += apart / count;
        squares += apart * (number - mean);
    }
}
