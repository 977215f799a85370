using System.Globalization;
using System.Text.Json.Nodes;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>One question of each row of a table.</summary>
[Collection(TensorTests.Name)]
public class QueryRowsTests(QueryRuns runs)
{
    private const string Rows = "flag,job,visits,income\n1,cook,2,30000\n0,clerk,,41000.5\n,,,\n0,cook,7,1e200\n";

    private static string Query(params string[] words)
    {
        var (code, output, error) = Run(["query", .. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    private static double Number(string output) => double.Parse(output.Split('\n')[0] is var line ? line[(line.LastIndexOf(" = ", StringComparison.Ordinal) + 3)..].Split(',')[0] : string.Empty, CultureInfo.InvariantCulture);

    [Fact]
    public void Answers_are_those_of_single_questions()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(Rows));
        var output = Query(runs.Mixed, "P(job=cook | visits=2)", "--rows", table, "--out", folder["a.csv"]);
        var found = Csvs.Read(folder["a.csv"]);
        Assert.Equal(["row", "flag", "job", "visits", "income", "P(job=cook | visits=2)"], found[0]);
        Assert.Equal(["0", "1", "cook", "2", "30000.00"], found[1][..5]);
        Assert.Equal(Number(Query(runs.Mixed, "P(job=cook | visits=2, flag=1, income=30000)")), Csvs.Number(found[1][5]), 1e-8);
        Assert.Equal(Number(Query(runs.Mixed, "P(job=cook | visits=2, flag=0, income=41000.5)")), Csvs.Number(found[2][5]), 1e-8);
        Assert.Equal(Number(Query(runs.Mixed, "P(job=cook | visits=2)")), Csvs.Number(found[3][5]), 1e-8);
        Assert.Equal(string.Empty, found[4][5]);
        Assert.Contains("\n1 row has another value than the question says, and no answer: its cell is empty.\n", output, StringComparison.Ordinal);
        Assert.Contains("\n1 row has probability zero under the model together with what is given, and no answer: its cell is empty.\n", Query(runs.Mixed, "P(job=cook)", "--rows", table), StringComparison.Ordinal);
    }

    [Fact]
    public void Quantiles_are_those_of_single_questions()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(Rows));
        Query(runs.Mixed, "Q(0.5, visits | job=cook)", "--rows", table, "--out", folder["a.csv"]);
        var found = Csvs.Read(folder["a.csv"]);
        var (first, third) = (Number(Query(runs.Mixed, "Q(0.5, visits | job=cook, flag=1, income=30000)")), Number(Query(runs.Mixed, "Q(0.5, visits | job=cook)")));
        Assert.Equal("Q(0.5, visits | job=cook)", found[0][^1]);
        Assert.Equal((first, string.Empty, third, string.Empty), (Csvs.Number(found[1][^1]), found[2][^1], Csvs.Number(found[3][^1]), found[4][^1]));
        var answers = JsonNode.Parse(Query(runs.Mixed, "Q(0.5, visits | job=cook)", "--rows", table, "--format", "json"))!["answers"]!.AsArray();
        Assert.Equal([first, third], new[] { 0, 2 }.Select(row => answers[row]!["values"]![0]!.GetValue<double>()));
    }

    [Theory]
    [InlineData("MAP(job)")]
    [InlineData("next(job)")]
    public void Questions_with_several_answers_are_refused(string question)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = Run(["query", runs.Mixed, question, "--rows", folder.Write("t.csv", Text(Rows))]);
        Assert.Equal((1, $"pics: the query is wrong at character 1: expected a question with one answer for each row, as P(a | b), E(a), Var(a) or Q(0.9, a), found '{question}'"), (code, error.Trim()));
    }

    [Theory]
    [InlineData("a.csv")]
    [InlineData("a.parquet")]
    [InlineData("a.feather")]
    public void Distributions_have_a_column_a_value(string name)
    {
        using var folder = new TemporaryFolder();
        Query(runs.Mixed, "P(job | visits<5)", "--rows", folder.Write("t.csv", Text(Rows)), "--out", folder[name]);
        var found = TypedRows.Of(folder[name]);
        foreach (var column in new[] { "P(job=clerk | visits<5)", "P(job=cook | visits<5)", "P(job=\"smith, black\" | visits<5)" }) Assert.Contains(column, found[0], StringComparison.Ordinal);
        Assert.Equal(1, found[1].Split('|')[^3..].Sum(Csvs.Number), 1e-9);
    }

    [Fact]
    public void Scripts_get_answers_or_the_name_of_the_table()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", Text(Rows));
        var found = JsonNode.Parse(Query(runs.Mixed, "E(income | visits>1)", "--rows", table, "--format", "json"))!;
        Assert.Equal(["run", "data", "colour", "notes", "question", "rows", "contradictions", "impossible", "columns", "answers", "out"], found.AsObject().Select(field => field.Key));
        Assert.Equal((4, 0, 0), (found["rows"]!.GetValue<int>(), found["contradictions"]!.GetValue<int>(), found["impossible"]!.GetValue<int>())); // income is hidden where it is asked about
        Assert.Equal(Number(Query(runs.Mixed, "E(income | visits=7, flag=0, job=cook)")), found["answers"]![3]!["values"]![0]!.GetValue<double>(), 1e-4);
        Assert.Null(JsonNode.Parse(Query(runs.Mixed, "E(income | visits>1)", "--rows", table, "--out", folder["a.csv"], "--format", "json"))!["answers"]);
    }

    [Theory]
    [InlineData("--out cannot be given with a question without --rows, which is about no table", "--out", "a.csv")]
    [InlineData("--unseen cannot be given with a question without --rows, which is about no table", "--unseen", "hide")]
    public void What_needs_rows_is_refused_without_them(string sentence, params string[] words)
    {
        var (code, output, error) = Run(["query", runs.Mixed, "P(job=cook)", .. words]);
        Assert.Equal((1, string.Empty), (code, output));
        Assert.StartsWith($"pics: {sentence}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_questions_are_refused_before_rows_are_read() =>
        Assert.Equal((1, string.Empty, "pics: the query is wrong at character 3: there is no column 'jobs'; expected job\n"), Run("query", runs.Mixed, "P(jobs=cook)", "--rows", "none.csv"));
}
