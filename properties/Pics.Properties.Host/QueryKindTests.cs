using System.Globalization;
using System.Text.Json.Nodes;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Quantiles, the values that are the most probable together, and what to ask next, as the verb query prints them, beside sums over all worlds.</summary>
[Collection(TensorTests.Name)]
public class QueryKindTests(QueryRuns runs)
{
    private static readonly string[][] All = [.. Worlds.Of(QueryRuns.LetterColumns.Select(column => column.Labels))];

    private static string Answer(params string[] words)
    {
        var (code, output, error) = Run(["query", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private double[] Likelihoods() => Worlds.Likelihoods(runs.Letters, QueryRuns.Line(QueryRuns.LetterColumns.Select(column => column.Name)) + string.Concat(All.Select(QueryRuns.Line)));

    private static int Place(string name) => Array.FindIndex(QueryRuns.LetterColumns, column => column.Name == name);

    [Fact]
    public void Quantiles_are_numbers_in_the_units_of_the_data()
    {
        var p = Likelihoods();
        double Upto(double most) => Enumerable.Range(0, All.Length).Where(world => All[world][0] == "1" && double.Parse(All[world][Place("age group")], CultureInfo.InvariantCulture) <= most).Sum(world => p[world]);
        foreach (var part in new[] { 0.1, 0.5, 0.9 })
        {
            var expected = new double[] { 1, 2, 4 }.First(most => Upto(most) >= part * Upto(4));
            Assert.Equal($"Q({part.ToString(CultureInfo.InvariantCulture)}, \"age group\" | a=1) = {expected}\n", Answer(runs.Letters, $"Q({part.ToString(CultureInfo.InvariantCulture)}, `age group` | a=1)"));
        }

        var income = Answer(runs.Mixed, "Q(0.9, income | job=cook)").Split(" = ")[1].Trim();
        Assert.StartsWith($"P(income<", Answer(runs.Mixed, $"P(income<{income} | job=cook)"), StringComparison.Ordinal);
        Assert.Equal(0.9, double.Parse(Answer(runs.Mixed, $"P(income<{income} | job=cook)").Split(" = ")[1].Split('\n')[0], CultureInfo.InvariantCulture), 1e-6);
    }

    [Fact]
    public void The_most_probable_values_are_those_of_the_most_probable_world()
    {
        var p = Likelihoods();
        var best = Enumerable.Range(0, All.Length).Where(world => All[world][0] == "1").GroupBy(world => (Job: All[world][Place("job")], Tea: All[world][Place("likes tea")])).MaxBy(group => group.Sum(world => p[world]))!;
        var probability = best.Sum(world => p[world]) / Enumerable.Range(0, All.Length).Where(world => All[world][0] == "1").Sum(world => p[world]);
        var lines = Answer(runs.Letters, "MAP(job, \"likes tea\" | a=1)").Split('\n');
        Assert.Equal($"MAP(job, \"likes tea\" | a=1): job={(best.Key.Job.Contains(' ', StringComparison.Ordinal) ? $"\"{best.Key.Job}\"" : best.Key.Job)}, \"likes tea\"={best.Key.Tea}", lines[0]);
        Assert.Equal(probability, double.Parse(lines[1]["probability: ".Length..], CultureInfo.InvariantCulture), 1e-9);
        Assert.Equal("exact: the best of all 6 combinations", lines[3]);
        var searched = Answer(runs.Mixed, "MAP(income, job)", "--samples", "200", "--seed", "3").Split('\n');
        Assert.Matches(@"^MAP\(income, job\): income=\d+\.\d\d, job=", searched[0]);
        Assert.Matches("^density: .* per unit of income$", searched[1]);
        Assert.Equal("the best that was found: of 200 samples, then one column after the other; others may be more probable", searched[3]);
    }

    [Fact]
    public void What_says_most_comes_first()
    {
        var p = Likelihoods();
        double Mutual(int column)
        {
            double P(Func<string[], bool> isOne) => Enumerable.Range(0, All.Length).Where(world => All[world][0] == "1" && isOne(All[world])).Sum(world => p[world]) / Enumerable.Range(0, All.Length).Where(world => All[world][0] == "1").Sum(world => p[world]);
            return (from job in QueryRuns.LetterColumns[^1].Labels
                    from label in QueryRuns.LetterColumns[column].Labels
                    let both = P(world => world[^1] == job && world[column] == label)
                    select both * Math.Log2(both / P(world => world[^1] == job) / P(world => world[column] == label))).Sum();
        }

        var found = JsonNode.Parse(Answer(runs.Letters, "next(job | a=1)", "--format", "json"))!;
        var columns = found["columns"]!.AsArray().Select(column => (Name: column!["column"]!.GetValue<string>(), Bits: column["bits"]!.GetValue<double>(), Error: column["standardError"])).ToArray();
        Assert.Equal(QueryRuns.LetterColumns[1..^1].Select(column => column.Name).Order(StringComparer.Ordinal), columns.Select(column => column.Name).Order(StringComparer.Ordinal));
        Assert.All(columns, column => Assert.Equal(Mutual(Place(column.Name)), column.Bits, 1e-9));
        Assert.Equal(columns.OrderByDescending(column => column.Bits), columns);
        Assert.All(columns, column => Assert.Null(column.Error));
        Assert.Equal((0, columns[0].Bits), (found["samples"]!.GetValue<int>(), found["value"]!.GetValue<double>()));
        var lines = Answer(runs.Mixed, "next(job)", "--samples", "500").Split('\n');
        Assert.Equal(("next(job)", "column bits standard error"), (lines[0], string.Join(' ', lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal("With a standard error: estimated by 500 samples.", lines[^2]);
        Assert.Equal("next(flag | job=cook, visits=1, income=30000.00)\nNot known of what is asked for: ", Answer(runs.Mixed, "next(flag | job=cook, visits=1, income=30000)") is var none ? none[..(none.IndexOf(": ", StringComparison.Ordinal) + 2)] : null);
    }

    [Theory]
    [InlineData("--seed is for answers from samples, and this one is exact; leave it out", "E(income)", "--seed", "3")]
    [InlineData("--samples is for answers from samples, and this one is exact; leave it out", "MAP(job, flag)", "--samples", "30")]
    [InlineData("--seed is for answers from samples, and this one is exact; leave it out", "next(job | income=30000, visits=2)", "--seed", "3")]
    [InlineData("the number of samples is 1; it must be at least 2", "next(job)", "--samples", "1")]
    [InlineData("the query is wrong at character 8: 'job' has texts without an order and so no quantiles; expected a column of numbers, or of categories in an order", "Q(0.5, job)")]
    [InlineData("what is given has probability zero under the model, so that nothing follows from it; give less", "MAP(job | visits<0)")]
    [InlineData("what is given has probability zero under the model, so that nothing follows from it; give less", "next(job | visits<0)")]
    public void What_cannot_be_answered_is_refused_in_a_sentence(string sentence, params string[] words)
    {
        var (code, output, error) = Run(["query", runs.Mixed, .. words]);
        Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error));
    }
}
