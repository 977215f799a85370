using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary><c>eval</c>: log-likelihoods and log Z of a trained model, at any K and rule.</summary>
internal static class EvalVerb
{
    /// <param name="wanted">What is asked for.</param>
    /// <param name="processes">Who looks at the rows.</param>
    public static Either<Failure, int> Run(EvalSettings wanted, Processes processes) => processes.Agreed(Machine.WithLibtorch(() => Open(wanted with { Threads = processes.ThreadsFor(wanted.Threads) }))).Bind(opened => Evaluate(opened, wanted, processes));

    private static Either<Failure, Opened> Open(EvalSettings wanted) =>
        from place in Machine.Prepare(wanted.Device, wanted.Threads)
        from read in RunFolder.ReadSettings(wanted.Folder)
        let settings = wanted.Rows.Unseen is { } unseen ? read with { Data = read.Data with { Unseen = unseen } } : read
        from possible in wanted.Rows.Unseen is null ? Unit.Default : RunData.Form(wanted.Folder, settings).Bind(form => GivenRows.Refuse(wanted.Rows.Unseen, form))
        from splits in wanted.Rows.AreOwn ? RunData.OwnRows(wanted.Folder, settings).Map(GivenRows.Named) : GivenRows.Read(wanted.Folder, settings, wanted.Rows.Path, wanted.Rows.Sql)
        from model in ModelStore.Load(wanted.Folder, place).MapLeft(Failure.Of)
        from choice in EngineChoice.Of(wanted.Engine, place)
        select new Opened(model, settings, splits, choice, place);

    private static Either<Failure, int> Evaluate(Opened opened, EvalSettings wanted, Processes processes)
    {
        var (stored, settings, splits, choice, device) = opened;
        var name = wanted.Rows.Sql is not null ? "query" : wanted.Rows.Path is { } path ? Path.GetFileName(path.TrimEnd('/', '\\')) : settings.Data.Label;
        using var model = stored;
        var fits = from own in processes.Agreed(
                       from like in ModelFit.Refuse(model, settings, wanted.Folder, splits[0].Data, wanted.Rows.Path)
                       from whole in ModelFolder.Check(wanted.Folder).MapLeft(Failure.Of)
                       from rules in wanted.K.Select(k => ModelRule.Of(model, wanted.Rule, k).Map(_ => Unit.Default)).FirstOrDefault(rule => rule.IsLeft, Either<Failure, Unit>.Right(Unit.Default))
                       select Unit.Default)
                   from same in processes.Same(MachineFingerprint.Of(device, choice.Kind).Concat(AskFingerprint.Of(wanted.Folder, splits.Select(split => split.Data), $"--k {string.Join(' ', wanted.K)} --rule {wanted.Rule}")))
                   select same;
        if (fits.IsLeft) return fits.Map(_ => 0);
        var notes = splits.SelectMany(split => split.Data.Notes).Distinct().ToList();
        var (isJson, isEmpty, all) = (wanted.Format == OutputFormat.Json, splits.All(split => split.Data.Rows == 0), new List<ModelScores>());
        if (!isJson) Begin(choice, notes, isEmpty ? name : null);
        foreach (var k in isEmpty ? [] : wanted.K.Select(k => (int?)k).DefaultIfEmpty(null))
        {
            var scores = Scoring.Of(model, wanted.Rule, k, splits, choice.Kind, device, processes).Bind(found => processes.Agreed(Numbers(found, wanted.Folder)));
            if (scores.IsLeft) return scores.Map(_ => 0);
            scores.IfRight(all.Add);
            if (!isJson) Print(name, all[^1], model, settings.Data);
        }

        if (isJson) JsonOutput.Print(new { run = wanted.Folder, data = name, settings.Data.Colour, patch = ImageSize.Of(settings.Data), engine = EngineChoice.Word(choice.Kind), notes, scores = all.Select(ObservedBits.Document) });
        else if (!isEmpty) Scoring.SayEmpty(splits);
        return 0;
    }

    private static void Begin(EngineChoice choice, IReadOnlyList<string> notes, string? empty)
    {
        Console.Out.WriteLine(choice.Explain());
        foreach (var note in notes) Console.Out.WriteLine($"Note: {note}");
        if (empty is not null) Console.Out.WriteLine($"{empty} has no rows: there is nothing to evaluate.");
    }

    private static void Print(string name, ModelScores found, StoredModel model, DataSettings data)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, K = {found.K}, {(found.Rule is { } rule ? Choice.Word(rule) : model.Rule.Name)} rule, log Z = {(double.IsInfinity(found.LogZ) ? ResultTable.Number(found.LogZ) : found.LogZ.ToString("E2", CultureInfo.InvariantCulture))}"));
        found.Print(data);
    }

    /// <summary>Refuses figures that are no numbers, as of nets of large numbers that overflow.</summary>
    private static Either<Failure, ModelScores> Numbers(ModelScores scores, string folder) =>
        double.IsNaN(scores.LogZ) || scores.Splits.Any(split => double.IsNaN(split.LogLikelihood))
            ? new Failure($"the model in '{folder}' gives numbers that are not finite at K = {scores.K}, so it has no log-likelihood; its parameters are too large or damaged, so train it anew")
            : scores;

    /// <summary>A run with its model and the rows that are looked at.</summary>
    private sealed record Opened(StoredModel Model, RunSettings Settings, IReadOnlyList<(string Name, Dataset Data)> Splits, EngineChoice Choice, Device Place);
}
