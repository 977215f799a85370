namespace Pics.Numerics;

/// <summary>How many threads work together.</summary>
public static class Threads
{
    private static int? wished;
    private static (Func<int> Get, Action<int> Set)? other;

    /// <summary>As many as this library uses: those of libtorch where that is in use, else OMP_NUM_THREADS of the environment or one for each processor.</summary>
    public static int Count => Math.Max(1, other?.Get() ?? wished ?? Default);

    private static int Default => int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), out var threads) && threads > 0 ? threads : Environment.ProcessorCount;

    /// <summary>Sets the number, that of libtorch too once it is in use.</summary>
    /// <param name="threads">At least one.</param>
    public static void Use(int threads)
    {
        wished = Math.Max(1, threads);
        other?.Set(threads);
    }

    /// <summary>From now on as many as another library uses, which is told the number that was set.</summary>
    internal static void Follow(Func<int> get, Action<int> set)
    {
        if (other is not null) return;
        if (wished is { } threads) set(threads);
        other = (get, set);
    }
}
