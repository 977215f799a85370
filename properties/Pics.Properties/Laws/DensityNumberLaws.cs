using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Families in plain memory beside those on tensors.</summary>
[Collection(TensorTests.Name)]
[Properties(MaxTest = 60)]
public class DensityNumberLaws
{
    private static ImmutableArray<InputFamily> Families(int channels, int values) =>
    [
        new InputFamily.Categorical(channels, values),
        new InputFamily.Bernoulli(channels),
        new InputFamily.Binomial(channels, values),
        new InputFamily.Gaussian(channels),
        new InputFamily.DiscretisedLogistic(channels, values),
        new InputFamily.Poisson(channels),
    ];

    [Property]
    public bool Parameters_and_modes_are_those_on_tensors(byte channels, byte values, byte size, int seed) => Families(1 + (channels % 3), 1 + (values % 40)).All(family =>
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)(uint)seed, CPU);
        var raw = randn([2, 3, family.Channels, family.ParametersAChannel], ScalarType.Float64, generator: generator) * new[] { 0.1, 1, 6, 40 }[size % 4];
        var expected = Densities.Parameters(family, raw).contiguous();
        using var outputs = TensorTables.Over(raw);
        using var found = HostDensities.Of(family, outputs);
        var (entries, numbers) = ((int)DensityNumbers.Entries(family), found.Doubles(0, (int)found.Count));
        var modes = Densities.Mode(family, expected).contiguous().data<double>().ToArray();
        return expected.shape.SequenceEqual(found.Shape)
            && Pairs.Of(expected.data<double>().ToArray(), numbers).All(pair => Near(pair.Expected, pair.Found))
            && modes.Length * entries == numbers.Length
            && modes.Zip(numbers.Chunk(entries), (mode, logs) => IsMode(family, logs, mode, DensityNumbers.Mode(family, logs))).All(isMode => isMode);
    });

    [Fact]
    public void Of_two_values_that_are_equally_probable_either_is_the_mode() => Assert.True(Parameters_and_modes_are_those_on_tensors(0, 2, 3, 19));

    [Property]
    public bool Single_precision_is_double_precision_that_is_rounded(byte channels, byte values, int seed) => Families(1 + (channels % 3), 1 + (values % 40)).All(family =>
    {
        var random = new System.Random(seed);
        var raw = Enumerable.Range(0, family.Parameters).Select(_ => (double)(float)((random.NextDouble() * 12) - 6)).ToArray();
        var (wide, narrow) = (new double[family.Channels * DensityNumbers.Entries(family)], new float[family.Channels * DensityNumbers.Entries(family)]);
        new DensityNumbers(family).Fill<double>(raw, wide);
        new DensityNumbers(family).Fill<float>(System.Array.ConvertAll(raw, value => (float)value), narrow);
        return Pairs.Of(wide, narrow).All(pair => (float)pair.Expected == pair.Found);
    });

    [Fact]
    public void What_is_not_a_number_does_not_get_lost()
    {
        foreach (var family in Families(1, 5).Add(new InputFamily.DiscretisedLogistic(1, 1)).Add(new InputFamily.DiscretisedLogistic(1, 2)))
        {
            var numbers = new double[DensityNumbers.Entries(family)];
            new DensityNumbers(family).Fill<double>([.. Enumerable.Repeat(double.NaN, family.Parameters)], numbers);
            Assert.All(numbers, number => Assert.True(double.IsNaN(number), $"{family}: {number}"));
        }
    }

    [Fact]
    public void Logarithms_of_tiny_numbers_keep_their_digits()
    {
        foreach (var x in new[] { 1e-300, 1e-18, 1e-9, 1e-3, 0.5, 0.7, 3, 40, 700 })
        {
            // log(1 - exp(-x)) = log x - x / 2 + x^2 / 24 - ... for small x.
            var expected = x < 1e-2 ? Math.Log(x) - (x / 2) + (x * x / 24) : Math.Log(-double.ExpM1(-x));
            Assert.True(Math.Abs(expected - StableLogs.LogOneMinusExp(x)) <= 1e-13 * Math.Max(1, Math.Abs(expected)), $"{x}: {expected}");
            var (of, negated) = StableLogs.LogSigmoids(x);
            Assert.True(Tolerances.Close(-Math.Log(1 + Math.Exp(x)), negated, 1e-13) || x > 600);
            Assert.True(x < 40 || Tolerances.Close(-Math.Exp(-x), of, 1e-13));
            Assert.Equal((negated, of), StableLogs.LogSigmoids(-x));
        }

        Assert.Equal(double.NegativeInfinity, StableLogs.LogOneMinusExp(0));
    }

    /// <summary>Whether a mode is the expected one, or a value as probable up to rounding.</summary>
    private static bool IsMode(InputFamily family, double[] logs, double expected, double found) =>
        Near(expected, found) || (family.Values.IsSome && Near(logs[(int)expected], logs[(int)found]));

    private static bool Near(double expected, double found) => expected.Equals(found) || Math.Abs(expected - found) <= Tolerances.Rounding * Math.Max(1, Math.Abs(expected));
}
