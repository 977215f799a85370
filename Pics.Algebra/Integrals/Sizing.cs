using System.Numerics;

namespace Pics.Algebra;

/// <summary>How the size of a unit is counted: in latents where a circuit is read as a PIC, in quadrature values where it is read as a QPC.</summary>
/// <param name="OfLatents">The size of so many latents.</param>
/// <param name="Join">The size of a Kronecker product of two sizes.</param>
/// <param name="OfNumber">The size of a unit that is a number, as the root is.</param>
internal sealed record Sizing(Func<int, int> OfLatents, Func<int, int, int> Join, int OfNumber)
{
    private const int MostDoublings = 30; // from 1, within 32 bits
    private const int TooLarge = -1; // the size of a unit with more values than can be numbered; refused wherever it appears

    /// <summary>The number of free latents.</summary>
    public static Sizing Latents { get; } = new(latents => latents, (first, second) => (int)Math.Min(int.MaxValue, (long)first + second), 0);

    /// <summary>The number of values, K to the number of latents.</summary>
    public static Sizing Values(int nodes) => new(
        latents => Width(nodes, latents) ?? TooLarge,
        (first, second) => first == TooLarge || second == TooLarge || (long)first * second > int.MaxValue ? TooLarge : first * second,
        1);

    /// <summary>The number of combinations of nodes of so many latents; null if it is too large to number.</summary>
    public static int? Width(int nodes, int latents)
    {
        // A power that has more digits than any width is not computed: they may be millions.
        if (nodes > 1 && latents > MostDoublings) return null;
        var width = BigInteger.Pow(nodes, Math.Min(latents, MostDoublings));
        return width > int.MaxValue ? null : (int)width;
    }
}
