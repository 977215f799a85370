using TorchSharp;
using static Pics.Properties.EngineInputs;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Parts of a batch that are looked at at once give the bits of parts that are looked at one by one.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public class PartGradientLaws
{
    [Property]
    public bool Parts_at_once_have_the_bits_of_a_tree_of_parts(Pic pic, QuadratureRule rule, byte height, bool isDouble, int seed)
    {
        if (!FusedEngine.IsSupported) return true;
        using var scope = NewDisposeScope();
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        using var numbers = Numbers(folded, seed, isDouble ? ScalarType.Float64 : ScalarType.Float32);
        var random = new Random(seed);
        var few = Evidence(pic.Scope, seed);
        var rows = cat([few, .. Enumerable.Range(0, 4).Select(_ => few.narrow(0, random.Next((int)few.shape[0]), 1).expand(random.Next(1, 6), -1, -1)), few]); // equal rows, in one part and in several
        var (parts, count) = (1 << (height % 4), (int)rows.shape[0]);
        ImmutableArray<int> bounds = [0, .. Enumerable.Range(1, parts - 1).Select(_ => random.Next(count + 1)).Order(), count]; // some have no rows
        using var engine = new FusedEngine(folded);
        using var found = numbers.Like();
        var values = ((IPartsEngine)engine).Differentiate(numbers, rows, bounds, found, -0.5);
        var seen = new List<double>();
        var expected = BalancedTree<double[]>.Sum(Enumerable.Range(0, parts).Select(part => Alone(folded, numbers, rows.narrow(0, bounds[part], bounds[part + 1] - bounds[part]), seen)), (one, other) => [.. one.Zip(other, (left, right) => isDouble ? left + right : (float)left + (float)right)]);
        return seen.SequenceEqual(Values(values.to(ScalarType.Float64))) && expected.SequenceEqual(All(found));
    }

    [Fact]
    public void Gradients_of_parts_are_not_added_to_others()
    {
        using var scope = NewDisposeScope();
        var (pic, folded) = TeamRun.Model(new());
        using var numbers = Numbers(folded, 1, ScalarType.Float32);
        using var engine = new FusedEngine(folded);
        using var sums = numbers.Like();
        var rows = Evidence(pic.Scope, 1);
        foreach (var group in sums.Groups) sums[group].fill_(float.NaN); // what is there is replaced, of functions without uses too
        ((IPartsEngine)engine).Differentiate(numbers, rows, [0, 1, (int)rows.shape[0]], sums, 1);
        Assert.DoesNotContain(double.NaN, All(sums));
    }

    [Theory]
    [InlineData(256, 8, 256, 8)]
    [InlineData(256, 8, 64, 2)]
    [InlineData(256, 8, 100, 2)]
    [InlineData(256, 8, 16, 1)]
    [InlineData(5, 8, 5, 4)]
    [InlineData(1, 1, 1, 1)]
    public void As_many_parts_as_fit_are_looked_at_at_once(int batch, int shards, int rowsAtOnce, int expected)
    {
        Assert.Equal(expected, BatchParts.AtOnce(EngineKind.Fused, batch, shards, rowsAtOnce));
        Assert.Equal(1, BatchParts.AtOnce(EngineKind.Reference, batch, shards, rowsAtOnce));
    }

    private static double[] Alone(FoldedQpc folded, CircuitTensors numbers, Tensor rows, List<double> seen)
    {
        using var sums = numbers.Like();
        using var engine = new FusedEngine(folded);
        foreach (var group in sums.Groups) sums.Put(group, null, accumulate: false);
        if (rows.shape[0] > 0) seen.AddRange(Values(engine.Differentiate(numbers, rows, sums, -0.5, accumulate: false).to(ScalarType.Float64)));
        return All(sums);
    }

    private static double[] All(CircuitTensors tensors) => [.. tensors.Groups.SelectMany(group => tensors[group].to(ScalarType.Float64).view(-1).data<double>().ToArray())];
}
