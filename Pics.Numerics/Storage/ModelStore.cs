using System.Text.Json;

namespace Pics.Numerics;

/// <summary>Models in a folder: <c>model.json</c> for the circuit and settings, <c>model.safetensors</c> for the parameters.</summary>
/// <remarks>
/// Neither format can run code. The tensors are written first, so a folder with a model.json is complete. Version 2 has circuits of fixed parameters
/// beside PICs and plain circuits, version 3 quadrature rules of one's own; what an earlier version can hold is written as that.
/// </remarks>
public static class ModelStore
{
    internal const string JsonName = HostStore.JsonName;
    internal const string TensorsName = HostStore.TensorsName;

    internal static JsonSerializerOptions Options => ModelDocument.Options;

    /// <summary>Writes both files, each atomically. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, LanguageExt.Unit> Save(string folder, StoredModel model) => Save(folder, model, AtomicFile.Write);

    /// <summary>As <see cref="Save(string, StoredModel)"/> with another way of writing a file.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="model">The model.</param>
    /// <param name="writer">Writes one file.</param>
    public static Either<ModelError, LanguageExt.Unit> Save(string folder, StoredModel model, FileWriter writer) => HostStore.Save(
        folder,
        SafetensorsWriter.Arrays(model.Parameters.Named),
        stream => ModelDocument.Write(stream, model.Pic, HostModels.KindOf(model), model.Parameters.IsNormalised, model.Settings, model.Rule),
        writer);

    /// <summary>Reads and checks both files. Error: <see cref="ModelError"/>.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="device">Where the parameters go; null is the CPU.</param>
    public static Either<ModelError, StoredModel> Load(string folder, Device? device = null) => HostStore.Load(folder).Map(model =>
    {
        using (model) return HostModels.ToTensors(model, device);
    });

    /// <summary>What a model is without its parameters. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, (bool IsPlain, RuleKind? Rule, int Nodes, NetSettings Nets)> Head(string folder) =>
        ModelDocument.Read(HostStore.Json(folder)).Map(document => (document.Plain, document.Rule, document.Nodes, document.Settings()));
}
