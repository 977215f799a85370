namespace Pics.Laws;

/// <summary>How to make a circuit in which each of five variables has a family of its own: a value, unlike the circuit with its nets.</summary>
/// <param name="Graph">The regions.</param>
/// <param name="Channels">C.</param>
/// <param name="IsReal">Whether some variables have real numbers.</param>
/// <param name="Seed">Of the merge, the sharing and the nets.</param>
/// <param name="Rows">Evidence by row, variable and channel, NaN where it is hidden.</param>
public sealed record FamilyRecipe(RegionGraph Graph, int Channels, bool IsReal, int Seed, Arr<Arr<double>> Rows)
{
    private const int Count = 17;

    /// <summary>The families of the variables.</summary>
    public Arr<InputFamily> Families => Of(Channels, IsReal);

    /// <summary>The circuit.</summary>
    public Pic Pic => CircuitBuilder.Made(CircuitBuilder.RandomMerge(Seed, variable => Families[variable]).Then(Share.With((Sharing)(Seed % 3), Sharing.Composite)).Apply(Graph));

    /// <summary>The same recipe for the same seed, for examples.</summary>
    public static FamilyRecipe Random(int seed, int channels, bool isReal)
    {
        var random = new Random(seed);
        return new(Regions(random), channels, isReal, seed, Evidence(random, channels, isReal));
    }

    /// <summary>Recipes with some channels, real or not.</summary>
    public static Gen<FamilyRecipe> Some(Gen<int> channels, Gen<bool> isReal) =>
        from width in channels
        from real in isReal
        from seed in Gen.Choose(0, ushort.MaxValue)
        from recipe in Choices.Draw(random => new FamilyRecipe(Regions(random), width, real, seed, Evidence(random, width, real)), most: 768)
        select recipe;

    private static Arr<InputFamily> Of(int channels, bool isReal) => isReal
        ? Arr.create<InputFamily>(new InputFamily.Gaussian(channels), new InputFamily.Categorical(channels, 3), new InputFamily.Poisson(channels), new InputFamily.Gaussian(channels), new InputFamily.DiscretisedLogistic(channels, 5))
        : Arr.create<InputFamily>(new InputFamily.Bernoulli(channels), new InputFamily.Binomial(channels, 3), new InputFamily.DiscretisedLogistic(channels, 4), new InputFamily.Poisson(channels), new InputFamily.Bernoulli(channels));

    private static RegionGraph Regions(Random random) => CircuitBuilder.Made(RegionGraph.Create(GraphBuilder.Random(random, 5)));

    private static Arr<Arr<double>> Evidence(Random random, int channels, bool isReal)
    {
        double Below(InputFamily family) => random.Next(family.Values.IfNone(1));
        double Value(InputFamily family) => random.Next(4) == 0
            ? double.NaN
            : family.Match(Below, Below, Below, _ => Math.Round((random.NextDouble() * 4) - 2, 1), Below, _ => random.Next(6) * random.Next(6));
        var families = Of(channels, isReal);
        return Enumerable.Range(0, Count).Select(_ => families.Bind(family => Enumerable.Range(0, channels).Select(_ => Value(family)).ToArr()).ToArr()).ToArr();
    }
}
