using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Numbers with the same bits on every machine are near those of other engines.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public class ExactLaws
{
    private const double FewUnits = 2e-15;
    private const double Parts = 4.0 / (1 << 24); // float32

    [Fact]
    public void Functions_are_right_to_a_few_units_in_the_last_place()
    {
        var random = new Random(5);
        for (var at = 0; at < 100_000; at++)
        {
            var x = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 4));
            Assert.True(Near(Math.Exp(x), ExactFunctions.Exp(x)), $"exp {x}");
            Assert.True(Near(Math.Log(Math.Abs(x)), ExactFunctions.Log(Math.Abs(x)), 1e-16), $"log {x}");
            var turns = x % 4;
            Assert.True(Near(Math.Cos(2 * Math.PI * turns), ExactFunctions.CosineOfTurns(turns), 4e-15), $"cos {turns}");
            Assert.True(Near(Math.Sin(2 * Math.PI * turns), ExactFunctions.SineOfTurns(turns), 4e-15), $"sin {turns}");
            var (one, other) = ExactFunctions.Sigmoids(x);
            var count = random.Next(1 << random.Next(1, 31));
            Assert.InRange(ExactFunctions.LogFactorial(count) - MathNet.Numerics.SpecialFunctions.GammaLn(count + 1.0), -1e-13 * (10 + (30.0 * count)), 1e-13 * (10 + (30.0 * count)));
            Assert.True(Near(1 / (1 + Math.Exp(-x)), one) && Near(1 / (1 + Math.Exp(x)), other), $"sigmoid {x}");
        }
    }

    [Fact]
    public void Functions_have_their_limits()
    {
        Assert.Equal(0, ExactFunctions.Exp(-1e9));
        Assert.Equal(1, ExactFunctions.Exp(0));
        Assert.True(double.IsFinite(ExactFunctions.Exp(1e9)));
        Assert.True(double.IsNaN(ExactFunctions.Exp(double.NaN)));
        Assert.Equal(double.NegativeInfinity, ExactFunctions.Log(0));
        Assert.Equal(0, ExactFunctions.Log(1));
        Assert.True(double.IsNaN(ExactFunctions.Log(-1)));
        Assert.True(Near(Math.Log(1e-310), ExactFunctions.Log(1e-310)));
    }

    [Fact]
    public void Functions_have_the_bits_that_they_have_on_every_machine()
    {
        Assert.Equal("8646AE7B2E3AB1824495E612", Sum(ExactFunctions.Exp));
        Assert.Equal("E436E2208834B3E81F0C284C", Sum(x => ExactFunctions.Log(Math.Abs(x) + 1e-300)));
        Assert.Equal("FB4A6320BB4CA1D5AFAE2BB5", Sum(ExactFunctions.CosineOfTurns));
        Assert.Equal("98EB7AE786722C7D5B065A4E", Sum(x => ExactFunctions.Sigmoids(x).OfNegated));
    }

    [Property]
    public bool Tables_are_near_those_of_the_fused_engine(Pic pic, QuadratureRule rule, int seed)
    {
        using var stored = StoredModel.Fresh(pic, plain: false, new NetSettings(6, Bias: seed % 3 != 0, Double: true), StoredRule.Of(rule), seed);
        Contrast.Raise(stored, seed);
        using var host = HostModels.Of(stored);
        using var expected = Get(host.Numbers(rule));
        using var found = CodingTables.Of(host, rule, new Dictionary<int, SymbolRuns>());
        return pic.Groups.All(group => group.Signature.Match(
            density => Densities(expected[group.Id], found.Density(new FunctionSpec(group.Signature, group.Id, 0, default), 0).Density, density.Family.Values.IfNone(0)),
            _ => Enumerable.Range(0, (int)expected[group.Id].Count).All(place => Math.Abs(expected[group.Id][place] - found.Kernel(group.Id)[place]) <= Parts * expected[group.Id][place])));
    }

    /// <summary>Probabilities are the same, and parts of the whole no further from them than the parts that each value has at least.</summary>
    private static bool Densities(NumberTable expected, CodedDensity found, int values)
    {
        var (heads, nodes, channels) = ((int)expected.Shape[0], (int)expected.Shape[1], (int)expected.Shape[2]);
        return (from h in Enumerable.Range(0, heads) from k in Enumerable.Range(0, nodes) from c in Enumerable.Range(0, channels) from v in Enumerable.Range(0, values) select (h, k, c, v)).All(at =>
        {
            var p = Math.Exp(expected[(((((long)at.h * nodes) + at.k) * channels) + at.c) * values + at.v]);
            var parts = (at.v + 1 == values ? 1 << CodedDensity.WholeBits : found.Blocks[at.h, at.c, at.v + 1, at.k]) - found.Blocks[at.h, at.c, at.v, at.k];
            return Math.Abs(p - found.Probabilities(at.h, at.c, at.v)[at.k]) <= Parts * p && parts >= 1 && Math.Abs((parts / (1 << CodedDensity.WholeBits)) - p) <= 2.0 * values / (1 << CodedDensity.WholeBits);
        });
    }

    private static bool Near(double expected, double found, double more = 0) => Math.Abs(expected - found) <= (FewUnits * Math.Abs(expected)) + more;

    private static string Sum(Func<double, double> function)
    {
        var random = new Random(7);
        var bytes = Enumerable.Range(0, 10_000).SelectMany(_ => BitConverter.GetBytes(function((random.NextDouble() - 0.5) * (1 << random.Next(8))))).ToArray();
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))[..24];
    }
}
