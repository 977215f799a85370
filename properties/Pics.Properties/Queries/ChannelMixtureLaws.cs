namespace Pics.Properties;

/// <summary>Mixtures of one channel, and the sums they are made of, beside direct sums.</summary>
public class ChannelMixtureLaws
{
    private static double[] Some(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];

    [Property]
    public void Weighted_sums_are_sums_and_those_of_a_row_alone(int seed, byte width)
    {
        var random = new Random(seed);
        var (rows, nodes) = (random.Next(1, 20), random.Next(1, 10));
        var (weights, table) = (Some(random, rows * nodes), Some(random, nodes * width));
        var found = WeightedSums.Of(weights, rows, table, width);
        for (var row = 0; row < rows; row++)
        {
            var own = weights[(row * nodes)..((row + 1) * nodes)];
            Assert.Equal(WeightedSums.Of(own, 1, table, width), found[(row * width)..((row + 1) * width)]);
            for (var column = 0; column < width; column++) Assert.Equal(own.Select((weight, node) => weight * table[(node * width) + column]).Sum(), found[(row * width) + column], 1e-14);
        }
    }

    [Fact]
    public void No_rows_have_no_sums()
    {
        Assert.Empty(WeightedSums.Of([], 0, [1, 2], 2));
        var mixture = new ChannelMixture(new InputFamily.Gaussian(1), [], [0, 1, 2, 3, 4, 5], 0);
        Assert.Equal((3, 2, 0), (mixture.Nodes, mixture.Entries, mixture.LogDensity([]).Length));
        Assert.Empty(new ChannelMixture(new InputFamily.Categorical(1, 3), [], [0, 1, 2, 3, 4, 5], 0).Probabilities());
    }

    public static TheoryData<InputFamily, double[], double[]> Families => new()
    {
        { new InputFamily.Categorical(1, 3), [-0.5, -1.5, -1.6, -3, -0.2, -2], [0, 2, 1] },
        { new InputFamily.Gaussian(2), [-1, 0.3, 2, -2], [0.5, -300, 2] },
        { new InputFamily.Poisson(1), [0.3, 5], [0, 150, 17] },
    };

    private static double Log(InputFamily family, double[] numbers, double value) => family switch
    {
        InputFamily.Gaussian => (-Math.Pow((value - numbers[0]) / Math.Exp(numbers[1]), 2) / 2) - numbers[1] - (Math.Log(2 * Math.PI) / 2),
        InputFamily.Poisson => (value * numbers[0]) - Math.Exp(numbers[0]) - MathNet.Numerics.SpecialFunctions.GammaLn(value + 1),
        _ => numbers[(int)value],
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Densities_are_those_of_the_nodes_by_their_weights(InputFamily family, double[] numbers, double[] values)
    {
        double[] weights = [0.25, 0.75, 1, 0, 0.5, 0.5];
        var mixture = new ChannelMixture(family, weights, numbers, 3);
        var (found, parts) = (mixture.LogDensity(values), numbers.Chunk(mixture.Entries).ToArray());
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(weights[(2 * row)..((2 * row) + 2)], mixture.Row(row));
            var logs = parts.Select((part, node) => Math.Log(mixture.Row(row)[node]) + Log(family, part, values[row])).ToArray();
            Assert.Equal(logs.Max() + Math.Log(logs.Sum(log => Math.Exp(log - logs.Max()))), found[row], Math.Abs(found[row]) * 1e-12);
        }

        var each = ChannelMixture.LogDensities(family, numbers, mixture.Entries, [values[0], double.NaN]);
        Assert.Equal([Log(family, parts[0], values[0]), Log(family, parts[1], values[0]), 0, 0], each.Select(log => log), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void Values_that_a_table_lacks_have_no_probability()
    {
        var mixture = new ChannelMixture(new InputFamily.Categorical(1, 2), [1, 1, 1], [Math.Log(0.4), Math.Log(0.6)], 3);
        Assert.Equal([double.NegativeInfinity, double.NegativeInfinity, Math.Log(0.6)], mixture.LogDensity([-1, 2, 1]));
        Assert.Equal([0.4, 0.6, 0.4, 0.6, 0.4, 0.6], mixture.Probabilities(), (one, other) => Math.Abs(one - other) < 1e-15);
    }

    [Fact]
    public void Logarithms_of_weights_become_probabilities()
    {
        double[] weights = [-2000, -2000 + Math.Log(3), double.NegativeInfinity, 5, double.NegativeInfinity, double.NegativeInfinity];
        ChannelMixture.Normalise(weights, 2);
        Assert.Equal([0.25, 0.75, 0, 1], weights[..4], (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.All(weights[4..], weight => Assert.True(double.IsNaN(weight)));
    }
}
