using System.CommandLine;
using System.Text.Json;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>The readers of documents of options, data, tables, structures and experiments.</summary>
internal static class DocumentTargets
{
    internal static readonly RunSettings Settings = Defaults();

    private static readonly ImmutableArray<byte[]> Configs = [Json(Settings), Json(Settings with { Data = Settings.Data with { Dataset = "file", Path = "a.csv", Missing = TextList.Of(["none"]) }, Learning = Settings.Learning with { MaxSteps = 7, Patience = 3 }, Machine = Settings.Machine with { Precision = Precision.Double }, Model = Settings.Model with { RootMerge = MergeKind.Tucker } })];

    private static readonly ImmutableArray<byte[]> Options =
    [
        Text("""{ "k": 8, "merge": "tucker", "no-bias": true, "learning-rate": 0.01, "dataset": "file", "data": "x y", "max-steps": null, "rule": "gauss-legendre" }"""), .. Configs,
    ];

    private static readonly TrainingOutcome Outcome =
        new() { Reason = StopReason.Finished, Steps = 10, Epoch = 2, BestStep = 8, BestLogLikelihood = -3.5, Seconds = 1.25, SecondsPerStep = 0.125 };

    private static readonly ImmutableArray<byte[]> Results =
        [Json(new RunResults(Outcome, new(4, RuleKind.Trapezoidal, 0, [new("test", 10, -3.25, double.NaN)]), 300, 1234))];

    private static readonly ImmutableArray<byte[]> Rows = [Json(new FormDocument(4, 1, 3, 2, 2)), Json(new FormDocument(2, 1, 3, null, null)), Json(new FormDocument(1, 3, 256, 1, 1))];

    private static readonly ImmutableArray<byte[]> Schemas =
    [
        Text("""{ "format": "pics-table", "version": 1, "columns": [{ "name": "a", "kind": "categorical", "labels": ["x", "y"] }, { "name": "b", "kind": "real", "centre": 1, "scale": 2.5 }] }"""),
        Text("""{ "format": "pics-table", "version": 1, "columns": [{ "name": "", "kind": "count" }, { "name": "a", "kind": "count" }] }"""),
    ];

    private static readonly ImmutableArray<byte[]> Graphs =
    [
        Text(RegionGraphJson.Write(PicBuilder.Get(QuadTree.Create(2, 2)))),
        Text("""{ "format": "pics-region-graph", "version": 1, "regions": [[0], [1], [0, 1]], "splits": [{ "region": 2, "parts": [0, 1] }] }"""),
    ];

    private static readonly ImmutableArray<byte[]> Experiments =
    [
        Text("""{ "title": "t", "measure": "bits-per-dimension", "common": { "k": 4 }, "rows": [{ "name": "a", "options": { "merge": "cp" } }, { "name": "b", "options": { "k": 8, "data": "d" }, "against": "a", "published": { "x": 1.5 } }], "seeds": [1, 2], "evaluations": [{ "k": 8, "rule": "midpoint" }] }"""),
    ];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        Of("config.json", "config.json", Configs, path => Reading.Of(RunFolder.ReadSettings(Path.GetDirectoryName(path)!), found => AssertSame(found))),
        Of("--config", "options.json", Options, path => Reading.Of(Bound(path), found => AssertSame(found))),
        Of("results.json", "results.json", Results, path => Reading.Of(RunResults.Read(Path.GetDirectoryName(path)!), found => AssertSame(found))),
        Of("data.json", "data.json", Rows, path => Reading.Of(Form(path), form => Assert.Equal(0, form.Rows))) with { Around = [("columns.json", Schemas[0])], Constant = LargestForm, Names = ".json" },
        Of("columns.json", "columns.json", Schemas, path => Reading.Of(Form(path), form => Assert.Equal(2, form.Variables))) with { Around = [("data.json", Rows[1])] },
        Of("schemas", "schema.json", Schemas, path => Reading.Of(TableSchema.ReadFile(path), Again)),
        Of("region graphs", "graph.json", Graphs, path => Reading.Of(StructureFile.Read(path, "--structure"), graph => Assert.Equal(graph, PicBuilder.Get(RegionGraphJson.Read(RegionGraphJson.Write(graph)))))),
        Of("experiments", "experiment.json", Experiments, path => Reading.Of(Experiment.Read(path), Runs)),
    ];

    /// <summary>Bytes of a data set without rows that is like images of the largest size.</summary>
    private const long LargestForm = 1L << 29;

    private static FuzzTarget Of(string name, string file, ImmutableArray<byte[]> seeds, Func<string, Reading> read) => new(name, file, seeds, TextLies.Json(seeds), read);

    private static Either<Failure, Dataset> Form(string path) => RunData.Form(Path.GetDirectoryName(path)!, Settings);

    private static byte[] Json<T>(T value) => Text(JsonSerializer.Serialize(value, RunSettings.Json));

    private static void AssertSame<T>(T value) => Assert.Equal(JsonSerializer.Serialize(value, RunSettings.Json), JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(Json(value), RunSettings.Json), RunSettings.Json));

    private static Command Train(RunOptions options)
    {
        var command = new Command("train");
        foreach (var option in options.All) command.Options.Add(option);
        command.Options.Add(ConfigFile.Option);
        return command;
    }

    private static RunSettings Defaults()
    {
        var options = new RunOptions();
        return options.Bind(Train(options).Parse([]));
    }

    internal static Either<Failure, RunSettings> Bound(string path)
    {
        var options = new RunOptions();
        var command = Train(options);
        string[] words = ["--config", path];
        return ConfigFile.Added(command, options, words, command.Parse(words), path).Map(options.Bind);
    }

    private static void Again(TableSchema schema)
    {
        using var folder = TemporaryFolder.InMemory();
        var again = Get(TableSchema.ReadFile(folder.Write("again.json", Text(schema.Write()))));
        Assert.Equal(schema, again);
    }

    /// <summary>What the rows of an experiment ask for is options of a run, or refused.</summary>
    private static void Runs(Experiment experiment)
    {
        foreach (var row in experiment.Rows)
            ExperimentRun.Options(experiment, row, experiment.Seeds[0], null).Match(found => AssertSame(found), failure => Assert.Equal(OneLine.Of(failure.Sentence), failure.Sentence));
    }
}
