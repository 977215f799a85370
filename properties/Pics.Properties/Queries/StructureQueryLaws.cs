using TorchSharp;
using static Pics.Properties.ModelOf;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Queries against the enumeration of all worlds for every structure, merge and sharing, with every family of finitely many values.</summary>
[Collection(TensorTests.Name)]
public class StructureQueryLaws
{
    private const int Values = 3;
    private const int Draws = 3000;
    private const double Rejected = 1e-6; // the seeds are fixed, so a case fails always or never

    private static readonly QuadratureRule Rule = PicBuilder.Get(Quadrature.Create(RuleKind.ClenshawCurtis, 4));

    /// <summary>Structures over 2 x 3 pixels.</summary>
    private static readonly ImmutableSortedDictionary<string, Either<PicsError, RegionGraph>> Structures = new Dictionary<string, Either<PicsError, RegionGraph>>
    {
        ["quad tree"] = QuadTree.Create(2, 3),
        ["quad graph"] = QuadGraph.Create(2, 3),
        ["Poon-Domingos"] = PoonDomingos.Create(2, 3, [1]),
        ["random binary trees"] = RandomBinaryTrees.Create(6, 3, 2, 1),
        ["random splits"] = RandomSplits.Create(6, 1),
        ["linear chain"] = LinearChain.Create(Enumerable.Range(0, 6).Reverse()),
        ["balanced tree"] = BalancedTree.Create(6),
        ["fully factorised"] = FullyFactorised.Create(6),
        ["hidden Chow-Liu tree"] = ChowLiuTree.Create(6, (first, second) => Meanings.Hash(Math.Min(first, second), Math.Max(first, second))).Bind(tree => HiddenChowLiu.Create(tree)),
    }.ToImmutableSortedDictionary();

    public static TheoryData<string, MergeKind, Sharing, string> Cases()
    {
        var cases = new TheoryData<string, MergeKind, Sharing, string>();
        var families = new[] { "categorical", "binomial", "logistic" };
        foreach (var structure in Structures.Keys)
            foreach (var merge in Enum.GetValues<MergeKind>())
                foreach (var sharing in Enum.GetValues<Sharing>())
                    cases.Add(structure, merge, sharing, families[cases.Count % families.Length]);
        return cases;
    }

    private static InputFamily Family(string name) => name switch
    {
        "binomial" => new InputFamily.Binomial(1, Values - 1),
        "logistic" => new InputFamily.DiscretisedLogistic(1, Values),
        _ => new InputFamily.Categorical(1, Values),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Queries_equal_enumeration(string structure, MergeKind merge, Sharing sharing, string family)
    {
        using var scope = NewDisposeScope();
        var binary = merge == MergeKind.Tucker ? Binarise.Pass : Pass.Identity<RegionGraph>();
        var pic = PicBuilder.Get(Structures[structure].Bind(binary.Then(Pipeline.Model(Family(family), merge, sharing, sharing)).Apply));
        using var nets = new PicNets(pic, new(8, Double: true, Sigma: 2), 3);
        foreach (var parameter in nets.Trainable)
            using (no_grad())
                parameter.mul_(4); // nets of small numbers are nearly constant
        using var model = PicBuilder.Get(QpcModel.Of(pic, nets, Rule));
        using var reference = Compile.ToLayerStack(model.Circuit);

        var worlds = cartesian_prod(Enumerable.Repeat(arange(Values), 6).ToList()).unsqueeze(2);
        var probabilities = EngineInputs.Values(reference.LogLikelihood(model.Parameters, worlds)).Select(Math.Exp).ToArray();
        var digits = EngineInputs.Values(worlds).Select(value => (int)value).Chunk(6).ToArray();
        Assert.Equal(1, probabilities.Sum(), 1e-10);

        int[] evidence = [-1, 2, -1, 0, -1, -1];
        bool Agrees(int[] world, int[] given) => Enumerable.Range(0, 6).All(variable => given[variable] < 0 || world[variable] == given[variable]);
        double Of(int[] given) => probabilities.Zip(digits).Sum(world => Agrees(world.Item2, given) ? world.Item1 : 0);
        var row = tensor(evidence.Select(value => (long)value).ToArray(), [1, 6, 1]);
        Assert.Equal(Of(evidence), Math.Exp(ModelOf.Values(LogLikelihood.OfEvidence(model, row))[0]), 1e-11);

        using var posterior = Get(Posterior.Of(model, row));
        foreach (var variable in new[] { 0, 2, 5 })
        {
            var expected = Enumerable.Range(0, Values).Select(value => Of([.. evidence.Select((known, place) => place == variable ? value : known)]) / Of(evidence)).ToArray();
            Assert.All(Pairs.Of(expected, ModelOf.Values(posterior.Probabilities(variable))), pair => Assert.Equal(pair.Expected, pair.Found, 1e-10));
        }

        SamplesFollow(Get(Sampling.Unconditional(model, Draws, 11)), digits, probabilities);
        SamplesFollow(Get(Sampling.Given(model, row, Draws, 12))[0], digits, [.. probabilities.Zip(digits, (p, world) => Agrees(world, evidence) ? p / Of(evidence) : 0)]);
    }

    private static void SamplesFollow(Tensor samples, int[][] worlds, double[] probabilities)
    {
        static int Number(IEnumerable<int> world) => world.Aggregate(0, (number, value) => (number * Values) + value);
        var counts = EngineInputs.Values(samples).Select(value => (int)value).Chunk(6).CountBy(Number).ToDictionary();
        Assert.True(SamplingLaws.ChiSquare(worlds.Select((world, index) => (probabilities[index] * Draws, (double)counts.GetValueOrDefault(Number(world))))) > Rejected);
    }
}
