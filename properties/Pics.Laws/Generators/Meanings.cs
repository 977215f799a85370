namespace Pics.Laws;

/// <summary>Pseudo-random interpretations of functions over binary variables: positive kernels and densities, the same in every run.</summary>
public static class Meanings
{
    /// <summary>A number in [0, 1) that depends on all arguments.</summary>
    public static double Hash(params ReadOnlySpan<double> arguments)
    {
        var state = 0x9E3779B97F4A7C15UL;
        foreach (var argument in arguments)
        {
            state ^= BitConverter.DoubleToUInt64Bits(argument);
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
            state ^= state >> 31;
        }

        return (state >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Functions that depend on group and head, for a world given as bits and a mask of what is observed.</summary>
    public static Interpretation ByFunction(int seed, long world, long observed) =>
        Of(function => (function.Group * 1000) + function.Head + (seed * 0.001), world, observed);

    /// <summary>Functions that depend on their signature alone: all of one signature are equal.</summary>
    public static Interpretation BySignature(int seed, long world, long observed) =>
        Of(function => (function.Signature.Latents * 10) + function.Signature.Match(_ => 0, _ => 1) + (seed * 0.001), world, observed);

    /// <summary>Functions told apart by any key.</summary>
    public static Interpretation Of(Func<FunctionSpec, double> key, long world, long observed) => new(
        (function, latents) => 0.05 + Hash([key(function), .. latents]),
        (function, value, latents) => Math.Abs(1 - value - (0.05 + (0.9 * Hash([key(function), -1, .. latents])))),
        variable => (observed >> variable & 1) == 0 ? Option<double>.None : world >> variable & 1);

    /// <summary>The bits of all variables of a scope.</summary>
    public static long Mask(Scope scope) => scope.Variables.Aggregate(0L, (mask, variable) => mask | 1L << variable);

    /// <summary>All worlds over a scope of binary variables.</summary>
    public static IEnumerable<long> Worlds(Scope scope) => Enumerable.Range(0, 1 << scope.Count).Select(index =>
        Enumerable.Range(0, scope.Count).Aggregate(0L, (world, bit) => world | (long)(index >> bit & 1) << scope.Variables[bit]));
}
