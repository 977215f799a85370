namespace Pics.Properties;

/// <summary>The probabilities of all worlds of a circuit over binary variables, one by one from the denotation: the oracle of queries.</summary>
internal sealed class Enumeration
{
    private readonly Dictionary<long, double> worlds;

    public Enumeration(FoldedQpc circuit, int seed) =>
        worlds = Meanings.Worlds(circuit.Scope).ToDictionary(world => world, world => Denotation.OfFolded(circuit, Meanings.ByFunction(seed, world, -1)));

    public IEnumerable<KeyValuePair<long, double>> Worlds => worlds;

    /// <summary>The probability that the masked variables are as in the world.</summary>
    public double Of(long world, long mask) => worlds.Sum(entry => ((entry.Key ^ world) & mask) == 0 ? entry.Value : 0);

    public double Expectation(Func<double, double> of) => worlds.Values.Sum(p => p * of(p));
}
