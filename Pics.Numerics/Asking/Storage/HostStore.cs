namespace Pics.Numerics;

/// <summary>Models in a folder, read into plain memory and written from it: <c>model.json</c> for the circuit and settings, <c>model.safetensors</c> for the parameters.</summary>
/// <remarks>Neither format can run code. The parameters are written first, so a folder with a model.json is complete.</remarks>
public static class HostStore
{
    /// <summary>The name of the document.</summary>
    public const string JsonName = "model.json";

    /// <summary>The name of the file of parameters.</summary>
    public const string TensorsName = "model.safetensors";

    /// <summary>Writes both files, each atomically. Error: <see cref="ModelError"/>.</summary>
    internal static Either<ModelError, LanguageExt.Unit> Save(string folder, HostModel model) => Save(folder, model, AtomicFile.Write);

    /// <summary>The same with another way of writing a file.</summary>
    internal static Either<ModelError, LanguageExt.Unit> Save(string folder, HostModel model, FileWriter writer) => Save(
        folder,
        model.Named.Select(entry => StoredArray.Of(entry.Name, entry.Table)),
        stream => ModelDocument.Write(stream, model.Pic, model.Parameters, model.IsNormalised, model.Settings, model.Rule),
        writer);

    /// <summary>Writes parameters wherever they are, and then the document.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="document">Writes the document.</param>
    /// <param name="writer">Writes one file.</param>
    internal static Either<ModelError, LanguageExt.Unit> Save(string folder, IEnumerable<StoredArray> parameters, Action<Stream> document, FileWriter writer) =>
        SafetensorsForm.Write(Tensors(folder), parameters, ImmutableDictionary<string, string>.Empty, writer).Bind(_ => writer(Json(folder), document));

    /// <summary>Reads and checks both files; the model is owned by the caller. Error: <see cref="ModelError"/>.</summary>
    /// <param name="folder">Where they are.</param>
    public static Either<ModelError, HostModel> Load(string folder) =>
        from document in ModelDocument.Read(Json(folder))
        from pic in PicJson.Read(document.Circuit.GetRawText()).MapLeft<ModelError>(error => new ModelError.BadCircuit(Json(folder), error))
        from file in SafetensorsFile.Open(Tensors(folder))
        from rule in OwnRule.Read(document.Rule, document.Nodes, document.Own).MapLeft<ModelError>(fault => new ModelError.Malformed(Json(folder), fault))
        from model in Fill(document, rule, pic, file)
        select model;

    /// <summary>Where the document of a folder is.</summary>
    internal static string Json(string folder) => Path.Combine(folder, JsonName);

    private static string Tensors(string folder) => Path.Combine(folder, TensorsName);

    private static Either<ModelError, HostModel> Fill(ModelDocument document, StoredRule rule, Pic pic, SafetensorsFile file)
    {
        var (settings, kind) = (document.Settings(), document.Parameters());
        var stored = file.Entries.Values.Sum(entry => entry.Shape.Aggregate(1L, (product, length) => product * length));
        if (!pic.Groups.All(group => IsPlausible(group, document, stored)) || HostModel.CountAll(pic, kind, settings, document.Nodes) != stored)
            return ModelFolder.Check(Path.GetDirectoryName(file.Path)!).Bind<HostModel>(_ => new ModelError.Malformed(file.Path, "it holds another number of parameters than the circuit has")); // that of another model, where something tells so
        var model = HostModel.Empty(pic, kind, document.Normalised ?? false, settings, rule);
        foreach (var (name, table) in model.Named)
        {
            var copied = file.CopyTo(name, table).Bind<LanguageExt.Unit>(done => FindFault(model, name, table) is { } fault ? new ModelError.Malformed(file.Path, $"in the tensor '{name}' {fault}") : done);
            if (copied.IsRight) continue;
            model.Dispose();
            return copied.Map(_ => model);
        }

        return model;
    }

    /// <summary>What is wrong with the parameters of a model, if something is: where they are those of a circuit they must be possible ones, elsewhere finite.</summary>
    private static string? FindFault(HostModel model, string name, NumberTable table)
    {
        var signature = model.IsPlain ? model.Pic.Groups.First(group => ParameterShapes.NameOf(group.Id) == name).Signature : null;
        return signature is not null && (model.IsFixed || signature is FunctionSignature.Kernel)
            ? NumberChecks.FindFault(signature, table, model.IsNormalised)
            : NumberChecks.FindNotFinite(table);
    }

    /// <summary>Whether a file with so many numbers can hold this group; keeps the exact count below from overflowing.</summary>
    private static bool IsPlausible(FunctionGroup group, ModelDocument document, long stored)
    {
        var (areCounts, outputs) = group.Signature.Match(
            density => (density.Given >= 0 && density.Family.Channels > 0, (double)density.Family.Channels * (document.Normalised is null ? density.Family.ParametersAChannel : DensityNumbers.Entries(density.Family))),
            kernel => (kernel is { Inputs: >= 0, Outputs: >= 0, Latents: >= 0 }, 1));
        double heads = ParameterShapes.Heads(group);
        var latents = group.Signature.Latents;
        return areCounts && (document.Plain || latents <= stored)
            && heads * outputs * (document.Plain ? Math.Pow(document.Nodes, latents) : document.Width) <= stored;
    }
}
