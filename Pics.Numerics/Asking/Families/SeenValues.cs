namespace Pics.Numerics;

/// <summary>Mean and variance of some values, taken one by one (Welford).</summary>
internal struct SeenValues
{
    private double squares; // of the differences to the mean

    /// <summary>How many there are.</summary>
    public double Count { get; private set; }

    /// <summary>Their mean.</summary>
    public double Mean { get; private set; }

    /// <summary>Their variance.</summary>
    public readonly double Variance => squares / Math.Max(1, Count);

    /// <summary>Takes one more.</summary>
    public void Add(double value)
    {
        Count++;
        var difference = value - Mean;
        Mean += difference / Count;
        squares += difference * (value - Mean);
    }
}
