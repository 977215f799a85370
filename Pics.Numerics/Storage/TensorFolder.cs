namespace Pics.Numerics;

/// <summary>Folders of models on tensors.</summary>
internal static class TensorFolder
{
    extension(ModelFolder)
    {
        /// <summary>Opens a folder whole: each file, and that they belong together. Error: <see cref="ModelError"/>.</summary>
        public static Either<ModelError, (StoredModel Model, RowForm Form, Option<RunResults> Results)> Open(string folder, Device? device) => ModelFolder.OpenHost(folder).Map(opened =>
        {
            using (opened.Model) return (HostModels.ToTensors(opened.Model, device), opened.Form, opened.Results);
        });

        /// <summary>Writes all files into a folder that is new or empty, each atomically; nothing is left of what could not be written whole. Error: <see cref="ModelError"/>.</summary>
        public static Either<ModelError, LanguageExt.Unit> Write(string folder, StoredModel model, RowForm form, RunResults? results) => ModelFolder.Write(folder, place => ModelStore.Save(place, model), form, results);
    }
}
