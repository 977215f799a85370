using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pics.Host;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The verb <c>verify</c>: what it prints and writes, its exit codes and sentences, and that a failure is found again.</summary>
[Collection(TensorTests.Name)]
public class VerifyTests
{
    internal static void Train(TemporaryFolder folder, params string[] more) => Assert.Equal(
        (0, string.Empty),
        ConsoleRuns.Run(["train", "--k", "4", "--width", "8", "--max-steps", "20", "--validate-every", "10", "--out", folder["run"], .. more]) is var (code, _, error) ? (code, error) : default);

    private static string Structure(TemporaryFolder folder) =>
        folder.Write("g.json", System.Text.Encoding.UTF8.GetBytes(RegionGraphJson.Write(PicBuilder.Get(RandomBinaryTrees.Create(4, 2, 2, 1)))));

    /// <summary>Runs the verb with other operations than the library's own.</summary>
    internal static (int Code, string Out, string Error) Verify(LawOperations operations, CancellationToken cancellation, params string[] words)
    {
        var options = new VerifyOptions();
        var root = new RootCommand();
        root.Subcommands.Add(options.Command());
        var settings = options.Bind(root.Parse(["verify", .. words]));
        return ConsoleRuns.Capture(() => VerifyVerb.Run(settings, model => new LawSubject(model, operations), cancellation).Match(code => code, failure =>
        {
            Console.Error.WriteLine(failure.Sentence);
            return 1;
        }));
    }

    [Fact]
    public void A_run_that_train_wrote_keeps_all_laws()
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        var (code, output, error) = ConsoleRuns.Run("verify", folder["run"], "--cases", "4", "--json", folder["v.json"]);
        Assert.Equal((0, string.Empty), (code, error));
        Assert.StartsWith($"Run '{folder["run"]}', a PIC of 144 variable(s) with ", output, StringComparison.Ordinal);
        Assert.Contains("rows: shapes, samples and random values.\nCases 0 to 3 of seed 42, 22 law(s); rules and K in turn: trapezoidal 4, ", output, StringComparison.Ordinal);
        Assert.All(Numerics.Laws.All, law => Assert.Contains(law.Name, output, StringComparison.Ordinal));
        Assert.EndsWith(" checks; 1 was checked in no case, so nothing is known of it: Evidence gradient agrees with differences.\n", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(folder["v.json"]));
        var laws = json.RootElement.GetProperty("laws").EnumerateArray().ToList();
        Assert.Equal(Numerics.Laws.All.Select(law => law.Name), laws.Select(law => law.GetProperty("name").GetString()));
        Assert.All(laws, law => Assert.Equal(4, law.GetProperty("held").GetInt32() + law.GetProperty("skipped").EnumerateObject().Sum(entry => entry.Value.GetInt32())));
        Assert.Equal(0, json.RootElement.GetProperty("counterexamples").GetArrayLength());
    }

    [Fact]
    public void A_structure_is_verified_with_random_nets_of_the_options()
    {
        using var folder = new TemporaryFolder();
        var structure = Structure(folder);
        foreach (var more in new string[][] { [], ["--merge", "tucker", "--family", "gaussian", "--double"], ["--model", "pc", "--channels", "2"], ["--family", "poisson", "--k", "3", "--rule", "midpoint"] })
        {
            var (code, output, error) = ConsoleRuns.Run(["verify", structure, "--cases", "8", .. more]);
            Assert.Equal((0, string.Empty), (code, error));
            Assert.StartsWith($"Structure '{structure}' with random parameters, a {(more.Contains("pc") ? "plain circuit" : "PIC")} of 4 variable(s) with ", output, StringComparison.Ordinal);
            Assert.Contains($"rules and K in turn: {(more.Contains("midpoint") ? "midpoint 3.\n" : "trapezoidal 4")}", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_failure_is_printed_with_two_numbers_and_found_again()
    {
        using var folder = new TemporaryFolder();
        var structure = Structure(folder);
        var wrong = LawOperations.Standard with
        {
            Surprise = (model, rows) => LawOperations.Standard.Surprise(model, rows).Map<double[]>(values =>
                [.. values.Select((value, place) => rows.Row(place / model.Variables).ToArray().Count(double.IsFinite) >= 3 ? value + 0.25 : value)]),
        };
        var (code, output, error) = Verify(wrong, default, structure, "--cases", "10", "--seed", "3", "--categories", "3", "--double", "--json", folder["v.json"]);
        Assert.Equal(1, code);
        Assert.Matches(@"^1 of 22 laws failed: Surprise is the conditional given all else \(\d+ of 10 checks\)\n$", error);
        var at = output.IndexOf("\nSurprise is the conditional given all else: fails in ", StringComparison.Ordinal);
        var lines = output[(at + 1)..].Split('\n');
        Assert.StartsWith("  states        -log p(x_v | all else that is observed) of each observed variable", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"^  case          trapezoidal rule, K = 2; x: \d = 0; e: \d = 0, \d = 0; seed 0$", lines[2]);
        Assert.StartsWith("  shrunk from   ", lines[3], StringComparison.Ordinal);
        Assert.Matches(@"^  found         surprise of variable \d = \S+$", lines[4]);
        Assert.Matches(@"^  expected      -log p\(\d \| all else\) = \S+$", lines[5]);
        Assert.Matches(@"^  apart by      2.5E-1; \S+ is allowed for rounding or chance$", lines[6]);
        Assert.Matches($"^  replay with   verify {System.Text.RegularExpressions.Regex.Escape(structure)} --categories 3 --double --law \"Surprise is the conditional given all else\" --seed 3 --case \\d+$", lines[7]);

        var words = lines[7][16..].Split('"');
        string[] replay = [.. words[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..], words[1], .. words[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var again = Verify(wrong, default, replay);
        Assert.Equal(1, again.Code);
        Assert.Equal(lines[1..8], again.Out[(again.Out.IndexOf("\nSurprise is the conditional given all else: fails in 1 of 1 check, first in case ", StringComparison.Ordinal) + 1)..].Split('\n')[1..8]);
        Assert.Equal(0, ConsoleRuns.Run(["verify", .. replay]).Code);

        using var json = JsonDocument.Parse(File.ReadAllText(folder["v.json"]));
        var found = Assert.Single(json.RootElement.GetProperty("counterexamples").EnumerateArray());
        Assert.Equal($"  case          {found.GetProperty("shrunk").GetProperty("text").GetString()}", lines[2]);
        Assert.Equal($"  shrunk from   {found.GetProperty("original").GetProperty("text").GetString()}", lines[3]);
        Assert.Equal($"  replay with   {found.GetProperty("replay").GetString()}", lines[7]);
        Assert.Equal(0.25, found.GetProperty("outcome").GetProperty("first").GetDouble() - found.GetProperty("outcome").GetProperty("second").GetDouble(), 1e-9);
        Assert.Equal(2, found.GetProperty("shrunk").GetProperty("given").GetArrayLength());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(3e38)] // a finite parameter, of which the nets make what is not finite
    public void A_run_whose_parameters_are_no_model_fails_without_a_stack_trace(double parameter)
    {
        using var folder = new TemporaryFolder();
        Train(folder);
        using (var model = ModelStore.Load(folder["run"]).IfLeft(error => throw new InvalidOperationException(error.Explain())))
        {
            using (no_grad()) model.Parameters.Trainable[^1].fill_(parameter);
            Assert.True(ModelStore.Save(folder["run"], model).IsRight);
            File.Delete(folder["run/results.json"]); // which tells of another model
        }

        var (code, output, error) = ConsoleRuns.Run("verify", folder["run"], "--cases", "2", "--law", "probability one");
        var all = ConsoleRuns.Run("verify", folder["run"], "--cases", "2");
        Assert.Equal((1, 1), (code, all.Code));
        if (double.IsNaN(parameter))
        {
            Assert.Matches(@"^pics: '[^\n]*model\.safetensors' is not a valid file of its kind: [^\n]* there is NaN, which is not a finite number\n$", error);
            Assert.Equal(error, all.Error);
            return;
        }

        Assert.Equal("pics: 1 of 1 law failed: Nothing observed has probability one (2 of 2 checks)\n", error);
        Assert.Matches(@"\n  found         log p of nothing = (NaN|-?Infinity)\n  expected      the logarithm of one = 0\n", output);
        Assert.Matches(@"^pics: \d+ of 22 laws failed: [^\n]*\n$", all.Error);
    }

    [Fact]
    public void Data_that_are_gone_are_replaced_by_samples()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("t.csv", System.Text.Encoding.UTF8.GetBytes("a,b,c\n" + string.Concat(Enumerable.Range(0, 400).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row % 3},{row % 7},{Math.Sin(row)}\n")))));
        Train(folder, "--dataset", "file", "--data", table, "--structure", "balanced-tree", "--batch-size", "32");
        Assert.Contains("rows: file, samples and random values.", ConsoleRuns.Run("verify", folder["run"], "--cases", "2").Out, StringComparison.Ordinal);
        File.Delete(table);
        var (code, output, _) = ConsoleRuns.Run("verify", folder["run"], "--cases", "2");
        Assert.Equal(0, code);
        Assert.Contains($"rows: samples and random values, since there are no data ('{table}' does not exist; ", output, StringComparison.Ordinal);
        var named = ConsoleRuns.Run("verify", folder["run"], "--cases", "2", "--data", table);
        Assert.Equal(1, named.Code);
        Assert.StartsWith($"pics: '{table}' does not exist; ", named.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_verification_says_what_was_done()
    {
        using var folder = new TemporaryFolder();
        var structure = Structure(folder);
        using var cancellation = new CancellationTokenSource();
        var calls = 0;
        var counting = LawOperations.Standard with
        {
            LogLikelihood = (model, rows) =>
            {
                if (++calls == 3) cancellation.Cancel();
                return LawOperations.Standard.LogLikelihood(model, rows);
            },
        };
        var (code, output, error) = Verify(counting, cancellation.Token, structure, "--cases", "5");
        Assert.Equal((130, string.Empty), (code, error));
        Assert.EndsWith("Cancelled before all cases were checked.\n2 laws held in 2 checks.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Laws_are_picked_by_a_part_of_their_name()
    {
        using var folder = new TemporaryFolder();
        var (code, output, _) = ConsoleRuns.Run("verify", Structure(folder), "--cases", "3", "--law", "SAMPLES");
        Assert.Equal(0, code);
        Assert.Contains("Cases 0 to 2 of seed 42, 4 law(s)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Chain rule", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'nowhere' does not exist; expected a run folder that 'train' wrote, or a JSON file with a region graph", "nowhere")]
    [InlineData("--cases is 0; it must be 1 to 1000000", "nowhere", "--cases", "0")]
    [InlineData("--case is -1; it must be 0 to 999999", "nowhere", "--case", "-1")]
    [InlineData("--seed is -5; it must be zero or more", "nowhere", "--seed", "-5")]
    [InlineData("'EMPTY' is not a run folder: it has no config.json; name a folder that 'train' wrote", "EMPTY")]
    [InlineData("--merge is for structures, and 'EMPTY' is a run, which has its own; leave it out", "EMPTY", "--merge", "tucker")]
    [InlineData("--data is for runs, and 'GRAPH' is a structure, which has none; leave it out", "GRAPH", "--data", "x")]
    [InlineData("--engine fused is for runs, and 'GRAPH' is a structure, whose random parameters libtorch draws; leave it out", "GRAPH", "--engine", "fused")]
    [InlineData("--engine is fused, which runs on the CPU only; leave it out, or use --device cpu", "GRAPH", "--engine", "fused", "--device", "cuda")]
    [InlineData("--engine fused is for the program's own laws, since those of a library may ask for tensors; leave out one of --engine and --laws", "--laws", "my.dll", "--engine", "fused")]
    [InlineData("--law is 'engines', and --engine fused leaves out all laws with this in their name, which need libtorch; leave out one of them", "nowhere", "--engine", "fused", "--law", "engines")]
    [InlineData("'TEXT': the document is not a valid description at $, line 1: the word 'nonsense' at line 1, character 3; names and texts are in double quotes", "TEXT")]
    [InlineData("'CIRCUIT': the document has format 'pics-circuit'; expected 'pics-region-graph'", "CIRCUIT")]
    [InlineData("--categories is 0 and --channels 1; each must be at least 1, and --categories at most 32767", "GRAPH", "--categories", "0")]
    [InlineData("--width is 7; it must be an even number from 2 to 16384", "GRAPH", "--width", "7")]
    [InlineData("--family bernoulli needs values 0 and 1, and variable 0 has 4 values", "GRAPH", "--family", "bernoulli")]
    [InlineData("--k: the trapezoidal rule cannot have 1 node(s); it needs at least 2", "GRAPH", "--k", "1")]
    [InlineData("--k: the Simpson rule cannot have 6 node(s); it needs an odd number of at least 3", "GRAPH", "--k", "3", "6", "--rule", "simpson")]
    [InlineData("this run is a plain circuit of K = 4 with the trapezoidal rule; only a PIC is evaluated at another K or rule", "GRAPH", "--model", "pc", "--k", "4", "5")]
    public void Bad_words_get_one_sentence(string sentence, params string[] words)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty"]);
        var names = new Dictionary<string, string>
        {
            ["EMPTY"] = folder["empty"],
            ["GRAPH"] = Structure(folder),
            ["TEXT"] = folder.Write("t.json", "{ nonsense"u8.ToArray()),
            ["CIRCUIT"] = folder.Write("c.json", System.Text.Encoding.UTF8.GetBytes(PicJson.Write(PicBuilder.Random(2, 3)))),
        };
        var result = ConsoleRuns.Run(["verify", .. words.Select(word => names.GetValueOrDefault(word, word))]);
        var said = names.Aggregate(result.Error, (text, name) => text.Replace(name.Value, name.Key, StringComparison.Ordinal));
        Assert.Equal((1, $"pics: {sentence}\n"), (result.Code, said));
    }

    [Fact]
    public void An_unknown_law_is_answered_with_all_names()
    {
        var (code, _, error) = ConsoleRuns.Run("verify", "nowhere", "--law", "gravity");
        Assert.Equal((1, $"pics: --law is 'gravity', which is part of no law's name; the laws are: {string.Join("; ", Numerics.Laws.All.Select(law => law.Name))}\n"), (code, error));
    }

    [Fact]
    public void A_result_that_cannot_be_written_is_said()
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = ConsoleRuns.Run("verify", Structure(folder), "--cases", "1", "--law", "probability one", "--json", folder["no/v.json"]);
        Assert.Equal((1, $"pics: --json is '{folder["no/v.json"]}', but there is no folder '{folder["no"]}'; make it first\n"), (code, error));
    }

    [Fact]
    public void A_circuit_without_a_variable_is_refused()
    {
        using var folder = new TemporaryFolder();
        Train(folder, "--structure", "quad-tree");
        using (var model = ModelStore.Load(folder["run"]).IfLeft(error => throw new InvalidOperationException(error.Explain())))
        {
            var hidden = PicBuilder.Get(Marginalise.Over<Pic>(model.Pic.Scope).Apply(model.Pic));
            using var other = new StoredModel(hidden, new PicNets(hidden, model.Settings, 1), model.Settings, model.Rule);
            Assert.True(ModelStore.Save(folder["run"], other).IsRight);
            File.Delete(folder["run/results.json"]); // which tells of another model
        }

        var (code, _, error) = ConsoleRuns.Run("verify", folder["run"]);
        Assert.Equal((1, $"pics: '{folder["run"]}' has no variable that can be observed, so there is nothing to verify\n"), (code, error));
    }
}
