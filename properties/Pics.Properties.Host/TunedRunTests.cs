using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>Runs of plain circuits that begin with the weights of another run, by EM or Adam, and weights that are taken away at their end.</summary>
[Collection(TensorTests.Name)]
public sealed class TunedRunTests : IDisposable
{
    private static readonly string[] Small = ["--dataset", "shapes", "--width", "8", "--batch-size", "64", "--validate-every", "4", "--max-steps", "12"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Pic()
    {
        Assert.Equal(0, Run(["train", .. Small, "--k", "3", "--out", folder["pic"]]).Code);
        return folder["pic"];
    }

    private static RunResults Results(string run) => RunResults.Read(run).IfLeft(error => throw new InvalidOperationException(error.Explain()));

    private static double Validation(string run) => Results(run).Scores.Of("validation")!.LogLikelihood;

    [Fact]
    public void A_circuit_begins_where_the_PIC_ended_and_becomes_better()
    {
        var pic = Pic();
        foreach (var (name, steps, words) in new[] { ("start", 0, (string[])["--optimiser", "em"]), ("em", 12, ["--optimiser", "em", "--prune", "800"]), ("adam", 100, ["--learning-rate", "0.01"]), ("wide", 0, ["--k", "5"]) })
            Assert.Equal((0, string.Empty), Run(["train", "--model", "pc", "--from", pic, .. words, "--batch-size", "64", "--validate-every", "4", "--max-steps", $"{steps}", "--out", folder[name]]) is var (code, _, error) ? (code, error) : default);
        Assert.Equal(Validation(pic), Validation(folder["start"]), 1e-3);
        Assert.True(Validation(folder["em"]) > Validation(pic), $"{Validation(folder["em"])} after {Validation(pic)}");
        Assert.True(Validation(folder["adam"]) > Validation(pic), $"{Validation(folder["adam"])} after {Validation(pic)}");
        Assert.Equal((3, 5), (Results(folder["adam"]).Scores.K, Results(folder["wide"]).Scores.K));
        var pruned = Results(folder["em"]).Pruned!;
        Assert.True(pruned is { Least: 800, Removed: > 0 } && pruned.Removed < pruned.Weights && pruned.Before.Of("validation")!.LogLikelihood > Validation(folder["em"]) - 1);
        Assert.Null(Results(folder["adam"]).Pruned);
    }

    [Fact]
    public void A_run_that_begins_from_another_goes_on_as_it_would_have()
    {
        var pic = Pic();
        string[] words = ["train", "--model", "pc", "--from", pic, "--optimiser", "em", "--batch-size", "64", "--validate-every", "4"];
        Assert.Equal(0, Run([.. words, "--max-steps", "8", "--out", folder["whole"]]).Code);
        Assert.Equal(0, Run([.. words, "--max-steps", "4", "--out", folder["parts"]]).Code);
        Assert.Equal(0, Run("train", "--resume", folder["parts"], "--max-steps", "8").Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], "model.safetensors")), File.ReadAllBytes(Path.Combine(folder["parts"], "model.safetensors")));
    }

    [Fact]
    public void What_cannot_be_is_said()
    {
        var pic = Pic();
        Assert.Equal("pics: --from is for --model pc, whose weights are free; leave it out\n", Says("--from", pic));
        Assert.Equal("pics: --prune is for --model pc, whose weights are free; leave it out\n", Says("--prune", "1"));
        Assert.Equal("pics: --momentum is for --optimiser em; leave it out\n", Says("--model", "pc", "--momentum", "0.5"));
        Assert.Equal("pics: --weight-decay is for --optimiser adam; leave it out\n", Says("--model", "pc", "--optimiser", "em", "--weight-decay", "0.1"));
        Assert.Equal("pics: the optimiser is EM for a PIC, whose functions are nets; it must be Adam, or the model a plain circuit\n", Says("--optimiser", "em"));
        Assert.Equal("pics: --prune is -1; it must be 0, for none, or a positive number of rows\n", Says("--model", "pc", "--prune", "-1"));
        Assert.Contains("is not a run", Says("--model", "pc", "--from", folder["none"]), StringComparison.Ordinal);
        Assert.StartsWith($"pics: --from '{pic}': its circuit ", Says("--model", "pc", "--from", pic, "--structure", "balanced-tree"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));

        string Says(params string[] words)
        {
            var (code, output, error) = Run(["train", .. words.Contains("--from") ? [] : new[] { "--dataset", "shapes" }, "--max-steps", "1", .. words, "--out", folder["out"]]);
            Assert.Equal(1, code);
            Assert.Equal(1, error.Count(letter => letter == '\n'));
            return error;
        }
    }
}
