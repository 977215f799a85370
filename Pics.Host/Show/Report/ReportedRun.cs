using LanguageExt;

namespace Pics.Host;

/// <summary>The stages of a run's road; the region graph is null where it cannot be made again.</summary>
internal sealed record ReportedRoad(RegionGraph? Graph, Pic Pic, Qpc Qpc, FoldedQpc Folded);

/// <summary>A run with whatever of it and of its data can be had.</summary>
/// <param name="Summary">What its files say.</param>
/// <param name="Settings">Its options.</param>
/// <param name="Data">Its data; null if they are gone.</param>
/// <param name="Road">Its circuit.</param>
/// <param name="Model">Its model, ready for queries; null if there is none yet.</param>
/// <param name="ModelStep">The step of the model's parameters, where the run is not at its end.</param>
/// <param name="LeftOut">What is not in the report and why, a sentence each.</param>
internal sealed record ReportedRun(
    RunSummary Summary, RunSettings Settings, DatasetSplits? Data, ReportedRoad? Road, OpenedRun? Model, long? ModelStep, IReadOnlyList<string> LeftOut) : IDisposable
{
    /// <summary>Whether its rows are a table.</summary>
    public bool IsTable => (Model?.Form ?? Data?.Train) is { Image: null };

    /// <summary>Bits per dimension, with the colour transform and the size of patches if there are such.</summary>
    public string Bits => DataReading.Bits("bits per dimension", Settings.Data);

    /// <summary>Opens a run folder. Error: it is not one, or its options cannot be read.</summary>
    public static Either<Failure, ReportedRun> Open(string folder) => RunSummary.Read(folder).Bind<ReportedRun>(summary =>
        summary.Settings is { } settings ? new Opening(folder, summary, settings).Open()
        : summary.State is RunState.Damaged damaged ? new Failure(damaged.Why)
        : new Failure($"'{folder}' has a model but no {RunFolder.ConfigName}, so there is no run to report; name a folder that 'train' wrote"));

    /// <inheritdoc/>
    public void Dispose() => Model?.Dispose();

    /// <summary>Takes what there is, and notes what there is not.</summary>
    private sealed class Opening(string folder, RunSummary summary, RunSettings settings)
    {
        private const int MostLearned = 200; // variables of a structure that is learned again

        private readonly List<string> leftOut = [];

        public ReportedRun Open()
        {
            if (summary.State is RunState.Damaged { Why: var why }) leftOut.Add($"The run is damaged: {why}.");
            var data = Or(RunData.OwnRows(folder, settings), "Whatever needs the data (baselines, other K, inpaintings, marginals of the data) is left out");
            var form = data?.Train.First(0) ?? Or(RunData.Form(folder, settings), "Samples are left out");
            var stored = summary.State is RunState.Running ? null : Stored();
            var road = Road(stored?.Pic, form, data);
            var step = (long?)null;
            if (stored is null && road is not null) (stored, step) = FromCheckpoint(road.Pic);
            var model = stored is not null && form is not null ? Or(OpenedRun.Of(folder, settings, form, stored), "Whatever needs the model is left out") : null;
            return new(summary, settings, data, road, model, step, leftOut);
        }

        /// <summary>The model of a run at its end; one that is there and cannot be used is noted.</summary>
        private StoredModel? Stored()
        {
            var found = ModelStore.Load(folder);
            found.IfLeft(error =>
            {
                if (error is not ModelError.Missing) leftOut.Add($"The model of the run's end is left out: {error.Explain()}.");
            });
            return found.MatchUnsafe<StoredModel?>(model => Or(SavedModel.Whole(folder, model), "The model of the run's end is left out"), _ => null);
        }

        private (StoredModel?, long?) FromCheckpoint(Pic pic)
        {
            var found = CheckpointModel.Open(folder, settings, pic);
            found.IfLeft(failure => Note("Whatever needs the model is left out", failure));
            return found.Match<(StoredModel?, long?)>(model => (model.Model, model.Step), _ => (null, null));
        }

        private ReportedRoad? Road(Pic? pic, Dataset? form, DatasetSplits? data)
        {
            if (form is null) return null;
            var isLearned = settings.Structure.Name == Structures.HiddenChowLiuName;
            var isLong = isLearned && pic is not null && form.Variables > MostLearned;
            var graph = isLong || (isLearned && data is null)
                ? Left($"The region graph is left out: it is learned from the data{(isLong ? ", and learning it again would take long" : string.Empty)}")
                : Or(Structures.Of(settings, Host.Road.Over(data?.Train ?? form), pic), "The region graph is left out");
            if (pic is null) return graph is null ? null : Or(Host.Road.Build(settings, Host.Road.Over(data?.Train ?? form)).Map(road => new ReportedRoad(road.Graph, road.Pic, road.Qpc, road.Folded)), "The structure is left out");
            return Or(
                from rule in Quadrature.Create(settings.Model.Rule, settings.Model.K).MapLeft(Failure.Of)
                from qpc in Materialize.With(rule).Apply(pic).MapLeft(Failure.Of)
                from folded in Fold.Pass.Apply(qpc).MapLeft(Failure.Of)
                select new ReportedRoad(graph, pic, qpc, folded),
                "The structure is left out");
        }

        private RegionGraph? Left(string sentence)
        {
            leftOut.Add($"{sentence}.");
            return null;
        }

        private T? Or<T>(Either<Failure, T> found, string without)
            where T : class
        {
            found.IfLeft(failure => Note(without, failure));
            return found.MatchUnsafe<T?>(value => value, _ => null);
        }

        private void Note(string without, Failure failure) => leftOut.Add($"{without}: {failure.Sentence}.");
    }
}
