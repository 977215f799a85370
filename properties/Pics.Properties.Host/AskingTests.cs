using Pics.Host;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Models are asked without libtorch, from the console and from exported circuits.</summary>
[Collection(TensorTests.Name)]
public sealed class AskingTests(QueryRuns runs) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false, "query", "P(job | a=1)")]
    [InlineData(false, "query", "P(income<30000, job in {clerk, cook} | flag!=1)")]
    [InlineData(false, "query", "next(target=job)")]
    [InlineData(false, "query", "MAP(job, income | visits!=2)")]
    [InlineData(false, "score", "--surprises")]
    [InlineData(false, "sample", "--count", "5")]
    [InlineData(false, "impute", "--remove", "0.1")]
    [InlineData(false, "explain", "--row", "1")]
    [InlineData(false, "verify", "--cases", "8", "--engine", "fused")]
    [InlineData(false, "verify", "--cases", "4", "--engine", "fused", "--law", "e", "--data", "income.csv")] // of counts and real numbers
    [InlineData(true, "verify", "--cases", "1")]
    [InlineData(true, "eval")] // the law would hold of a report that tells nothing
    public void The_console_asks_without_libtorch(bool isLoaded, string verb, params string[] more)
    {
        var run = more.Any(word => word.Contains("income", StringComparison.Ordinal)) ? runs.Mixed : runs.Letters;
        var (code, said, error) = HostProcess.Run((StartReport.Variable, folder["report"]), [verb, run, .. verb == "impute" ? [QueryRuns.TableOf(run)] : System.Array.Empty<string>(), .. more.Select(word => word == "income.csv" ? QueryRuns.TableOf(run) : word)]);
        Assert.True(code == 0, said + error);
        var report = StartReport.Read(folder["report"]);
        Assert.NotNull(report);
        Assert.Contains(report.Libraries, name => name.Contains("clrjit", StringComparison.Ordinal));
        Assert.Equal(isLoaded, report.HasLibtorch);

        // Of no verb that asks, but for random cases: it is there once all assemblies are gone through, as the equality of LanguageExt's lists does.
        Assert.Equal(verb == "verify", report.Assemblies.Contains("FsCheck"));
        Assert.InRange(report.PeakMiB, 10, 10_000);
        Assert.InRange(report.CpuSeconds, 0.01, 1000);
    }

    [Fact]
    public void A_cold_start_is_measured_or_refused_in_one_sentence()
    {
        var (code, said, error) = Run("bench", "start", runs.Letters, "P(job | a=1)", "--repeat", "1", "--json", folder["start.json"]);
        Assert.True(code == 0, said + error);
        Assert.Equal(2, said.Split('\n').Count(line => line.Contains("not loaded", StringComparison.Ordinal)));
        Assert.Contains("clrjit", File.ReadAllText(folder["start.json"]), StringComparison.Ordinal);
        Assert.All<(string[] Words, string Expected)>(
            [([runs.Letters, "P(job"], "P(job"), ([folder["nowhere"], "P(job)"], "nowhere"), ([runs.Letters, "P(job)", "--repeat", "0"], "--repeat"), ([runs.Letters, "P(job)", "--rows", folder["no.csv"]], "no.csv")],
            wrong =>
            {
                var refused = Run(["bench", "start", .. wrong.Words]);
                Assert.Equal(1, refused.Code);
                Assert.Contains(wrong.Expected, refused.Error, StringComparison.Ordinal);
                Assert.Single(refused.Error.TrimEnd().Split('\n'));
            });
    }

    [Theory]
    [InlineData("letters", "c.safetensors")]
    [InlineData("letters", "c.npz")]
    [InlineData("mixed", "c.safetensors")]
    public void An_exported_circuit_is_opened_with_its_columns_and_answers_as_its_run(string name, string file)
    {
        var run = name == "letters" ? runs.Letters : runs.Mixed;
        Assert.Equal(0, Run("export", run, "--out", folder[file]).Code);
        using var exported = PicModel.Open(folder[file]).OrThrow();
        using var own = PicModel.Open(run).OrThrow();
        Assert.Equal(string.Join(", ", own.Form.Headings), string.Join(", ", exported.Form.Headings));
        var rows = CsvTable.Read(QueryRuns.TableOf(run), ReadOptions.Default.Like(own.Form)).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        Assert.All(Pairs.Of(own.LogLikelihoods(rows).OrThrow(), exported.LogLikelihoods(rows).OrThrow()), pair => Assert.Equal(pair.Expected, pair.Found, 1e-9));
        Assert.Equal(own.Sample(20, seed: 3).OrThrow().Rows, exported.Sample(20, seed: 3).OrThrow().Rows);
    }

    [Fact]
    public void What_is_no_model_gets_one_sentence()
    {
        string Says(string path) => PicModel.Open(path).Match(_ => throw new InvalidOperationException("it was opened"), fault => fault.Explain());
        File.WriteAllText(folder["text.safetensors"], "no circuit at all, but long enough");
        File.WriteAllText(folder["table.csv"], "a,b\n1,2\n");
        Assert.All([Says(folder["nothing"]), Says(folder["nothing.npz"]), Says(folder["text.safetensors"]), Says(folder["table.csv"])], said => Assert.DoesNotContain('\n', said));
        Assert.Contains("nothing.npz", Says(folder["nothing.npz"]), StringComparison.Ordinal);
    }
}
