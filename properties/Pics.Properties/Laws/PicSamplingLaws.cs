using MathNet.Numerics.Distributions;
using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Samples of a PIC have the distribution that its QPC tends to as K grows, and not that of a QPC with few nodes.</summary>
[Collection(TensorTests.Name)]
public class PicSamplingLaws
{
    private const double Significance = 1e-4; // of one test at a fixed seed

    private static readonly InputFamily Bit = new InputFamily.Bernoulli(1);

    /// <summary>The midpoint rule in the coordinates in which the standard normal measure is uniform: smooth to the ends of the line, unlike the Gauss-Hermite rule.</summary>
    private static QuadratureRule NormalMidpoints(int nodes) => Get(QuadratureRule.Create(
        "normal midpoint",
        double.NegativeInfinity,
        double.PositiveInfinity,
        Enumerable.Range(0, nodes).Select(node => Normal.InvCDF(0, 1, (node + 0.5) / nodes)),
        Enumerable.Repeat(1.0 / nodes, nodes)));

    private static QuadratureRule Legendre(int nodes) => Get(Quadrature.Create(RuleKind.GaussLegendre, nodes));

    private static double[] Probabilities(SampledCircuit circuit, QuadratureRule rule) =>
        circuit.Densities(EngineInputs.Evidence(circuit.Pic.Scope, Meanings.Worlds(circuit.Pic.Scope).Select(world => (world, -1L))), rule);

    /// <summary>How often each world of four bits was drawn.</summary>
    private static double[] Counts(Tensor rows) => [.. (rows.squeeze(2) * tensor(new long[] { 1, 2, 4, 8 })).sum(1).bincount(null, 16).data<long>().ToArray().Select(count => (double)count)];

    private static double ChiSquare(double[] counts, double[] probabilities) =>
        Pairs.Of(counts, probabilities).Sum(cell => Math.Pow(cell.Expected - (counts.Sum() * cell.Found), 2) / (counts.Sum() * cell.Found));

    private static Pic Circuit(string name) => name switch
    {
        "cp" => SampledCircuit.Over(BalancedTree.Create(4), Bit, MergeKind.Cp),
        "tucker" => SampledCircuit.Over(BalancedTree.Create(4), Bit, MergeKind.Tucker),
        _ => SampledCircuit.Over(QuadGraph.Create(2, 2), Bit, MergeKind.Cp),
    };

    [Theory]
    [InlineData("cp", 65, 4000, 16.0)]
    [InlineData("tucker", 33, 2000, 8.0)]
    [InlineData("mixture", 65, 4000, 16.0)]
    public void Frequencies_are_those_of_a_qpc_with_many_nodes_and_not_with_two(string name, int gridPoints, int rows, double scale)
    {
        using var scope = NewDisposeScope();
        using var circuit = new SampledCircuit(Circuit(name), 1, scale);
        var counts = Counts(circuit.Draw(rows, new(gridPoints)));
        var limit = ChiSquared.InvCDF(15, 1 - Significance);
        Assert.InRange(ChiSquare(counts, Probabilities(circuit, Legendre(64))), 0, limit);
        Assert.True(ChiSquare(counts, Probabilities(circuit, Legendre(2))) > 10 * limit);
        Assert.True(ChiSquare(counts, Probabilities(circuit, Legendre(4))) > 1.2 * limit);
    }

    [Theory]
    [InlineData("cp")]
    [InlineData("mixture")]
    public void Frequencies_on_the_line_are_those_of_its_normal_measure(string name)
    {
        using var scope = NewDisposeScope();
        using var circuit = new SampledCircuit(Circuit(name), 1, 8);
        var counts = Counts(circuit.Draw(4000, new(65), rule: Get(Quadrature.Create(RuleKind.GaussHermite, 3))));
        var limit = ChiSquared.InvCDF(15, 1 - Significance);
        Assert.InRange(ChiSquare(counts, Probabilities(circuit, NormalMidpoints(64))), 0, limit);
        Assert.True(ChiSquare(counts, Probabilities(circuit, Legendre(64))) > 2 * limit);
        Assert.True(ChiSquare(counts, Probabilities(circuit, NormalMidpoints(3))) > 2 * limit);
    }

    [Theory]
    [InlineData("cp")]
    [InlineData("tucker")]
    [InlineData("mixture")]
    public void Total_variation_to_the_limit_falls_as_K_grows(string name)
    {
        using var scope = NewDisposeScope();
        using var circuit = new SampledCircuit(Circuit(name), 1, 8);
        var limit = Probabilities(circuit, Legendre(64));
        var distances = new[] { 2, 4, 8, 16, 32 }.Select(nodes => Pairs.Of(Probabilities(circuit, Legendre(nodes)), limit).Sum(cell => Math.Abs(cell.Expected - cell.Found)) / 2).ToList();
        Assert.All(distances.Zip(distances.Skip(1)), pair => Assert.True(pair.Item2 < pair.Item1 / 2, string.Join(", ", distances)));
        Assert.True(distances[0] > 0.1 && distances[^1] < 1e-5, string.Join(", ", distances));
    }

    [Fact]
    public void Moments_of_gaussian_inputs_are_those_of_the_qpc()
    {
        using var scope = NewDisposeScope();
        using var circuit = new SampledCircuit(SampledCircuit.Over(BalancedTree.Create(4), new InputFamily.Gaussian(1), MergeKind.Cp), 2, 4);
        const int Rows = 4000;
        var rows = circuit.Draw(Rows, new(65)).squeeze(2);
        Assert.Equal(ScalarType.Float64, rows.dtype);
        double[] Means(Tensor values) => EngineInputs.Values(values.mean([0]));
        var products = stack([rows[TensorIndex.Ellipsis, 0], rows[TensorIndex.Ellipsis, 2], rows[TensorIndex.Ellipsis, 0].square(), rows[TensorIndex.Ellipsis, 2].square(), rows[TensorIndex.Ellipsis, 0] * rows[TensorIndex.Ellipsis, 2]], 1);
        var errors = EngineInputs.Values(products.std([0]) / Math.Sqrt(Rows));

        // Moments of x0 and x2 by the midpoint rule over a square that holds all mass.
        const double Step = 0.25;
        var axis = arange(-24, 24, Step, dtype: ScalarType.Float64);
        var (x, y) = (axis.repeat_interleave(axis.shape[0]), axis.repeat(axis.shape[0]));
        var evidence = full([x.shape[0], 4, 1], double.NaN, ScalarType.Float64);
        evidence[TensorIndex.Colon, 0, 0] = x;
        evidence[TensorIndex.Colon, 2, 0] = y;
        double[] Moments(int nodes)
        {
            var mass = tensor(circuit.Densities(evidence, Legendre(nodes))) * (Step * Step);
            Assert.Equal(1, mass.sum().item<double>(), 1e-6);
            return EngineInputs.Values((stack([x, y, x.square(), y.square(), x * y], 1) * mass.unsqueeze(1)).sum([0]));
        }

        var found = Means(products);
        double[] Deviations(int nodes) => [.. Pairs.Of(Pairs.Of(Moments(nodes), found), errors).Select(cell => Math.Abs(cell.Expected.Expected - cell.Expected.Found) / cell.Found)];
        Assert.All(Deviations(32), deviation => Assert.InRange(deviation, 0, 4.5));
        Assert.Contains(Deviations(2), deviation => deviation > 9);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Every_family_and_channel_has_its_marginals(int seed, bool isReal)
    {
        using var scope = NewDisposeScope();
        using var families = new FamilyCircuit(FamilyRecipe.Random(seed, 2, isReal));
        using var circuit = new SampledCircuit(families.Pic, seed, 6);
        const int Rows = 1000;
        var rows = circuit.Draw(Rows, new(33));
        Assert.Equal([Rows, 5L, 2L], rows.shape);
        Assert.Equal(isReal ? ScalarType.Float64 : ScalarType.Int64, rows.dtype);
        for (var variable = 0; variable < 5; variable++)
            for (var channel = 0; channel < 2; channel++)
            {
                var column = EngineInputs.Values(rows[TensorIndex.Colon, variable, channel]);
                var isGaussian = families.Families[variable] is InputFamily.Gaussian;

                // Counts up to twelve, and the real numbers below some bounds.
                var values = isGaussian ? [.. Enumerable.Range(-600, 1200).Select(place => place * 0.05)] : Enumerable.Range(0, families.Families[variable].Values.IfNone(12)).Select(value => (double)value).ToArray();
                var evidence = full([values.Length, 5, 2], double.NaN, ScalarType.Float64);
                evidence[TensorIndex.Colon, variable, channel] = tensor(values);
                var densities = circuit.Densities(isReal ? evidence : evidence.nan_to_num(-1).to(ScalarType.Int64), Legendre(16));
                var cells = isGaussian
                    ? new[] { -3.0, -1, 0, 1, 3 }.Select(bound => (column.Count(value => value < bound), values.Zip(densities).Where(cell => cell.Item1 < bound - 0.01).Sum(cell => cell.Item2 * 0.05))).ToArray()
                    : [.. values.Zip(densities).Select(cell => (column.Count(value => value == cell.Item1), cell.Item2))];
                Assert.All(cells, cell => Assert.InRange(Math.Abs(cell.Item1 - (Rows * cell.Item2)), 0, 1 + (0.01 * Rows) + (4.5 * Math.Sqrt(Rows * cell.Item2 * (1 - Math.Min(1, cell.Item2))))));
            }
    }
}
