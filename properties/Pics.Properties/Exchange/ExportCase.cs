using Pics.Host;
using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A model to export: structures, merges, families, channels, sharing, precisions, PICs and plain circuits.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Recipe">How to make it.</param>
/// <param name="Rule">The rule at which it is exported.</param>
/// <param name="Nodes">K.</param>
internal sealed record ExportCase(string Name, ModelRecipe Recipe, RuleKind Rule = ModelRecipe.Rule, int Nodes = ModelRecipe.Nodes)
{
    /// <summary>Cases of every kind.</summary>
    public static IEnumerable<ExportCase> All()
    {
        Pic Shared(RegionGraph graph, MergeKind merge, InputFamily family, int seed = 1) => Get(Pipeline.Model(family, merge, (Sharing)(seed % 3), (Sharing)((seed + 1) % 3)).Apply(graph));
        InputFamily pixel = new InputFamily.Categorical(3, 4), binary = Binary;
        foreach (var isDouble in new[] { true, false })
        {
            var word = isDouble ? "double" : "float";
            yield return new($"quad tree, CP, colours, {word}", new(Shared(Get(QuadTree.Create(3, 4)), MergeKind.Cp, pixel), 1, IsDouble: isDouble));
            yield return new($"quad graph, CP, {word}", new(Shared(Get(QuadGraph.Create(4, 4)), MergeKind.Cp, binary, 2), 2, IsDouble: isDouble), RuleKind.Trapezoidal, 5);
            yield return new($"quad graph, Tucker, {word}", new(Shared(Get(QuadGraph.Create(3, 3)), MergeKind.Tucker, new InputFamily.DiscretisedLogistic(1, 6), 3), 3, IsDouble: isDouble), RuleKind.Midpoint, 2);
            yield return new($"Poon-Domingos, CP, {word}", new(Shared(Get(PoonDomingos.Create(3, 3, [1])), MergeKind.Cp, new InputFamily.Binomial(2, 3), 2), 11, IsDouble: isDouble), RuleKind.ClenshawCurtis, 4);
            yield return new($"linear chain, Tucker, {word}", new(Shared(Get(LinearChain.Create([2, 0, 1, 3])), MergeKind.Tucker, new InputFamily.Poisson(1)), 12, IsDouble: isDouble), RuleKind.GaussHermite, 3);
            yield return new($"random splits, CP, {word}", new(Shared(Get(RandomSplits.Create(7, 3)), MergeKind.Cp, new InputFamily.Gaussian(1), 3), 13, IsDouble: isDouble), RuleKind.Simpson, 3);
            yield return new($"quad graph, PC, {word}", new(Shared(Get(QuadGraph.Create(3, 4)), MergeKind.Cp, binary, 2), 4, IsPlain: true, IsDouble: isDouble));
            yield return new($"binary trees, PC, {word}", new(Shared(Get(RandomBinaryTrees.Create(6, 2, 2, 5)), MergeKind.Tucker, new InputFamily.Gaussian(2)), 5, IsPlain: true, IsDouble: isDouble));
            foreach (var seed in Enumerable.Range(10, 6))
            {
                yield return new($"oddly composed {seed}, {word}", new(Random(seed, 4), seed, IsPlain: seed % 3 == 0, IsDouble: isDouble));
                yield return new($"families {seed}, {word}", new(FamilyRecipe.Random(seed, 1 + (seed % 2), seed % 4 < 2).Pic, seed, IsPlain: seed % 5 == 0, IsDouble: isDouble));
            }

            var known = Get(Condition.On<Pic>([KeyValuePair.Create(0, 1.0)]).Then(Marginalise.Over<Pic>(Scope.Of([2]))).Apply(Shared(Get(QuadTree.Create(1, 4)), MergeKind.Cp, binary)));
            yield return new($"known and hidden inputs, {word}", new(known, 7, IsDouble: isDouble));
            yield return new($"one variable, {word}", new(Shared(Get(QuadTree.Create(1, 1)), MergeKind.Cp, new InputFamily.Poisson(1)), 8, IsDouble: isDouble));
        }
    }

    /// <summary>Some rows that fit a model, [B, variables, C], some values not observed, one row without any.</summary>
    public static Tensor Rows(QpcModel model, int seed, int count = 9)
    {
        var random = new Random(seed);
        double Below(InputFamily family) => random.Next(family.Values.IfNone(1));
        double Value(InputFamily family) => family.Match(
            Below, Below, Below, _ => Math.Round((random.NextDouble() * 4) - 2, 2), Below, _ => random.Next(4) == 0 ? random.Next(100, 900) : random.Next(12));
        using var scope = NewDisposeScope();
        var values = new double[count * model.Variables * model.Channels];
        for (var place = 0; place < values.Length; place++)
        {
            var (row, variable) = (place / (model.Variables * model.Channels), place / model.Channels % model.Variables);
            values[place] = row == 0 || random.Next(4) == 0 || !model.Families.TryGetValue(variable, out var family) ? double.NaN : Value(family);
        }

        var rows = tensor(values, [count, model.Variables, model.Channels]);
        return (model.IsReal ? rows : rows.nan_to_num(-1).to(ScalarType.Int64)).MoveToOuterDisposeScope();
    }

    /// <summary>Makes the model, lays it out and takes it apart again.</summary>
    public void Use(Action<StoredModel, QpcExport> use)
    {
        using var stored = Recipe.Make();
        using var model = Get(QpcModel.Of(stored, Get(Quadrature.Create(stored.IsPlain ? ModelRecipe.Rule : Rule, stored.IsPlain ? ModelRecipe.Nodes : Nodes))));
        using var export = Get(QpcExport.Of(model));
        use(stored, export);
    }

    public static T Get<T>(Either<ExportError, T> result) => result.IfLeft(error => throw new InvalidOperationException(error.Explain()));

    public static T Get<T>(Either<ModelError, T> result) => result.IfLeft(error => throw new InvalidOperationException(error.Explain()));

    public static T Get<T>(Either<PicsError, T> result) => PicBuilder.Get(result);

    /// <summary>The engine's log-likelihoods.</summary>
    public static double[] LogLikelihoods(QpcModel model, Tensor rows) => ModelOf.Values(LogLikelihood.OfEvidence(model, rows));

    /// <summary>Asserts that log-likelihoods agree, relative to the larger of one and their size.</summary>
    public static void Agree(string name, double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var row = 0; row < expected.Length; row++)
            Assert.True(expected[row].Equals(found[row]) || Math.Abs(expected[row] - found[row]) <= tolerance * Math.Max(1, Math.Abs(expected[row])), $"{name}, row {row}: {expected[row]:R} and {found[row]:R}");
    }

    public override string ToString() => Name;
}
