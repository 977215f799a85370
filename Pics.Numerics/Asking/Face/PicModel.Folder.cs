using System.Text.Json;

namespace Pics.Numerics;

/// <content>How a model is kept on disk.</content>
public sealed partial class PicModel
{
    /// <summary>Opens the folder of a model, as <see cref="Load"/> does, or an exported circuit (.safetensors or .npz): with the columns of the run that it was exported from, where it says them. Error: <see cref="PicsFault"/>.</summary>
    /// <param name="path">Where it is.</param>
    /// <remarks>Numbers of 64 bits in a circuit whose structure says 32 are rounded.</remarks>
    public static Either<PicsFault, PicModel> Open(string path) => Directory.Exists(path)
        ? Load(path)
        : from read in QpcReader.Read(path ?? string.Empty).OrFault()
          from form in ExportedForm.Of(read, path ?? string.Empty).OrFault()
          from model in Of(form, read.Model)
          select model;

    /// <summary>Opens the folder of a model, whoever wrote it: <see cref="Save"/>, or the console's train or import. Error: <see cref="PicsFault"/>.</summary>
    /// <param name="folder">Where it is.</param>
    public static Either<PicsFault, PicModel> Load(string folder) =>
        from place in Either<PicsFault, string>.Right(folder ?? string.Empty)
        from plain in Colours(place).OrFault()
        from opened in ModelFolder.OpenHost(place).OrFault()
        from model in Of(opened.Form, opened.Model)
        select model.Learned(null, opened.Results.MatchUnsafe<LearningReport?>(LearningReport.Of, () => null));

    /// <summary>Writes the model into a folder that is new or empty, each file atomically; <see cref="Load"/> and the console open it. Error: <see cref="PicsFault"/>.</summary>
    /// <param name="folder">Where it is to be.</param>
    public Either<PicsFault, LanguageExt.Unit> Save(string folder) => Alone(() =>
    {
        Refresh?.Invoke();
        return ModelFolder.Write(folder ?? string.Empty, place => HostStore.Save(place, Host), Form, Report?.Results()).OrFault();
    });

    /// <summary>Refuses a run whose model sees other colours than its data have: what is asked and drawn would be in those.</summary>
    private static Either<ModelError, LanguageExt.Unit> Colours(string folder)
    {
        var file = Path.Combine(folder, ModelFolder.ConfigName);
        if (!File.Exists(file)) return LanguageExt.Unit.Default;
        var text = string.Empty;
        try
        {
            text = File.ReadAllText(file);
            using var config = JsonDocument.Parse(text);
            return config.RootElement.ValueKind == JsonValueKind.Object && config.RootElement.TryGetProperty("colour", out var colour) && colour.ValueKind == JsonValueKind.String && colour.GetString() is var name and not "none"
                ? new ModelError.Unfit(file, $"says that the model sees colours under the transform {name}; only the console, which undoes it, asks such a model")
                : LanguageExt.Unit.Default;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new ModelError.Malformed(file, JsonFault.Of(error, text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(file, error.Message.TrimEnd('.'));
        }
    }
}
