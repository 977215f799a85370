using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Work in parts that is dealt out to ranks.</summary>
internal static class CollectiveDeal
{
    private const double Unmade = -1;
    private const double Cancelled = -2;

    /// <summary>The numbers of each part, in the order of the parts, on every rank: part p is made by rank p mod N, and N parts are exchanged at a time.</summary>
    /// <param name="ranks">The ranks, which all go through the parts equally far.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="most">Numbers of a part at most.</param>
    /// <param name="make">Given a part of this rank: its numbers; null where it cannot be made, which all ranks learn.</param>
    /// <exception cref="OperationCanceledException">Some rank was cancelled when it was to make a part.</exception>
    public static IEnumerable<double[]?> Deal(this ICollective ranks, int parts, int most, Func<int, double[]?> make)
    {
        var length = 1 + most; // how many numbers there are, then they
        for (var first = 0L; first < parts; first += ranks.Count)
        {
            var own = new double[length];
            if (first + ranks.Rank < parts) Put(() => make((int)first + ranks.Rank), own);
            var all = MemoryMarshal.Cast<byte, double>(ranks.GatherAll(MemoryMarshal.AsBytes(own.AsSpan()))).ToArray();
            for (var rank = 0; rank < ranks.Count; rank++)
                if (all[rank * length] == Cancelled)
                    throw new OperationCanceledException();
            for (var rank = 0; rank < ranks.Count && first + rank < parts; rank++)
                yield return all[rank * length] == Unmade ? null : all.AsSpan((rank * length) + 1, (int)all[rank * length]).ToArray();
        }
    }

    private static void Put(Func<double[]?> make, double[] message)
    {
        try
        {
            var made = make();
            message[0] = made?.Length ?? Unmade;
            made?.CopyTo(message, 1);
        }
        catch (OperationCanceledException)
        {
            message[0] = Cancelled;
        }
    }
}
