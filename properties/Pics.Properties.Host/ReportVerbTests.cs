using System.Text;
using System.Text.RegularExpressions;
using Pics.Host;

namespace Pics.Properties;

/// <summary>The page about a run: what is in it, and that it is complete in itself.</summary>
[Collection(TensorTests.Name)]
public sealed class ReportVerbTests(QueryRuns runs) : IClassFixture<QueryRuns>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void A_browser_draws_the_page_and_fetches_nothing()
    {
        var shown = Browser.Show(Report(runs.Shapes));
        Assert.Empty(shown.Console);
        Assert.Empty(shown.Requests);
        foreach (var id in new[] { "curves-step", "curves-time", "learning-rate", "step-time" }) Assert.Matches($"id=\"{id}\" class=\"plot js-plotly-plot\"", shown.Dom);
        Assert.Equal(6, shown.Count("class=\"trace scatter")); // training and validation twice, rate, time
        Assert.Equal(2, shown.Count("<img src=\"data:image/png;base64,"));
    }

    [SkippableFact]
    public void A_page_that_fetches_is_seen_to()
    {
        var shown = Browser.Show(folder.Write("fetching.html", "<html><body><img src=\"http://pics.invalid/x.png\"><script>fetch('https://pics.invalid/y')</script></body></html>"u8.ToArray()));
        Assert.Equal(["http://pics.invalid/x.png", "https://pics.invalid/y"], shown.Requests.Order());
        Assert.NotEmpty(shown.Console);
    }

    [SkippableFact]
    public void A_browser_draws_the_columns_of_a_table()
    {
        var shown = Browser.Show(Report(runs.Mixed));
        Assert.Empty(shown.Console);
        Assert.Equal(8, shown.Charts);
        Assert.Equal(6, shown.Count("class=\"trace bars\"")); // three columns, training and samples
        Assert.Contains(" training rows", shown.Dom, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Whatever_names_are_they_are_text()
    {
        const string Bad = "</script><script>document.title='bad'</script><img src=x onerror=\"document.title='bad'\">";
        var rows = string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 3},<b>{row % 2}</b>\n"));
        var table = folder.Write("table <i>.csv", Encoding.UTF8.GetBytes($"\"{Bad.Replace("\"", "\"\"", StringComparison.Ordinal)}\",b\n{rows}"));
        var run = folder["run <b>&'\""];
        Assert.Equal(0, ConsoleRuns.Run("train", "--dataset", "file", "--data", table, "--structure", "balanced-tree", "--k", "2", "--width", "2", "--batch-size", "8", "--max-steps", "4", "--out", run).Code);
        var page = Report(run);
        var text = Own(page);
        Assert.DoesNotContain("<img src=x", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>document", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>0</b>", text, StringComparison.Ordinal);
        Assert.Contains("run &lt;b&gt;&amp;", text, StringComparison.Ordinal);
        var shown = Browser.Show(page);
        Assert.Empty(shown.Console);
        Assert.DoesNotContain("<title>bad", shown.Dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", shown.Dom, StringComparison.Ordinal);
        Assert.Equal(6, shown.Charts);
    }

    [Fact]
    public void Nothing_in_the_page_comes_from_elsewhere()
    {
        var page = Report(runs.Shapes);
        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:\"", Own(page), StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("https?:|//[a-z]|url\\(|@import|fetch\\(", RegexOptions.IgnoreCase), Regex.Replace(Own(page), "data:image/png;base64,[A-Za-z0-9+/=]*", string.Empty));
        Assert.Contains("plotly.js v", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_structure_and_machine_are_in_the_page()
    {
        var text = Own(Report(runs.Shapes));
        var results = RunResults.Read(runs.Shapes).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        Assert.Contains(Tables.Number(results.Scores.Splits[1].BitsPerDimension, 4), text, StringComparison.Ordinal);
        Assert.Contains(Tables.Count(results.Parameters), text, StringComparison.Ordinal);
        var environment = RunEnvironment.Read(runs.Shapes)!;
        foreach (var piece in new[] { "K = 6", "region graph", "[F 144, K 3]", environment.Machine.LibTorch, environment.EngineReason, ">split-seed<" }) Assert.Contains(piece, text, StringComparison.Ordinal);
        foreach (var line in ConsoleRuns.Run("inspect", "--height", "12", "--columns", "12", "--categories", "8", "--k", "3", "--width", "8").Out.Split('\n').Where(line => line.Contains("[F ", StringComparison.Ordinal)))
            Assert.Contains(line[line.IndexOf('[', StringComparison.Ordinal)..].Trim(), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_circuit_has_a_page() => Assert.Contains("A plain circuit (PC) over plain.csv", Own(Report(runs.Plain)), StringComparison.Ordinal);

    [Fact]
    public void A_run_whose_data_are_gone_says_what_is_left_out()
    {
        var copy = QueryRuns.Copy(runs.Mixed, folder);
        var config = Path.Combine(copy, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace(QueryRuns.TableOf(runs.Mixed), folder["gone.csv"], StringComparison.Ordinal));
        var result = ConsoleRuns.Run("report", copy, "--out", folder["page.html"]);
        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        Assert.StartsWith($"Whatever needs the data (baselines, other K, inpaintings, marginals of the data) is left out: '{folder["gone.csv"]}' does not exist; ", result.Out, StringComparison.Ordinal);
        var text = Own(folder["page.html"]);
        Assert.Contains("What is left out", text, StringComparison.Ordinal);
        Assert.Contains("2,000 samples", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_killed_and_one_that_goes_on_show_their_last_checkpoint()
    {
        using var stopped = new StoppedRun();
        stopped.StopAfter(3, StoppedRun.Small);
        foreach (var name in new[] { "results.json", "model.json", "model.safetensors" }) File.Delete(Path.Combine(stopped.Folder, name));
        var text = Own(Report(stopped.Folder));
        Assert.Contains("interrupted at step 7", text, StringComparison.Ordinal);
        Assert.Contains("Of the best parameters so far, those of step 5.", text, StringComparison.Ordinal);
        using var held = RunLock.Take(stopped.Folder).IfLeft(failure => throw new InvalidOperationException(failure.Sentence));
        Assert.Contains("running, at step 7", Own(Report(stopped.Folder)), StringComparison.Ordinal);
        Directory.Delete(Path.Combine(stopped.Folder, "checkpoints"), recursive: true);
        Assert.Contains("has no checkpoint yet that can be used", Own(Report(stopped.Folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_reported_is_refused_and_nothing_is_written()
    {
        Assert.Equal((1, string.Empty, $"pics: '{folder.Path}' is not a run folder: it has no config.json; name a folder that 'train' wrote\n"), ConsoleRuns.Run("report", folder.Path));
        Assert.Equal((1, string.Empty, $"pics: --out is '{folder["a.pdf"]}'; expected a name that ends with .html or .htm\n"), ConsoleRuns.Run("report", runs.Shapes, "--out", folder["a.pdf"]));
        Assert.Equal((1, string.Empty, $"pics: --out is '{folder["b/a.html"]}', but there is no folder '{folder["b"]}'; make it first\n"), ConsoleRuns.Run("report", runs.Shapes, "--out", folder["b/a.html"]));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private string Report(string run)
    {
        var page = folder[$"{Guid.NewGuid():N}.html"];
        var result = ConsoleRuns.Run("report", run, "--out", page);
        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        return page;
    }

    /// <summary>The page without plotly.js.</summary>
    private static string Own(string page) => File.ReadAllText(page).Replace(Page.Plotly(), string.Empty, StringComparison.Ordinal);
}
