using System.Numerics;

namespace Pics.Numerics;

/// <summary>From free outputs in plain memory to the parameters of the densities of a circuit.</summary>
internal static unsafe class HostDensities
{
    /// <summary>The parameters, [H, K, C, V], owned by the caller.</summary>
    /// <param name="family">The family.</param>
    /// <param name="outputs">What a net would give, [H, K, C, P].</param>
    public static NumberTable Of(InputFamily family, NumberTable outputs)
    {
        var to = NumberTable.New(outputs.IsDouble, [.. outputs.Shape.Take(3), DensityNumbers.Entries(family)]);
        if (outputs.IsDouble) Fill<double>(family, outputs, to);
        else Fill<float>(family, outputs, to);
        return to;
    }

    private static void Fill<T>(InputFamily family, NumberTable outputs, NumberTable to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (numbers, given, wanted) = (new DensityNumbers(family), family.Parameters, checked(family.Channels * (int)DensityNumbers.Entries(family)));
        var (heads, nodes) = (checked((int)outputs.Shape[0]), checked((int)outputs.Shape[1]));
        Workers.Run(Workers.Count, heads, (head, _) =>
        {
            for (var place = (long)head * nodes; place < (head + 1L) * nodes; place++)
                numbers.Fill<T>(new ReadOnlySpan<T>((T*)outputs.Address + (place * given), given), new((T*)to.Address + (place * wanted), wanted));
        });
        GC.KeepAlive(outputs);
        GC.KeepAlive(to);
    }
}
