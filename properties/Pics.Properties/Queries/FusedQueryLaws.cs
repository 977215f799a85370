using TorchSharp;
using static Pics.Properties.ModelOf;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>What queries compute in the fused engine is what the scaled engine, autograd and maxima on libtorch give.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 20, MaxTest = 60)]
public class FusedQueryLaws
{
    private static readonly FlowVariables[] Wanted = Enum.GetValues<FlowVariables>();

    private static bool Near(double[] expected, double[] found, double tolerance) =>
        expected.Length == found.Length && expected.Zip(found, (one, other) => one == other || Math.Abs(one - other) <= tolerance * (1 + Math.Abs(one))).All(same => same);

    /// <summary>Units with their shares, [rows of the evidence, K], and the logarithms of their slopes.</summary>
    private static List<(FlowUnit Unit, double[] Shares, double[] Slopes)> Spread(Flows flows, int rows) => [.. Enumerable.Range(0, flows.Units.Length).Select(unit =>
    {
        var nodes = flows.Units[unit].Nodes;
        var (shares, slopes, room) = (new double[flows.Rows * nodes], new double[flows.Rows], new double[flows.Rows]);
        flows.Shares(unit, shares);
        flows.LogSlopes(unit, slopes, room, room);
        return (flows.Units[unit],
            Enumerable.Range(0, rows).SelectMany(row => shares[(flows.RowOf(row) * nodes)..((flows.RowOf(row) + 1) * nodes)]).ToArray(),
            Enumerable.Range(0, rows).Select(row => slopes[flows.RowOf(row)]).ToArray());
    })];

    private static bool OfBinary(Pic pic, QuadratureRule rule, int seed, bool isDouble, Func<QpcModel, Tensor, bool> check)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed, isDouble ? ScalarType.Float64 : ScalarType.Float32);
        return check(circuit.Model, EngineInputs.Evidence(pic.Scope, seed));
    }

    private static bool OfFamilies(FamilyRecipe recipe, Func<QpcModel, Tensor, bool> check)
    {
        using var scope = NewDisposeScope();
        using var circuit = new FamilyCircuit(recipe);
        using var model = PicBuilder.Get(QpcModel.Of(circuit.Pic, circuit.Nets, circuit.Rule));
        return check(model, circuit.Evidence);
    }

    private static bool Agree(QpcModel model, Tensor evidence, double tolerance)
    {
        if (!FusedEngine.IsSupported) return true;
        using var scope = NewDisposeScope();
        using var scaled = new QpcModel(model, EngineKind.Scaled);
        var possible = TensorNumbers.ToRows(evidence);
        possible = possible.Take(EvidenceCheck.Possible(RowLikelihood.Of(model.Asked, possible)));
        var rows = possible.Rows;
        return Wanted.All(variables =>
        {
            var found = Spread(Flows.Of(model.Asked, possible, variables).Flows, rows);
            var expected = Spread(Flows.Of(scaled.Asked, possible, variables).Flows, rows);
            return expected.Select(unit => unit.Unit).SequenceEqual(found.Select(unit => unit.Unit))
                && expected.Zip(found, (one, other) => Near(one.Shares, other.Shares, tolerance) && Near(one.Slopes, other.Slopes, tolerance)).All(same => same);
        });
    }

    [Property]
    public bool Flows_are_those_of_the_scaled_engine(Pic pic, QuadratureRule rule, int seed, bool isDouble) =>
        OfBinary(pic, rule, seed, isDouble, (model, evidence) => Agree(model, evidence, isDouble ? 1e-9 : Tolerances.Single));

    /// <summary>Folds of many slots share their products.</summary>
    [Property(MaxTest = 4)]
    public bool Flows_of_hubs_are_those_of_the_scaled_engine(PositiveInt size, QuadratureRule rule, int seed, bool isDouble)
    {
        var children = 4 + (size.Get % 3);
        var graph = PicBuilder.Get(VariableTree.Create(Enumerable.Range(0, (2 * children) + 1).Select(variable => variable == 0 ? -1 : (variable - 1) / children)).Bind(HiddenChowLiu.Create));
        var pic = PicBuilder.Get(Merge.Joined(_ => new InputFamily.Categorical(1, 2), MergeKind.Cp, MergeKind.Cp).Apply(graph));
        return OfBinary(pic, rule, seed, isDouble, (model, evidence) => model.Circuit.Layers.Any(layer => layer is FoldedLayer.Cp { Arity: > 4 }) && Agree(model, evidence, isDouble ? 1e-9 : Tolerances.Single));
    }

    [Property(MaxTest = 25)]
    public bool Flows_of_every_family_are_those_of_the_scaled_engine(FamilyRecipe recipe) => OfFamilies(recipe, (model, evidence) => Agree(model, evidence, 1e-6));

    [Property]
    public bool Maxima_are_those_of_libtorch(Pic pic, QuadratureRule rule, int seed, bool isDouble) =>
        OfBinary(pic, rule, seed, isDouble, (model, evidence) => AreMaxima(model, evidence, isDouble ? 1e-10 : Tolerances.SingleEngines));

    [Property(MaxTest = 25)]
    public bool Maxima_of_every_family_are_those_of_libtorch(FamilyRecipe recipe) => OfFamilies(recipe, (model, evidence) => AreMaxima(model, evidence, 1e-6));

    private static bool AreMaxima(QpcModel model, Tensor evidence, double tolerance)
    {
        using var fused = new FusedPasses(model.Circuit, model.Asked.Numbers);
        return Near(ModelOf.LargestTrees(model, evidence), fused.Maxima(TensorNumbers.ToRows(evidence)).LogLikelihood, tolerance);
    }

    /// <summary>Both precisions would do, but a choice may turn on the last bit of the smaller one.</summary>
    [Property(MaxTest = 40)]
    public void Every_query_answers_alike_through_both_engines(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        using var scaled = new QpcModel(circuit.Model, EngineKind.Scaled);
        var evidence = EngineInputs.Evidence(pic.Scope, seed);
        bool Same(Func<QpcModel, Either<QueryError, Tensor>> query, double tolerance)
        {
            var (first, second) = (query(circuit.Model), query(scaled));
            return first.IsLeft || second.IsLeft
                ? first.IsLeft == second.IsLeft
                : Near(EngineInputs.Values(Get(first).to(ScalarType.Float64).nan_to_num(7)), EngineInputs.Values(Get(second).to(ScalarType.Float64).nan_to_num(7)), tolerance);
        }

        Assert.True(Same(model => CircuitQueries.LogLikelihood(model, evidence), 1e-10), "log-likelihoods");
        Assert.True(Same(model => CircuitQueries.Moments(model, evidence).Map(moments => moments.Mean), 1e-8), "means");
        Assert.True(Same(model => CircuitQueries.Moments(model, evidence).Map(moments => moments.Variance), 1e-8), "variances");
        Assert.True(Same(model => CircuitQueries.Surprises(model, evidence), 1e-8), "surprises");
        Assert.True(Same(model => CircuitQueries.SampleGiven(model, evidence, 3, seed), 0), "samples given evidence");
        Assert.True(Same(model => CircuitQueries.Sample(model, 20, seed), 0), "samples");
        Assert.True(Same(model => CircuitQueries.MaxProduct(model, evidence).Map(found => tensor(ModelOf.LargestTrees(circuit.Model, found))), 1e-10), "trees of completions, of which several may be the best");
    }
}
