namespace Pics.Properties;

/// <summary>Mutual information against its definition over counted tables.</summary>
[Properties(MaxTest = 60)]
public class MutualInformationLaws
{
    [Property]
    public bool Mutual_information_is_that_of_the_counted_table(int seed, byte rows, bool smooth)
    {
        var (data, values) = Table(seed, 2 + (rows % 90), 4, hidden: 5);
        var smoothing = smooth ? 2.5 : 0;
        var found = MutualInformation.Of(data, bins: 4, smoothing);
        return found.Variables == 4 && (from first in Enumerable.Range(0, 4) from second in Enumerable.Range(0, 4) select (first, second)).All(pair =>
            Math.Abs(found[pair.first, pair.second] - Oracle(values, pair.first, pair.second, smoothing)) < 1e-10);
    }

    [Property]
    public bool It_is_symmetric_and_a_copy_has_the_entropy(int seed)
    {
        var (data, values) = Table(seed, 50, 3, hidden: 0);
        var copied = Of(3 + 1, values.Select(row => (double[])[.. row, row[1]]));
        var found = MutualInformation.Of(copied, bins: 4, smoothing: 0);
        var entropy = -Enumerable.Range(0, 4).Select(value => values.Count(row => row[1] == value) / 50.0).Where(part => part > 0).Sum(part => part * Math.Log(part));
        return Math.Abs(found[1, 3] - entropy) < 1e-10
            && Math.Abs(found[1, 1] - entropy) < 1e-10
            && (from first in Enumerable.Range(0, 4) from second in Enumerable.Range(0, 4) select found[first, second].Equals(found[second, first]) && found[first, second] >= 0).All(holds => holds);
    }

    [Fact]
    public void Independent_columns_have_none_and_rows_are_thinned_evenly()
    {
        var product = Of(2, from first in Enumerable.Range(0, 3) from second in Enumerable.Range(0, 4) from copy in Enumerable.Range(0, 5) select (double[])[first, second]);
        Assert.Equal(0, MutualInformation.Of(product, bins: 4, smoothing: 0)[0, 1], 1e-12);
        Assert.Equal(Math.Log(2), MutualInformation.Of(Of(2, Enumerable.Range(0, 4000).Select(row => (double[])[row / 2000, row / 2000])), smoothing: 0, maxRows: 100)[0, 1], 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => MutualInformation.Of(product, bins: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MutualInformation.Of(product, smoothing: double.NaN));
    }

    [Fact]
    public void Corrected_information_of_independent_columns_is_about_zero_and_plain_is_not()
    {
        var random = new Random(1);
        var tables = Enumerable.Range(0, 200).Select(_ => MutualInformation.Of(Of(2, Enumerable.Range(0, 60).Select(_ => (double[])[random.Next(4), random.Next(4)])), bins: 4, smoothing: 0)).ToList();
        Assert.InRange(tables.Average(found => found[0, 1]), 0.06, 0.11); // about 9 / 120
        Assert.InRange(tables.Average(found => found.Corrected(0, 1)), -0.01, 0.01);
        Assert.All(tables, found => Assert.Equal(found.Corrected(0, 1), found.Corrected(1, 0)));
    }

    [Property]
    public bool Bins_of_real_numbers_follow_their_order_only(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 400).Select(_ => (X: (random.NextDouble() * 6) - 3, Y: random.Next(3))).ToList();
        Dataset Real(Func<double, double> map) => Dataset.Table(
            "made",
            [new Column("x", new ColumnKind.Real(0, 1)), Column.Of(3)],
            rows.SelectMany(row => new[] { map(row.X), row.X > 1 ? 2 : row.Y })).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var (plain, bent) = (MutualInformation.Of(Real(x => x)), MutualInformation.Of(Real(Math.Exp)));
        return plain[0, 1].Equals(bent[0, 1]) && plain[0, 1] > 0.05 && Math.Abs(plain[0, 0] - Math.Log(8)) < 0.05;
    }

    private static double Oracle(List<double[]> values, int first, int second, double smoothing)
    {
        var present = values.Where(row => !double.IsNaN(row[first]) && !double.IsNaN(row[second])).ToList();
        double[] Levels(int variable) => [.. values.Select(row => row[variable]).Where(value => !double.IsNaN(value)).Distinct()];
        var (rows, columns) = (Levels(first), Levels(second));
        double Cell(double i, double j) => present.Count(row => row[first].Equals(i) && row[second].Equals(j)) + (smoothing / rows.Length / columns.Length);
        var total = rows.Sum(i => columns.Sum(j => Cell(i, j)));
        return (from i in rows
                from j in columns
                let cell = Cell(i, j) / total
                where cell > 0
                select cell * Math.Log(cell / (columns.Sum(other => Cell(i, other)) / total) / (rows.Sum(other => Cell(other, j)) / total))).Sum();
    }

    private static (Dataset Data, List<double[]> Values) Table(int seed, int rows, int variables, int hidden)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, rows).Select(_ =>
        {
            var shared = random.Next(4);
            return Enumerable.Range(0, variables).Select(_ => hidden > 0 && random.Next(hidden) == 0 ? double.NaN : random.Next(2) == 0 ? shared : random.Next(4)).ToArray();
        }).ToList();
        return (Of(variables, values), values);
    }

    private static Dataset Of(int variables, IEnumerable<double[]> rows) => Dataset
        .Table("made", Enumerable.Range(0, variables).Select(_ => Column.Of(4)), rows.SelectMany(row => row))
        .IfLeft(error => throw new InvalidOperationException(error.Explain()));
}
