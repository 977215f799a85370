using MathNet.Numerics;

namespace Pics.Properties;

/// <summary>Tails of the normal distribution, and the probabilities of runs of numbers, are what libraries say they are.</summary>
public class CellLaws
{
    private const double Left = 1e-10; // what rounding leaves of all: far below a part of the whole

    [Fact]
    public void Tails_are_those_of_the_normal_distribution()
    {
        for (var x = -39.0; x <= 39; x += 0.0371)
        {
            var (below, above) = ExactNormal.Tails(x);
            Near(SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2, below);
            Near(SpecialFunctions.Erfc(x / Math.Sqrt(2)) / 2, above);
        }

        Assert.Equal((1.0, 0.0), ExactNormal.Tails(double.PositiveInfinity));
        static void Near(double expected, double found) => Assert.InRange(found, (expected * (1 - 1e-11)) - 1e-300, (expected * (1 + 1e-11)) + 1e-300);
    }

    [Theory]
    [InlineData(-2.0, 0, 30)]
    [InlineData(1.0, 3, 9)]
    [InlineData(5.0, 100, 300)]
    [InlineData(9.0, 0, 20000)]
    public void Runs_of_counts_have_the_sums_of_their_probabilities(double logRate, int low, int high)
    {
        var column = new Column("counts", new ColumnKind.Count());
        var runs = RunsOfColumn.Of(column, NumberGrid.For(column).First(), low, high);
        var found = new double[runs.Count];
        ExactCells.Fill(new InputFamily.Poisson(1), [logRate], isFixed: false, runs, found);
        var rate = Math.Exp(logRate);
        double Log(long count) => (count * logRate) - rate - SpecialFunctions.GammaLn(count + 1.0);
        for (var symbol = 1; symbol < runs.Count - 1; symbol++)
        {
            var expected = Enumerable.Range((int)runs.First(symbol), (int)runs.Length(symbol)).Sum(count => Math.Exp(Log(count)));
            Assert.InRange(found[symbol], (expected * (1 - 1e-9)) - Left, (expected * (1 + 1e-9)) + Left);
        }

        Assert.Equal(1, found.Sum(), 9);
        Assert.Equal((low, high), (runs.Low, runs.High));
    }

    [Theory]
    [InlineData("0", -120, 4000)]
    [InlineData("2", -999, 12345)]
    [InlineData("7", -123456789, 123456789)]
    public void Each_number_is_of_its_run(string decimals, long low, long high)
    {
        var column = new Column("reals", new ColumnKind.Real(3, 11));
        var grid = NumberGrid.Of(column, $"decimals {decimals}")!;
        var runs = RunsOfColumn.Of(column, grid, low, high);
        for (var symbol = 0; symbol < runs.Count; symbol++)
        {
            Assert.True(runs.Length(symbol) > 0);
            Assert.Equal((symbol, symbol), (runs.Of(runs.First(symbol)), runs.Of(runs.First(symbol) + (long)runs.Length(symbol) - 1)));
            if (symbol > 0) Assert.InRange(runs.End(symbol - 1), grid.Held(runs.First(symbol) - 1), grid.Held(runs.First(symbol)));
        }

        var found = new double[runs.Count];
        ExactCells.Fill(new InputFamily.Gaussian(1), [0.5, Math.Log(0.3)], isFixed: true, runs, found);
        Assert.Equal(1, found.Sum(), 12);
    }
}
