namespace Pics.Laws;

/// <summary>Random PICs over binary variables: merged and shared region graphs, and compositions that no merge gives.</summary>
public static class CircuitBuilder
{
    /// <summary>The family of all variables: zero or one, as two categories.</summary>
    public static InputFamily Binary { get; } = new InputFamily.Categorical(1, 2);

    /// <summary>A merge per partition that a seed decides: Tucker only where there are two parts.</summary>
    public static Pass<RegionGraph, Pic> RandomMerge(int seed) => RandomMerge(seed, _ => Binary);

    /// <summary>The same with an input family per variable.</summary>
    public static Pass<RegionGraph, Pic> RandomMerge(int seed, Func<int, InputFamily> family) => Merge.With(
        family,
        partition => partition.Parts.Count == 2 && Meanings.Hash([seed, .. partition.Parts.Map(part => (double)part.Index)]) > 0.5 ? MergeKind.Tucker : MergeKind.Cp);

    /// <summary>A random circuit over some variables; one in four has hidden inputs.</summary>
    public static Pic Random(Random random, int variables)
    {
        var merged = Made(RegionGraph.Create(GraphBuilder.Random(random, variables)).Bind(RandomMerge(random.Next()).Apply));
        var shared = random.Next(4) == 0 ? merged : Made(Share.With((Sharing)random.Next(3), (Sharing)random.Next(3)).Apply(merged));
        var composed = random.Next(3) == 0 ? Compose(shared, random) : shared;
        var interned = random.Next(3) == 0 ? composed.Intern() : composed;
        return random.Next(4) == 0 ? Made(Marginalise.Over<Pic>(Scope.Of(interned.Scope.Variables.Where(_ => random.Next(2) == 0))).Apply(interned)) : interned;
    }

    /// <summary>The same circuit for the same seed, for examples.</summary>
    public static Pic Random(int seed, int variables) => Random(new Random(seed), variables);

    /// <summary>Puts units around the root that merges never make: mixtures of mixtures, products of inputs, chains of integrals, Kronecker products read twice.</summary>
    private static Pic Compose(Pic pic, Random random)
    {
        var units = pic.Units.Units.ToList();
        var (variable, group) = (pic.Scope.Variables[^1] + 1, pic.Groups.Max(entry => entry.Id) + 1);
        UnitId Add(CircuitUnit unit)
        {
            units.Add(unit);
            return new(units.Count - 1);
        }

        UnitId Input(int offset) => Add(new CircuitUnit.Input(variable + offset, new(new FunctionSignature.Density(Binary, 1), group, offset, Sharing.None)));
        UnitId Integral(UnitId of, int outputs, int inputs, int id, int head) =>
            Add(new CircuitUnit.Linear(of, new(new FunctionSignature.Kernel(outputs, inputs), group + id, head, Sharing.Composite)));
        var root = pic.Units.Root;
        var (first, second) = (Input(0), Input(1));
        var product = Add(new CircuitUnit.Hadamard(Arr.create(first, second)));
        var outer = Add(new CircuitUnit.Kronecker(Arr.create(first, second)));
        var scalars = random.Next(3) switch
        {
            0 => Arr.create(Integral(product, 0, 1, 1, 0), Integral(outer, 0, 2, 2, 0)),
            1 => Arr.create(Integral(Integral(outer, 1, 2, 3, 0), 0, 1, 1, 0), Integral(outer, 0, 2, 2, 0), Integral(product, 0, 1, 1, 1)),
            _ => Arr.create(Integral(Integral(product, 1, 1, 4, 0), 0, 1, 1, 0), Integral(outer, 0, 2, 2, 0), Integral(outer, 0, 2, 2, 1)),
        };
        var mixed = Add(new CircuitUnit.Mixture(Arr.create(scalars[0], scalars[1]), Arr.create(0.25, 0.75)));
        if (scalars.Count > 2) mixed = Add(new CircuitUnit.Mixture(Arr.create(mixed, scalars[2]), Arr.create(0.4, 0.6)));
        Add(new CircuitUnit.Hadamard(Arr.create(root, mixed)));
        return Made(Pic.Create(units));
    }

    /// <summary>What is possible by construction.</summary>
    internal static T Made<T>(Either<PicsError, T> result) => result.IfLeft(error => throw new InvalidOperationException(error.Explain()));
}
