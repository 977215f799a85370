using static Pics.Properties.HostTests;

namespace Pics.Properties;

/// <summary>Models are asked without libtorch, from the console and from exported circuits.</summary>
[Collection(TensorTests.Name)]
public sealed class AskingTests(QueryRuns runs) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData(false, "query", "P(job | a=1)")]
    [InlineData(false, "score", "--surprises")]
    [InlineData(false, "sample", "--count", "5")]
    [InlineData(false, "impute", "--remove", "0.1")]
    [InlineData(true, "eval")] // the law would hold of a loader that tells nothing
    public void The_console_asks_without_libtorch(bool isLoaded, string verb, params string[] more)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the loader of the C library tells what it loads");
        var (code, said, error) = HostProcess.Run(("LD_DEBUG", "files"), [verb, runs.Letters, .. verb == "impute" ? [QueryRuns.TableOf(runs.Letters)] : System.Array.Empty<string>(), .. more]);
        Assert.True(code == 0, said + string.Concat(error.Split((char)10).Where(line => line.StartsWith("pics:", StringComparison.Ordinal))));
        Assert.Contains("libclrjit.so", error, StringComparison.Ordinal);
        Assert.Equal(isLoaded, error.Contains("libtorch_cpu.so", StringComparison.Ordinal));
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
