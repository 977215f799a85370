using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>The model of a run that has not come to its end: the best parameters in its last checkpoint.</summary>
internal static class CheckpointModel
{
    /// <summary>The model, and the step of its parameters.</summary>
    /// <param name="folder">The run folder; its process may go on.</param>
    /// <param name="settings">The run's options.</param>
    /// <param name="pic">The run's circuit.</param>
    public static Either<Failure, (StoredModel Model, long Step)> Open(string folder, RunSettings settings, Pic pic)
    {
        var model = StoredModel.Create(pic, settings.IsPlain, settings.Nets, settings.Model.Rule, settings.Model.K, settings.Learning.Seed, CPU).OrThrow();
        var found = CheckpointFolder.Last(RunFolder.CheckpointsOf(folder), model.Parameters).MapLeft(Failure.Of).Bind<(StoredModel, long)>(search =>
        {
            using var state = search.State;
            if (state is null) return new Failure($"'{folder}' has no checkpoint yet that can be used");
            state.Restore(model.Parameters);
            if (state.Progress.BestStep > 0) state.RestoreBest(model.Parameters);
            var step = state.Progress.BestStep > 0 ? state.Progress.BestStep : state.Progress.Step;
            var faults = from entry in model.Parameters.Named
                         let fault = ParameterChecks.FindNotFinite(entry.Tensor)
                         where fault is not null
                         select $"the parameters of step {step} in the last checkpoint of '{folder}' cannot be used: in the tensor '{entry.Name}' {fault}";
            return faults.FirstOrDefault() is { } sentence ? new Failure(sentence) : (model, step);
        });
        if (found.IsLeft) model.Dispose();
        return found;
    }
}
