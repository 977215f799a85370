namespace Pics.Laws;

/// <summary>A circuit whose even variables have two categories and whose odd ones have three.</summary>
/// <param name="Pic">The circuit.</param>
public sealed record MixedCircuit(Pic Pic)
{
    /// <summary>The family of a variable.</summary>
    public static InputFamily Family(int variable) => new InputFamily.Categorical(1, Categories(variable));

    /// <summary>All complete assignments, variable by variable.</summary>
    public IEnumerable<ImmutableDictionary<int, int>> Worlds() => Pic.Scope.Variables.Aggregate(
        new[] { ImmutableDictionary<int, int>.Empty }.AsEnumerable(),
        (worlds, variable) => worlds.SelectMany(world => Enumerable.Range(0, Categories(variable)).Select(value => world.Add(variable, value))));

    /// <summary>Positive kernels, and densities that are the softmax of pseudo-random logits; a variable that is not assigned is hidden.</summary>
    public static Interpretation Meaning(int seed, ImmutableDictionary<int, int> assigned) => new(
        (function, latents) => 0.05 + Meanings.Hash([seed, function.Group, function.Head, .. latents]),
        (function, value, latents) =>
        {
            var logits = Enumerable.Range(0, function.Signature.Match(density => density.Family.Parameters, _ => 0))
                .Select(category => Math.Exp(4 * Meanings.Hash([seed, function.Group, function.Head, category, .. latents])))
                .ToList();
            return logits[(int)value] / logits.Sum();
        },
        variable => assigned.TryGetValue(variable, out var value) ? value : Option<double>.None);

    private static int Categories(int variable) => 2 + (variable & 1);
}
