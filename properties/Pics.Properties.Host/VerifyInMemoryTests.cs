using System.Text.Json;
using static Pics.Properties.VerifyTests;

namespace Pics.Properties;

/// <summary>The verb <c>verify</c> where it asks the fused engine alone.</summary>
[Collection(TensorTests.Name)]
public class VerifyInMemoryTests
{
    [Fact]
    public void Laws_of_the_fused_engine_alone_are_checked_in_plain_memory()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        var (code, output, error) = ConsoleRuns.Run("verify", folder["run"], "--cases", "4", "--engine", "fused", "--json", folder["v.json"]);
        Assert.Equal((0, string.Empty), (code, error));
        string[] leftOut = ["Engines agree on log-likelihoods", "Engines agree on gradients", "Queries leave no live tensors"];
        Assert.Contains("Cases 0 to 3 of seed 42, 19 law(s); ", output, StringComparison.Ordinal);
        Assert.Contains($"\n3 laws left out by --engine fused, since comparing engines and counting tensors need libtorch: {string.Join(", ", leftOut)}.\n", output, StringComparison.Ordinal);
        Assert.EndsWith(" checks; 1 was checked in no case, so nothing is known of it: Evidence gradient agrees with differences.\n", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(folder["v.json"]));
        Assert.Equal(leftOut, json.RootElement.GetProperty("leftOut").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(Numerics.Laws.All.Select(law => law.Name).Except(leftOut), json.RootElement.GetProperty("laws").EnumerateArray().Select(law => law.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_failure_in_plain_memory_is_found_again()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "--structure", "quad-tree");
        var wrong = LawOperations.Standard with { Conditional = (model, query, given) => LawOperations.Standard.LogLikelihood(model, query) };
        var (code, output, error) = Verify(wrong, default, folder["run"], "--cases", "3", "--engine", "fused", "--law", "quotient");
        Assert.Equal(1, code);
        Assert.Matches(@"^1 of 1 law failed: Conditional is the quotient of marginals \(\d of 3 checks\)\n$", error);
        var replay = output.Split('\n').Single(line => line.StartsWith("  replay with", StringComparison.Ordinal));
        Assert.Matches("^  replay with   verify [^ ]+ --engine fused --law \"Conditional is the quotient of marginals\" --seed 42 --case \\d$", replay);
    }
}
