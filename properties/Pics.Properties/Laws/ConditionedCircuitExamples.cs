using TorchSharp;
using static Pics.Properties.EngineInputs;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>What becomes of images half of which is known, in every structure.</summary>
[Collection(TensorTests.Name)]
public class ConditionedCircuitExamples
{
    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.GaussLegendre, 4));

    /// <summary>Structures over 4 x 4 pixels.</summary>
    private static readonly ImmutableSortedDictionary<string, Either<PicsError, RegionGraph>> Structures = new Dictionary<string, Either<PicsError, RegionGraph>>
    {
        ["quad tree"] = QuadTree.Create(4, 4),
        ["quad graph"] = QuadGraph.Create(4, 4),
        ["random binary trees"] = RandomBinaryTrees.Create(16, 4, 3, 1),
        ["linear chain"] = LinearChain.Create(Enumerable.Range(0, 16).Reverse()),
        ["balanced tree"] = BalancedTree.Create(16),
        ["fully factorised"] = FullyFactorised.Create(16),
    }.ToImmutableSortedDictionary();

    public static TheoryData<string, MergeKind, Sharing> Cases()
    {
        var cases = new TheoryData<string, MergeKind, Sharing>();
        foreach (var structure in Structures.Keys)
            foreach (var merge in Enum.GetValues<MergeKind>())
                foreach (var sharing in Enum.GetValues<Sharing>())
                    cases.Add(structure, merge, sharing);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_smaller_circuit_equals_the_batched_evidence(string structure, MergeKind merge, Sharing sharing)
    {
        using var scope = NewDisposeScope();
        var family = new InputFamily.Categorical(1, 4);
        var pic = Get(Structures[structure].Bind(Binarise.Pass.Then(Pipeline.Model(family, merge, sharing, sharing)).Apply));
        using var nets = new PicNets(pic, new(8, Double: true), 3);
        using var numbers = nets.Materialize(Rule, forGradients: false, EngineKind.Reference);
        var whole = Get(Pipeline.Evaluation(Rule).Apply(pic));
        var rows = randint(0, 4, [9, 16, 1], dtype: ScalarType.Int64, generator: new Generator(7));
        rows[TensorIndex.Colon, TensorIndex.Slice(8, null)] = rows[0, TensorIndex.Slice(8, null)];
        rows.select(1, 3).fill_(-1);
        var known = Enumerable.Range(8, 8).Select(variable => KeyValuePair.Create(variable, (double)rows[0, variable, 0].item<long>()));
        using var small = Get(ConditionedCircuit.Create(whole, numbers.Tensors, known, Scope.Single(3)));
        Assert.Equal(Scope.Range(0, 8).Except(Scope.Single(3)), small.Circuit.Scope);
        Assert.True(small.Circuit.Unfold().Units.Units.Length < whole.Unfold().Units.Units.Length);
        foreach (var kind in new[] { EngineKind.Reference }.Concat(EngineLaws.Kinds))
        {
            using var reference = Compile.ToLayerStack(whole);
            using var engine = Compile.ToEngine(small.Circuit, kind);
            var expected = Values(reference.LogLikelihood(numbers.Tensors, rows));
            var found = Values(engine.LogLikelihood(small.Parameters, rows.narrow(1, 0, 8)));
            Assert.All(Pairs.Of(expected, found), pair => Assert.Equal(pair.Expected, pair.Found, 1e-11));
        }
    }

    [Fact]
    public void Half_of_the_pixels_of_a_quad_tree_leave_half_of_the_units()
    {
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(8, 8))));
        using var nets = new PicNets(pic, new(4, Double: true), 3);
        using var numbers = nets.Materialize(Rule, forGradients: false, EngineKind.Reference);
        var whole = Get(Pipeline.Evaluation(Rule).Apply(pic));
        using var small = Get(ConditionedCircuit.Create(whole, numbers.Tensors, Enumerable.Range(32, 32).Select(variable => KeyValuePair.Create(variable, 1.0)), Scope.Empty));
        Assert.Equal((169, 87), (whole.Unfold().Units.Units.Length, small.Circuit.Unfold().Units.Units.Length));
        Assert.Equal([2L, 1, 1, 1], small.Parameters[small.Parameters.Groups.Last()].shape);
    }

    [Fact]
    public void The_probability_of_all_evidence_is_one_constant()
    {
        var pic = Get(Pipeline.Model(Binary, MergeKind.Tucker, Sharing.Full, Sharing.Composite).Apply(Get(QuadGraph.Create(2, 2))));
        using var nets = new PicNets(pic, new(4, Double: true), 3);
        using var numbers = nets.Materialize(Rule, forGradients: false, EngineKind.Reference);
        var whole = Get(Pipeline.Evaluation(Rule).Apply(pic));
        using var small = Get(ConditionedCircuit.Create(whole, numbers.Tensors, Enumerable.Range(0, 3).Select(variable => KeyValuePair.Create(variable, 1.0)), Scope.Single(3)));
        using var engine = Compile.ToLayerStack(whole);
        using var evidence = tensor(new[] { 1L, 1, 1, -1 }, [1, 4, 1]);
        using var expected = engine.LogLikelihood(numbers.Tensors, evidence);
        Assert.Single(small.Circuit.Unfold().Units.Units);
        Assert.Equal(expected.item<double>(), small.Parameters[small.Parameters.Groups.Single()].item<double>(), 1e-12);
    }
}
