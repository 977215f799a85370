using System.Text.Json;
using System.Text.Json.Nodes;
using LanguageExt;

namespace Pics.Host;

/// <summary>What an exported file says of the run that it is from, so that importing it gives a run again: options without paths, and what the rows are.</summary>
/// <param name="Config">config.json.</param>
/// <param name="Data">data.json.</param>
/// <param name="Columns">columns.json, where a run has one.</param>
internal sealed record ExportedRun(JsonObject Config, JsonObject Data, JsonObject? Columns = null)
{
    /// <summary>Its name among the texts of the file.</summary>
    public const string Name = "run";

    private static readonly JsonSerializerOptions Json = new(RunSettings.Json) { WriteIndented = false };

    /// <summary>Of a run at a rule; where its files lie on this machine stays here.</summary>
    public static ExportedRun Of(OpenedRun run, StoredRule rule, bool isDouble)
    {
        var settings = run.Settings with
        {
            Structure = run.Settings.Structure with { Name = Path.GetFileName(run.Settings.Structure.Name) },
            Data = run.Settings.Data with { Path = null, ValidationData = null, TestData = null, Schema = null },
            Model = run.Settings.Model with { Families = null, K = rule.Nodes, Rule = Kind(rule, run.Settings.Model.Rule), Double = isDouble },
            Machine = run.Settings.Machine with { Precision = null },
        };
        var (data, columns) = RunData.Describe(run.Form);
        return new(Object(JsonSerializer.Serialize(settings, RunSettings.Json)), Object(data), columns is null ? null : Object(columns));
    }

    /// <summary>A run of a circuit of which nothing is known but its families.</summary>
    public static Either<Failure, ExportedRun> Of(StoredModel model, QpcModel circuit) =>
        from form in Form(circuit)
        let described = RunData.Describe(form)
        select new ExportedRun(Object(JsonSerializer.Serialize(Unknown(model), RunSettings.Json)), Object(described.Data), described.Columns is { } columns ? Object(columns) : null);

    /// <summary>Reads what <see cref="Write"/> gave.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it is from, for errors.</param>
    public static Either<Failure, ExportedRun> Read(string text, string source)
    {
        try
        {
            return JsonSerializer.Deserialize<ExportedRun>(text, Json) is { } run ? run : new Failure($"'{source}' says nothing of the run that it is from");
        }
        catch (JsonException error)
        {
            return new Failure($"'{source}' does not say what run it is from: {JsonFault.Of(error, text)}");
        }
    }

    /// <summary>The options, checked.</summary>
    /// <param name="source">Where they are from, for errors.</param>
    public Either<Failure, RunSettings> Settings(string source) => RunFolder.ParseSettings(Config.ToJsonString(), source);

    /// <summary>One line of JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>The files of a run folder.</summary>
    public IEnumerable<(string Name, string Text)> Files()
    {
        string Text(JsonObject json) => json.ToJsonString(RunSettings.Json) + "\n";
        yield return (RunFolder.ConfigName, Text(Config));
        yield return (RunData.FileName, Text(Data));
        if (Columns is not null) yield return (RunData.ColumnsName, Text(Columns));
    }

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>The kind of a rule; another where it is one of one's own, which the model says.</summary>
    private static RuleKind Kind(StoredRule rule, RuleKind other) => rule.Match(named => named.Kind, _ => other);

    private static RunSettings Unknown(StoredModel model)
    {
        var byDefault = RunSettings.Of(ModelKind.Pic, DataSource.File);
        return byDefault with { Model = byDefault.Model with { K = model.Nodes, Rule = Kind(model.Rule, byDefault.Model.Rule), Double = model.Settings.Double } };
    }

    private static Either<Failure, Dataset> Form(QpcModel circuit)
    {
        Column Of(int variable) => circuit.Families.TryGetValue(variable, out var family)
            ? family.Values.Match(Column.Of, () => new Column(string.Empty, family is InputFamily.Gaussian ? new ColumnKind.Real(0, 1) : new ColumnKind.Count()))
            : Column.Of(1);
        return RowForm.Create(Enumerable.Range(0, circuit.Variables).Select(Of), circuit.Channels, null).Map(form => Dataset.Empty("imported", form)).MapLeft(Failure.Of);
    }
}
