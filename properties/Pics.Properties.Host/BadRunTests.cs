using Pics.Host;
using static Pics.Properties.DataFiles;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>What the verbs that ask a run say of folders that are none, or damaged ones, and of words that fit no run.</summary>
[Collection(TensorTests.Name)]
public class BadRunTests(QueryRuns runs)
{
    /// <summary>Every verb with the words it needs beside the run; they write to files in a folder.</summary>
    private static string[][] Verbs(string run, TemporaryFolder folder) =>
    [
        ["score", run, "--out", folder["s.csv"]],
        ["sample", run, "--out", folder["t.csv"]],
        ["inpaint", run, "--out", folder["i.png"]],
        ["impute", run, folder["in.csv"], "--out", folder["f.csv"], "--probabilities", folder["p.csv"]],
        ["query", run, "P(x0)"],
    ];

    private static void AllSay(string sentence, string run, TemporaryFolder folder)
    {
        foreach (var words in Verbs(run, folder))
        {
            var (code, output, error) = Run(words);
            Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)));
        }

        Assert.DoesNotContain(Directory.GetFiles(folder.Path), file => Path.GetFileName(file) != "in.csv");
    }

    private static void Damage(string run, string file, string? content)
    {
        if (content is null) File.Delete(Path.Combine(run, file));
        else File.WriteAllText(Path.Combine(run, file), content);
    }

    [Fact]
    public void Folders_that_are_no_runs_are_refused_by_every_verb()
    {
        using var folder = new TemporaryFolder();
        AllSay("'HERE/none' is not a run folder: it has no config.json; name a folder that 'train' wrote", folder["none"], folder);
        AllSay("'HERE' is not a run folder: it has no config.json; name a folder that 'train' wrote", folder.Path, folder);
        AllSay("'HERE/in.csv' is not a run folder: it has no config.json; name a folder that 'train' wrote", folder.Write("in.csv", []), folder);
    }

    [Theory]
    [InlineData("config.json", "{", "'HERE/copy/config.json' does not hold the options of a run: it ends at line 1, character 2, before all brackets and quotes are closed")]
    [InlineData("config.json", "[]", "'HERE/copy/config.json' does not hold the options of a run: it is no JSON object")]
    [InlineData("data.json", "null", "'HERE/copy/data.json' does not say what the rows of a run are: it is no JSON object")]
    [InlineData("data.json", "{", "'HERE/copy/data.json' does not say what the rows of a run are: it ends at line 1, character 2, before all brackets and quotes are closed")]
    [InlineData("data.json", """{ "variables": 0, "channels": 1, "categories": 3, "height": null, "width": null }""", "'HERE/copy/data.json' tells of rows of 0 variable(s), 1 channel(s), 3 values, which there are not; expected it as 'train' wrote it")]
    [InlineData("data.json", """{ "variables": 2000000000, "channels": 3, "categories": 3, "height": 1, "width": 2000000000 }""", "'HERE/copy/data.json' tells of rows of 2000000000 variable(s), 3 channel(s), 3 values and 1 x 2000000000 pixels, which there are not; expected it as 'train' wrote it")]
    [InlineData("data.json", """{ "variables": 6, "channels": 1, "categories": 3, "height": 2, "width": 2 }""", "'HERE/copy/data.json' tells of rows of 6 variable(s), 1 channel(s), 3 values and 2 x 2 pixels, which there are not; expected it as 'train' wrote it")]
    [InlineData("data.json", """{ "variables": 6, "channels": 1, "categories": 3, "height": 2, "width": 3 }""", "no error")]
    [InlineData("data.json", """{ "variables": 6, "channels": 1, "categories": 2, "height": 2, "width": 3 }""", "the model in 'HERE/copy' has variable 0 as categorical(3), its data as 2 values; the files of a run belong together")]
    [InlineData("data.json", """{ "variables": 6, "channels": 3, "categories": 3, "height": 2, "width": 3 }""", "the model in 'HERE/copy' is over 6 variable(s) of 1 channel(s), its data over 6 of 3; the files of a run belong together")]
    [InlineData("data.json", """{ "variables": 7, "channels": 1, "categories": 3, "height": null, "width": null }""", "'HERE/copy/columns.json' describes 6 column(s), or leaves labels or scales out; expected all 7 columns of the run in full")]
    [InlineData("columns.json", null, "'HERE/copy/columns.json' does not exist; expected a JSON file with the columns of a table")]
    [InlineData("columns.json", "[]", "'HERE/copy/columns.json' cannot be read: it does not describe the columns of a table: ")]
    [InlineData("columns.json", """{ "format": "pics-table", "version": 1, "columns": [{ "name": "n", "kind": "real" }] }""", "'HERE/copy/columns.json' describes 1 column(s), or leaves labels or scales out; expected all 6 columns of the run in full")]
    [InlineData("model.json", null, "'HERE/copy/model.json' does not exist; expected a folder that 'train' wrote")]
    [InlineData("model.json", "{}", "'HERE/copy/model.json' is not a valid file of its kind: ")]
    [InlineData("model.safetensors", null, "'HERE/copy/model.safetensors' does not exist; expected ")]
    [InlineData("model.safetensors", "x", "'HERE/copy/model.safetensors' is not a valid file of its kind: ")]
    public void Damaged_runs_are_refused_in_a_sentence(string file, string? content, string sentence)
    {
        using var folder = new TemporaryFolder();
        var run = QueryRuns.Copy(runs.Twins, folder);
        RunFolders.ForgetChecksums(run); // so that each file is looked at for itself
        Damage(run, file, content);
        var (code, output, error) = Run("sample", run, "--count", "3", "--out", folder["x.csv"]);
        if (sentence == "no error") Assert.Equal((0, string.Empty), (code, error));
        else Assert.Equal((1, string.Empty), (code, output));
        if (sentence.EndsWith(": ", StringComparison.Ordinal) || sentence.EndsWith("expected ", StringComparison.Ordinal)) Assert.StartsWith($"pics: {sentence}", error.Replace(folder.Path, "HERE", StringComparison.Ordinal), StringComparison.Ordinal);
        else if (code != 0) Assert.Equal($"pics: {sentence}\n", error.Replace(folder.Path, "HERE", StringComparison.Ordinal));
        Assert.Equal(code == 0, File.Exists(folder["x.csv"]));
        if (code == 0) return;
        File.WriteAllText(folder["in.csv"], "n,o,p,q,r,s\n0,,20,30,40,50\n");
        AllSay(error.Replace(folder.Path, "HERE", StringComparison.Ordinal)[6..^1], run, folder);
    }

    [Fact]
    public void A_model_over_other_values_than_the_data_is_refused_by_every_verb()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Run("train", "--family", "discretised-logistic", "--k", "2", "--width", "4", "--max-steps", "1", "--out", folder["run"]).Code);
        File.WriteAllText(folder["run/model.json"], System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(folder["run/model.json"]), "\"levels\":\\d+", "\"levels\":2"));
        const string Sentence = "the model in 'HERE/run' has variable 0 as discretised logistic(2), its data as 8 values; the files of a run belong together";
        AllSay(Sentence, folder["run"], folder);
        foreach (var words in new string[][] { ["eval"], ["draw", "--out", folder["d.svg"]], ["export", "--out", folder["e.npz"]] })
            Assert.Equal((1, string.Empty, $"pics: {Sentence}\n"), Run([words[0], folder["run"], .. words[1..]]) is var (code, output, error) ? (code, output, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)) : default);
        var (refused, _, why) = Run("eval", runs.Twins, "--data", folder.Write("o.csv", Text("n,o,p,q,r,s\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 5},10,20,30,40,{50 + (row % 2)}\n")))));
        Assert.Equal(1, refused);
        Assert.StartsWith($"pics: '{folder["o.csv"]}' cannot be read: line ", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused_by_every_verb()
    {
        using var folder = new TemporaryFolder();
        var run = QueryRuns.Copy(runs.Twins, folder);
        var bytes = File.ReadAllBytes(Path.Combine(run, "model.safetensors"));
        BitConverter.GetBytes(float.NaN).CopyTo(bytes, bytes.Length - 4);
        File.WriteAllBytes(Path.Combine(run, "model.safetensors"), bytes);
        var (code, output, error) = Run("eval", run);
        Assert.Equal((1, string.Empty), (code, output));
        Assert.Matches(@"^pics: 'HERE/copy/model\.safetensors' is not a valid file of its kind: in the tensor 'group\.\d+\.[a-z0-9.]+' at \[[0-9, ]+\] there is NaN, which is not a finite number\n$", error.Replace(folder.Path, "HERE", StringComparison.Ordinal));
        AllSay(error.Replace(folder.Path, "HERE", StringComparison.Ordinal)[6..^1], run, folder);
    }

    [Fact]
    public void A_checkpoint_with_a_number_that_is_not_finite_gives_no_model()
    {
        using var folder = new TemporaryFolder();
        using var stored = ModelStore.Load(runs.Twins).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var settings = RunFolder.ReadSettings(runs.Twins).IfLeft(failure => throw new InvalidOperationException(failure.Sentence));
        var found = CheckpointFolder.Last(RunFolder.CheckpointsOf(runs.Twins), stored.Parameters).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        using var state = found.State!;
        var checkpoints = new CheckpointFolder(RunFolder.CheckpointsOf(folder.Path), 1, 0);
        Assert.True(checkpoints.Save(state).IsRight);
        CheckpointModel.Open(folder.Path, settings, stored.Pic).IfLeft(failure => throw new InvalidOperationException(failure.Sentence)).Model.Dispose();
        foreach (var (name, tensor) in state.Tensors.Where(entry => entry.Name == "best.0" || entry.Name.StartsWith("parameters.", StringComparison.Ordinal)))
            tensor.view(-1)[0].fill_(double.NaN);
        Assert.True(checkpoints.Save(state).IsRight);
        Assert.Contains(" there is NaN, which is not a finite number", CheckpointModel.Open(folder.Path, settings, stored.Pic).Match(_ => "no error", failure => failure.Sentence), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_circuit_in_the_folder_of_a_PIC_is_refused_by_every_verb()
    {
        using var folder = new TemporaryFolder();
        var run = QueryRuns.Copy(runs.Twins, folder);
        foreach (var file in new[] { "model.json", "model.safetensors" }) File.Copy(Path.Combine(runs.Plain, file), Path.Combine(run, file), overwrite: true);
        const string Sentence = "the model in 'HERE/copy' is a plain circuit, its options say PIC; the files of a run belong together";
        AllSay(Sentence, run, folder);
        foreach (var words in new string[][] { ["eval"], ["draw", "--out", folder["d.svg"]], ["export", "--out", folder["e.npz"]] })
            Assert.Equal((1, string.Empty, $"pics: {Sentence}\n"), Run([words[0], run, .. words[1..]]) is var (code, output, error) ? (code, output, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)) : default);
    }

    [Fact]
    public void A_plain_circuit_has_its_own_K_and_rule_only()
    {
        using var folder = new TemporaryFolder();
        const string Sentence = "this run is a plain circuit of K = 2 with the trapezoidal rule; only a PIC is evaluated at another K or rule";
        foreach (var words in Verbs(runs.Plain, folder))
        {
            Assert.Equal((1, $"pics: {Sentence}\n"), Run([.. words, "--k", "3"]) is var other ? (other.Code, other.Error) : default);
            Assert.Equal((1, $"pics: {Sentence}\n"), Run([.. words, "--rule", "gauss-legendre"]) is var rule ? (rule.Code, rule.Error) : default);
        }

        Assert.Equal((1, string.Empty, "pics: --k: the trapezoidal rule cannot have 0 node(s); it needs at least 2\n"), Run("eval", runs.Twins, "--k", "0"));
        Assert.Equal((1, "pics: --k: the trapezoidal rule cannot have 1 node(s); it needs at least 2\n"), Run("query", runs.Twins, "P(n)", "--k", "1") is var none ? (none.Code, none.Error) : default);
        Assert.Equal(0, Run("query", runs.Twins, "P(n)", "--k", "9", "--rule", "gauss-legendre").Code);
        foreach (var words in new[] { Verbs(runs.Plain, folder)[0], Verbs(runs.Plain, folder)[1], ["query", runs.Plain, "P(n=0 | o=10)"] }) Assert.Equal((0, string.Empty), Run(words) is var plain ? (plain.Code, plain.Error) : default);
    }

    [Theory]
    [InlineData("query needs <question>: P(x3=1, x7=0 | x1=2) for a probability, or a density", "query", "RUN")]
    [InlineData("score needs <run>: a folder that train wrote\n", "score")]
    [InlineData("--by is 'median'; it must be one of expectation, mode, mpe, sample\n", "impute", "RUN", "t.csv", "--by", "median")]
    [InlineData("--split is 'all'; it must be one of train, validation, test\n", "score", "RUN", "--split", "all")]
    [InlineData("--count is 'many'; it must be a whole number\n", "sample", "RUN", "--count", "many")]
    [InlineData("there is no option '--draw'; did you mean '--draws'?\n", "inpaint", "RUN", "--draw", "3")]
    public void Wrong_words_give_code_2(string sentence, params string[] words)
    {
        var (code, output, error) = Run([.. words.Select(word => word == "RUN" ? runs.Twins : word)]);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.StartsWith($"pics: {sentence}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--batch-size is 0; it must be 1 to 65536", "--batch-size", "0")]
    [InlineData("--batch-size is 65537; it must be 1 to 65536", "--batch-size", "65537")]
    [InlineData("--threads is -1; it must be 0 to 1024", "--threads", "-1")]
    [InlineData("--out is ''; expected the name of a file, not of a folder", "--out", "")]
    [InlineData("--out is 'HERE/none/s.csv', but there is no folder 'HERE/none'; make it first", "--out", "HERE/none/s.csv")]
    [InlineData("'HERE/none.csv' does not exist; expected a file with IDX images, NumPy arrays and archives, CIFAR-10 records, lines of 0 and 1, a table in text, JSON records, Parquet or Arrow; or a folder with the files of a known data set, *.train.data, *.parquet or PNG or JPEG pictures", "--data", "HERE/none.csv")]
    [InlineData("'HERE/t.csv' cannot be read: line 2, column 'o' has '3'; expected one of its 3 values, or --unseen hide, which takes others as not observed", "--data", "HERE/t.csv")]
    [InlineData("'HERE/i.npy' has images of 1 x 6 pixels with 1 channel(s); expected 6 column(s) as the run was trained on", "--data", "HERE/i.npy")]
    public void Options_that_cannot_be_are_refused_in_a_sentence(string sentence, params string[] words)
    {
        using var folder = new TemporaryFolder();
        folder.Write("t.csv", Text("n,o,p,q,r,s\n0,3,20,30,40,50\n"));
        folder.Write("i.npy", NumpyFiles.Array("|u1", [1, 1, 6], new double[6]));
        var (code, output, error) = Run(["score", runs.Twins, .. words.Select(word => word.Replace("HERE", folder.Path, StringComparison.Ordinal))]);
        Assert.Equal((1, string.Empty, $"pics: {sentence}\n"), (code, output, error.Replace(folder.Path, "HERE", StringComparison.Ordinal)));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void Verbs_leave_no_tensors()
    {
        using var folder = new TemporaryFolder();
        var holes = folder.Write("in.csv", Text("flag,job,visits,income\n1,cook,,31000.5\n,clerk,1,\n"));
        long After(Action act)
        {
            act();
            var before = TensorTests.Settle();
            act();
            return TensorTests.Settle() - before;
        }

        void Same(string run, params string[][] verbs) => Assert.All(verbs, words => Assert.Equal(0, After(() => Run([words[0], run, .. words[1..]]))));

        string[][] fills = [.. new[] { "expectation", "mode", "mpe", "sample" }.Select(by => new[] { "impute", holes, "--by", by, "--out", folder["f.csv"] }), ["impute", holes, "--remove", "0.5"]];
        string[][] questions = [.. new[] { "P(flag=1 | job=cook)", "P(job)", "E(income)", "Var(visits)", "P(income)", "P(flag=1 | income=1e200)" }.Select(text => new[] { "query", text })];
        Same(runs.Mixed, [.. fills, .. questions, ["score", "--surprises"], ["score", "--data", holes], ["sample", "--out", folder["t.csv"]], ["inpaint"]]);
        Same(runs.Colours, ["sample", "--out", folder["g.png"]], ["inpaint", "--out", folder["i.png"]], ["query", "P(x0.0)"], ["score", "--surprises"]);
    }
}
