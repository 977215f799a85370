namespace Pics.Host;

/// <summary>Memory after so many steps, garbage collected and free blocks returned.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="ManagedMiB">The managed heap.</param>
/// <param name="ResidentMiB">What the process holds in memory, native and managed.</param>
/// <param name="Tensors">Live tensors.</param>
internal sealed record MemoryPoint(long Step, double ManagedMiB, double ResidentMiB, long Tensors);

/// <summary>Memory over the steps of a run.</summary>
internal sealed record MemoryCurve(IReadOnlyList<MemoryPoint> Points)
{
    /// <summary>The median over the last quarter of the points less that over the second, which is after warm-up, MiB.</summary>
    public double ManagedGrowth => Growth(point => point.ManagedMiB);

    /// <summary>The same of resident memory.</summary>
    public double ResidentGrowth => Growth(point => point.ResidentMiB);

    /// <summary>The median over the second quarter of resident memory.</summary>
    public double ResidentBase => Median(Quarter(1), point => point.ResidentMiB);

    /// <summary>The median over the second quarter of the managed heap.</summary>
    public double ManagedBase => Median(Quarter(1), point => point.ManagedMiB);

    private IReadOnlyList<MemoryPoint> Quarter(int index) => [.. Points.Skip(index * Points.Count / 4).Take(Math.Max(1, Points.Count / 4))];

    private double Growth(Func<MemoryPoint, double> value) => Median(Quarter(3), value) - Median(Quarter(1), value);

    private static double Median(IReadOnlyList<MemoryPoint> points, Func<MemoryPoint, double> value) => points.Select(value).Order().ElementAt(points.Count / 2);
}
