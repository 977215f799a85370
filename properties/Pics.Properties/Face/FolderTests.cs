using static Pics.Properties.Learned;

namespace Pics.Properties;

/// <summary>Models are saved and loaded, the console opens what a program saves and a program what the console trains, and files of two models do not go together.</summary>
[Collection(TensorTests.Name)]
public class FolderTests(QueryRuns runs)
{
    private static readonly string[] Files = ["columns.json", "data.json", "model.json", "model.safetensors"];

    private static (int Code, string Output, string Error) Run(params string[] words) => ConsoleRuns.Run(words);

    /// <summary>The sentence of a verb that fails.</summary>
    private static string Bad(TemporaryFolder folder, params string[] words)
    {
        var (code, _, error) = Run(words);
        Assert.Equal((1, 1), (code, error.Count(letter => letter == '\n')));
        return error.Replace(folder.Path, "HERE", StringComparison.Ordinal)[6..^1];
    }

    private static double[] Logs(PicModel model, Dataset data) => [.. LogLikelihood.OfRows(model.Queries.Engine, model.Queries.Parameters, data, model.Queries.LogZ)];

    [Fact]
    public void A_saved_model_is_loaded_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var data = People(80, 1);
        using var model = Get(PicModel.Learn(data, Quick));
        Get(model.Save(folder["m"]));
        Assert.Equal([.. Files, "results.json"], Directory.GetFiles(folder["m"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var loaded = Get(PicModel.Load(folder["m"]));
        Assert.Equal(model.Form, loaded.Form);
        Assert.Equal(model.Pic, loaded.Pic);
        Assert.Equal(model.Folded, loaded.Folded);
        Assert.Equal(Logs(model, data), Logs(loaded, data));
        Assert.Equal($"{model.Report}", $"{loaded.Report}");
        Get(loaded.Save(folder["again"]));
        foreach (var name in Files) Assert.Equal(File.ReadAllBytes(Path.Combine(folder["m"], name)), File.ReadAllBytes(Path.Combine(folder["again"], name)));
    }

    [Fact]
    public void A_model_is_saved_over_nothing()
    {
        using var folder = new TemporaryFolder();
        using var model = Get(PicModel.Learn(People(60, 1), Quick));
        Get(model.Save(folder["m"]));
        var before = RunFolders.Everything(folder["m"]);
        string Save(string name) => Says(model.Save(folder[name])).Replace(folder.Path, "HERE", StringComparison.Ordinal);
        Assert.Equal("'HERE/m' is not empty; a model is saved in a new or empty folder, so that nothing is lost", Save("m"));
        Assert.Equal(before, RunFolders.Everything(folder["m"]));
        folder.Write("file", [1]);
        Assert.Equal("'HERE/file' is a file; a model is saved in a new or empty folder", Save("file"));
        Assert.StartsWith("'HERE/file/m' cannot be read or written: ", Save("file/m"), StringComparison.Ordinal);
        Directory.CreateDirectory(folder["empty"]);
        Assert.Equal("no error", Save("empty"));
    }

    [Fact]
    public void What_is_no_model_is_not_loaded()
    {
        using var folder = new TemporaryFolder();
        string Load(string path) => Says(PicModel.Load(path)).Replace(folder.Path, "HERE", StringComparison.Ordinal);
        Assert.Equal("'HERE/none' holds no model; expected a folder that 'train', 'import' or Save wrote", Load(folder["none"]));
        var run = QueryRuns.Copy(runs.Twins, folder);
        File.Delete(Path.Combine(run, "data.json"));
        Assert.Equal("'HERE/copy' has no data.json, so nothing says what its columns are; learn the model anew", Load(run));
        var colours = Load(runs.Colours);
        Assert.EndsWith("config.json' says that the model sees colours under the transform ycocg-r; only the console, which undoes it, asks such a model", colours, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_the_circuit_alone_is_refused_with_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        using var model = Get(PicModel.Learn(People(60, 1), Quick));
        Directory.CreateDirectory(folder["m"]);
        Assert.True(ModelStore.Save(folder["m"], model.Stored).IsRight);
        const string Why = "'HERE/m' holds a model, but nothing says what its columns are: it has no data.json, as ModelStore.Save writes the circuit and its parameters alone; save it with PicModel.Of and PicModel.Save, which write the columns too";
        foreach (var words in new[] { new[] { "query", folder["m"], "E(age)" }, ["eval", folder["m"]], ["score", folder["m"]], ["sample", folder["m"], "--count", "2"] }) Assert.Equal(Why, Bad(folder, words));
        using var whole = Get(PicModel.Of(model.Form, model.Stored));
        Get(whole.Save(folder["whole"]));
        Assert.Equal(0, Run("sample", folder["whole"], "--count", "2").Code);
    }

    [Fact]
    public void Runs_of_the_console_are_loaded()
    {
        using var folder = new TemporaryFolder();
        foreach (var run in new[] { runs.Letters, runs.Mixed, runs.Plain, runs.Shapes })
        {
            using var model = Get(PicModel.Load(run));
            using var stored = ModelStore.Load(run).IfLeft(error => throw new InvalidOperationException(error.Explain()));
            Assert.Equal(stored.Pic, model.Pic);
            Assert.Equal(model.Form.Variables, model.Pic.Scope.Columns);
            Assert.NotNull(model.Report);
        }

        Assert.Equal(0, Run("export", runs.Letters, "--out", folder["c.npz"]).Code);
        Assert.Equal(0, Run("import", folder["c.npz"], "--out", folder["imported"]).Code);
        using var imported = Get(PicModel.Load(folder["imported"]));
        Assert.Equal(QueryRuns.LetterColumns.Select(column => column.Name), imported.Form.Columns.Select(column => column.Name));
        Assert.Null(imported.Report);
    }

    [Fact]
    public void Every_verb_opens_a_saved_model()
    {
        using var folder = new TemporaryFolder();
        using var model = Get(PicModel.Learn(People(80, 2), Quick));
        Get(model.Save(folder["m"]));
        Assert.True(People(20, 3).WriteCsv(folder["rows.csv"]).IsRight);
        File.WriteAllText(folder["holes.csv"], "Smokes,Job,Visits,Income\ntrue,,3,\n");
        string[][] verbs =
        [
            ["eval", folder["m"], "--data", folder["rows.csv"]], ["score", folder["m"], "--data", folder["rows.csv"]], ["sample", folder["m"], "--count", "3", "--out", folder["s.csv"]],
            ["query", folder["m"], "P(Job | Smokes=true)"], ["impute", folder["m"], folder["holes.csv"], "--out", folder["filled.csv"]], ["export", folder["m"], "--out", folder["c.npz"]],
            ["draw", folder["m"], "--out", folder["d.svg"]], ["verify", folder["m"], "--cases", "1"], ["report", folder["m"], "--out", folder["r.html"]],
        ];
        foreach (var words in verbs)
        {
            var (code, _, error) = Run(words);
            Assert.Equal((words[0], 0, string.Empty), (words[0], code, error));
        }

        Assert.Equal("finished", System.Text.Json.JsonDocument.Parse(Run("list", folder.Path, "--format", "json").Output).RootElement[0].GetProperty("state").GetString());
        const string Sentence = "this model does not know where the rows are that it was learned from; --data must name rows";
        Assert.Equal(Sentence, Bad(folder, "eval", folder["m"]));
        Assert.Equal(Sentence, Bad(folder, "score", folder["m"]));
        Assert.StartsWith("'HERE/m' holds a model, but no run that could go on: it has no config.json", Bad(folder, "train", "--resume", folder["m"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_two_models_are_refused_by_every_verb()
    {
        using var folder = new TemporaryFolder();
        using var first = Get(PicModel.Learn(People(80, 4), Quick));
        using var second = Get(PicModel.Learn(People(80, 5), Quick.WithSeed(7).WithRule(RuleKind.Midpoint)));
        Get(second.Save(folder["other"]));
        Assert.True(People(20, 3).WriteCsv(folder["rows.csv"]).IsRight);
        File.WriteAllText(folder["holes.csv"], "Smokes,Job,Visits,Income\ntrue,,3,\n");
        foreach (var name in Files)
        {
            if (name == "data.json") continue; // both have the same
            var mixed = folder["mixed-" + name];
            Get(first.Save(mixed));
            File.Copy(Path.Combine(folder["other"], name), Path.Combine(mixed, name), overwrite: true);
            var sentence = $"'HERE/mixed-{name}/{name}' is another file, as results.json beside it tells; the files of a model belong together, so put the right one back";
            Assert.Equal(sentence, Says(PicModel.Load(mixed)).Replace(folder.Path, "HERE", StringComparison.Ordinal));
            string[][] verbs =
            [
                ["eval", mixed, "--data", folder["rows.csv"]], ["score", mixed, "--data", folder["rows.csv"]], ["sample", mixed, "--count", "3"], ["query", mixed, "P(Job)"],
                ["impute", mixed, folder["holes.csv"], "--out", folder["f.csv"]], ["export", mixed, "--out", folder["c.npz"]], ["draw", mixed, "--out", folder["d.svg"]], ["verify", mixed, "--cases", "1"],
            ];
            foreach (var words in verbs) Assert.Equal((words[0], sentence), (words[0], Bad(folder, words)));
            Assert.Contains("is another file", System.Net.WebUtility.HtmlDecode(Report(folder, mixed)), StringComparison.Ordinal);
        }

        File.Delete(folder["mixed-columns.json/columns.json"]);
        Assert.EndsWith("columns.json' does not exist; expected a JSON file with the columns of a table", Says(PicModel.Load(folder["mixed-columns.json"])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("model.safetensors")]
    [InlineData("data.json")]
    [InlineData("columns.json")]
    public void A_run_of_the_console_with_a_file_of_another_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        var run = QueryRuns.Copy(runs.Twins, folder);
        File.AppendAllText(Path.Combine(run, name), name == "model.safetensors" ? string.Empty : " ");
        if (name == "model.safetensors")
        {
            var bytes = File.ReadAllBytes(Path.Combine(run, name));
            bytes[^1] ^= 1; // the sign, or a bit of it, of one number
            File.WriteAllBytes(Path.Combine(run, name), bytes);
        }

        Assert.Equal($"'HERE/copy/{name}' is another file, as results.json beside it tells; the files of a model belong together, so put the right one back", Bad(folder, "query", run, "P(n)"));
        RunFolders.ForgetChecksums(run);
        Assert.Equal(0, Run("query", run, "P(n)").Code);
    }

    private static string Report(TemporaryFolder folder, string run)
    {
        Assert.Equal(0, Run("report", run, "--out", folder["r.html"]).Code);
        return File.ReadAllText(folder["r.html"]);
    }
}
