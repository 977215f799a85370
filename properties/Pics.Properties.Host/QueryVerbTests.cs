using System.Globalization;
using Pics.Host;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The answers of the verb query beside sums over all worlds that the reference engine gives.</summary>
[Collection(TensorTests.Name)]
public class QueryVerbTests(QueryRuns runs)
{
    private const double Printed = 1e-9; // ten digits

    private static readonly string[][] All = [.. Worlds.Of(QueryRuns.LetterColumns.Select(column => column.Labels))];

    private static string Name(int column) => column switch
    {
        4 => "\"likes tea\"",
        7 => "`age group`",
        2 => "x2",
        5 => "#5",
        _ => QueryRuns.LetterColumns[column].Name,
    };

    private static string Equal(int column, string label) => $"{Name(column)}={(label.Contains(' ', StringComparison.Ordinal) ? $"\"{label}\"" : label)}";

    private static string Answer(params string[] words)
    {
        var (code, output, error) = Run(["query", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private static double Number(string output)
    {
        var line = output.Split('\n')[0];
        return double.Parse(line[(line.LastIndexOf(" = ", StringComparison.Ordinal) + 3)..].Split(',')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>The values and probabilities of a distribution that was printed.</summary>
    private static Dictionary<string, double> Distribution(string output) => output.Split('\n').Skip(4)
        .Select(line => line.Trim())
        .Where(line => line.Length > 0)
        .ToDictionary(line => line[..line.LastIndexOf(' ')].Trim(), line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static void Near(double expected, double found, string question) => Assert.True(Math.Abs(expected - found) <= Printed * Math.Max(1e-3, Math.Abs(expected)), $"{question}: {found} instead of {expected}");

    [Theory]
    [InlineData(null, 40)]
    [InlineData(5, 12)]
    public void Answers_equal_sums_over_all_worlds(int? k, int questions)
    {
        var p = Worlds.Likelihoods(runs.Letters, QueryRuns.Line(QueryRuns.LetterColumns.Select(column => column.Name)) + string.Concat(All.Select(QueryRuns.Line)), k);
        Near(1, p.Sum(), "all worlds");
        var random = new Random(k ?? 11);
        for (var question = 0; question < questions; question++)
        {
            var columns = Enumerable.Range(0, 10).OrderBy(_ => random.Next()).ToArray();
            var (world, events, given) = (All[random.Next(All.Length)], 1 + random.Next(3), random.Next(4));
            double Sum(IEnumerable<int> same, Func<string[], double>? of = null) => Enumerable.Range(0, All.Length).Where(index => same.All(column => All[index][column] == world[column])).Sum(index => p[index] * (of?.Invoke(All[index]) ?? 1));
            var known = columns.Skip(events).Take(given).ToArray();
            var bar = given == 0 ? string.Empty : $" | {string.Join(", ", known.Select(column => Equal(column, world[column])))}";
            var (asked, total) = (columns[0], Sum(known));
            string[] more = k is null ? [] : ["--k", $"{k}"];
            var text = $"P({string.Join(", ", columns.Take(events).Select(column => Equal(column, world[column])))}{bar})";
            Near(Sum([.. known, .. columns.Take(events)]) / total, Number(Answer([runs.Letters, text, .. more])), text);
            var labels = QueryRuns.LetterColumns[asked].Labels;
            var distribution = Distribution(Answer([runs.Letters, $"P({Name(asked)}{bar})", .. more]));
            Assert.Equal(labels, distribution.Keys);
            Assert.All(labels, label => Near(Sum(known, row => row[asked] == label ? 1 : 0) / total, distribution[label], $"P({Name(asked)}={label}{bar})"));
            if (asked is 4 or 9) continue;
            static double Value(string label) => double.Parse(label, CultureInfo.InvariantCulture);
            var mean = Sum(known, row => Value(row[asked])) / total;
            Near(mean, Number(Answer([runs.Letters, $"E({Name(asked)}{bar})", .. more])), $"E({Name(asked)}{bar})");
            Near(Sum(known, row => (Value(row[asked]) - mean) * (Value(row[asked]) - mean)) / total, Number(Answer([runs.Letters, $"Var({Name(asked)}{bar})", .. more])), $"Var({Name(asked)}{bar})");
        }
    }

    [Fact]
    public void Real_numbers_and_counts_are_in_the_units_of_the_data()
    {
        // The answers beside sums over counts and over a fine grid of incomes.
        const int Most = 80;
        const int Steps = 3000;
        const double Low = -60000;
        const double Step = 160;
        double[] Of(Func<string[], string> row, params string[][] labels) => Worlds.Likelihoods(runs.Mixed, "flag,job,visits,income\n" + string.Concat(Worlds.Of(labels).Select(row)));
        string[] grid = [.. Enumerable.Range(0, Steps).Select(step => (Low + (Step * step)).ToString(CultureInfo.InvariantCulture))];
        var incomes = Of(world => $",cook,,{world[0]}\n", grid);
        var cook = incomes.Sum() * Step;
        var mean = incomes.Select((density, step) => density * (Low + (Step * step))).Sum() * Step / cook;
        var variance = incomes.Select((density, step) => density * Math.Pow(Low + (Step * step) - mean, 2)).Sum() * Step / cook;
        Near(cook, Number(Answer(runs.Mixed, "P(job=cook)")), "job");
        Near(mean, Number(Answer(runs.Mixed, "E(income | job=cook)")), "mean");
        Near(variance, Number(Answer(runs.Mixed, "Var(income | job=cook)")), "variance");
        var density = Of(_ => "1,cook,,30000\n", ["x"])[0] / cook;
        var answer = Answer(runs.Mixed, "P(income=3e4, flag=1 | job=cook)");
        Near(density, Number(answer), "density");
        Assert.Equal($"P(income=30000.00, flag=1 | job=cook) = {density.ToString("G10", CultureInfo.InvariantCulture)}, a density per unit of income\nlog: {Math.Log(density).ToString("G10", CultureInfo.InvariantCulture)} nats\n", answer);
        Near(Of(_ => "1,,,30000\n", ["x"])[0] / Of(_ => ",,,30000\n", ["x"])[0], Number(Answer(runs.Mixed, "P(flag=1 | income=30000)")), "given a real number");
        var visits = Of(world => $"0,,{world[0]},\n", [.. Enumerable.Range(0, Most).Select(count => $"{count}")]);
        var average = visits.Select((probability, count) => probability * count).Sum() / visits.Sum();
        Near(average, Number(Answer(runs.Mixed, "E(visits | flag=0)")), "counts");
        Near(visits.Select((probability, count) => probability * (count - average) * (count - average)).Sum() / visits.Sum(), Number(Answer(runs.Mixed, "Var(visits | flag=0)")), "counts");
        Near(visits[3] / visits.Sum(), Number(Answer(runs.Mixed, "P(visits=3 | flag=0)")), "counts");
    }

    [Fact]
    public void What_is_printed_is_short()
    {
        var lines = Answer(runs.Letters, "P(job | a=1)").Split('\n');
        Assert.Equal(("P(job | a=1)", "value probability"), (lines[0], string.Join(' ', lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal(9, lines.Length);
        Assert.Single(lines[4..7].Select(line => line.TrimEnd().Length).Distinct());
        var pixels = Answer(runs.Colours, "P(x7.1)");
        Assert.Equal(40, Distribution(string.Join('\n', pixels.Split('\n')[..^3])).Count);
        Assert.Matches(@"\n216 less probable values are left out, with a probability of 0\.\d+ together\.\nChannels 0, 1 and 2 are Y, Co and Cg of YCoCg-R\.\n$", pixels);
        Assert.Matches(@"^E\(x7\.2\) = \d+\.\d+\nChannels ", Answer(runs.Colours, "E(x7.2)"));
        Assert.Equal("P(income=1E+200) = 0, a density per unit of income\nlog: -inf nats\n", Answer(runs.Mixed, "P(income=1e200)"));
    }

    [Fact]
    public void Intervals_and_sets_are_what_samples_have()
    {
        const int Count = 20000;
        const double Errors = 5; // standard errors
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Run("sample", runs.Mixed, "--count", $"{Count}", "--seed", "7", "--out", folder["t.csv"]).Code);
        var table = Csvs.Read(folder["t.csv"]);
        double[] Column(string name) => Csvs.Column(table, name);
        string[] Texts(string name) => [.. table.Skip(1).Select(row => row[System.Array.IndexOf(table[0], name)])];
        var (income, visits, job, flag) = (Column("income"), Column("visits"), Texts("job"), Texts("flag"));
        var (low, high) = (income.Order().ElementAt(Count / 4), income.Order().ElementAt(3 * Count / 4));
        var ends = (Low: low.ToString("R", CultureInfo.InvariantCulture), High: high.ToString("R", CultureInfo.InvariantCulture));
        void Follows(string question, Func<int, bool> isEvent, Func<int, bool>? isGiven = null)
        {
            var rows = Enumerable.Range(0, Count).Where(row => isGiven?.Invoke(row) ?? true).ToArray();
            var (p, found) = (Number(Answer(runs.Mixed, question)), rows.Count(isEvent) / (double)rows.Length);
            Assert.InRange((found - p) / Math.Sqrt(Math.Max(p * (1 - p), 1e-6) / rows.Length), -Errors, Errors);
        }

        Follows($"P(income<{ends.Low})", row => income[row] < low);
        Follows($"P({ends.Low}<=income<={ends.High} | flag!=0)", row => income[row] >= low && income[row] <= high, row => flag[row] != "0");
        Follows($"P(visits<=2, job in {{cook, clerk}} | income>{ends.Low})", row => visits[row] <= 2 && job[row] is "cook" or "clerk", row => income[row] > low);
        Follows("P(visits not in {0, 1} | job!=cook)", row => visits[row] > 1, row => job[row] != "cook");
        Follows($"P(income<{ends.Low} | income<{ends.High}, visits>1)", row => income[row] < low, row => income[row] < high && visits[row] > 1);
        var some = Enumerable.Range(0, Count).Where(row => income[row] > low && income[row] < high).Select(row => income[row]).ToArray();
        var (mean, variance) = (Number(Answer(runs.Mixed, $"E(income | {ends.Low}<income<{ends.High})")), Number(Answer(runs.Mixed, $"Var(income | {ends.Low}<income<{ends.High})")));
        Assert.InRange((some.Average() - mean) / Math.Sqrt(variance / some.Length), -Errors, Errors);
        Assert.InRange(some.Average(number => Math.Pow(number - mean, 2)) / variance, 0.95, 1.05);
    }

    [Theory]
    [InlineData("P(income<50000, income>60000)", "the query is wrong at character 17: 'income' cannot meet this and what is said of it at character 3; expected conditions that some value meets together")]
    [InlineData("P(job<cook)", "the query is wrong at character 3: 'job' has texts without an order; expected values, as '=', '!=' or 'in {...}' name them")]
    [InlineData("P(60<income<40)", "the query is wrong at character 6: 'income' cannot be above 60 and below 40; expected a lower end below the upper one, as 40<=x<60")]
    [InlineData("P(income in {1, 2})", "the query is wrong at character 3: 'income' has real numbers, of which a single one has no probability; expected an interval, as 1.00<=x<=2.00")]
    [InlineData("P(flag=1 | visits<0)", "what is given has probability zero under the model, so that nothing follows from it; give less")]
    public void Wrong_intervals_get_one_sentence(string text, string sentence) => Refused(sentence, runs.Mixed, text);

    [Theory]
    [InlineData("P(a!=1", "the query is wrong at character 7: expected ',', '|' or ')', found the end")]
    [InlineData("P(a=1", "the query is wrong at character 6: expected ',', '|' or ')', found the end")]
    [InlineData("R(a=1)", "the query is wrong at character 1: expected P, E, Var, Q, MAP or next, found 'R'")]
    [InlineData("P(jobs=cook)", "the query is wrong at character 3: there is no column 'jobs'; expected job")]
    [InlineData("P(job=baker)", "the query is wrong at character 7: 'job' cannot be 'baker'; expected clerk or cook or \"smith, black\"")]
    [InlineData("P(a | job=cook, a=1)", "the query is wrong at character 17: 'a' is given, but asked for at character 3; expected it on one side of '|'")]
    [InlineData("E(job)", "the query is wrong at character 3: 'job' has texts, which are no numbers; expected a column of numbers")]
    [InlineData("", "the query is wrong at character 1: expected P, E, Var, Q, MAP or next, found the end")]
    public void Wrong_questions_get_one_sentence(string text, string sentence) => Refused(sentence, runs.Letters, text);

    [Theory]
    [InlineData("P(income)", "income has real numbers, which have no table of probabilities; ask for E(income), Var(income) or P(income=VALUE)")]
    [InlineData("P(visits | flag=1)", "visits is poisson, which has no largest value and so no table of probabilities; ask for E(visits), Var(visits) or P(visits=VALUE)")]
    [InlineData("P(flag=1 | income=1e200)", "what is given has probability zero under the model, so that nothing follows from it; give less")]
    [InlineData("P(flag | income=1e200)", "what is given has probability zero under the model, so that nothing follows from it; give less")]
    [InlineData("E(visits | income=1e200)", "what is given has probability zero under the model, so that nothing follows from it; give less")]
    public void Questions_without_an_answer_get_one_sentence(string text, string sentence) => Refused(sentence, runs.Mixed, text);

    private static void Refused(string sentence, params string[] words)
    {
        var (code, output, error) = Run(["query", .. words]);
        Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error));
    }
}
