using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>Models in a folder: <c>model.json</c> for the circuit and settings, <c>model.safetensors</c> for the parameters.</summary>
/// <remarks>
/// Neither format can run code. The tensors are written first, so a folder with a model.json is complete. Version 2 has circuits of fixed parameters
/// beside PICs and plain circuits, version 3 quadrature rules of one's own; what an earlier version can hold is written as that.
/// </remarks>
public static partial class ModelStore
{
    internal const string JsonName = "model.json";
    internal const string TensorsName = "model.safetensors";

    private const string Format = "pics-model";
    private const int Version = 3;
    private const int VersionWithNumbers = 2;
    private const int VersionWithoutNumbers = 1;

    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<RuleKind>(allowIntegerValues: false), new JsonStringEnumConverter<EngineKind>(allowIntegerValues: false) },
        TypeInfoResolver = ModelShapes.Default,
    };

    private static readonly JsonTypeInfo<Document> Form = (JsonTypeInfo<Document>)Options.GetTypeInfo(typeof(Document));

    /// <summary>Writes both files, each atomically. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, LanguageExt.Unit> Save(string folder, StoredModel model) => Save(folder, model, AtomicFile.Write);

    /// <summary>As <see cref="Save(string, StoredModel)"/> with another way of writing a file.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="model">The model.</param>
    /// <param name="writer">Writes one file.</param>
    public static Either<ModelError, LanguageExt.Unit> Save(string folder, StoredModel model, FileWriter writer)
    {
        using var circuit = JsonDocument.Parse(PicJson.Write(model.Pic));
        var (kind, own) = OwnRule.Of(model.Rule);
        var document = new Document(
            Format,
            own is not null ? Version : model.IsFixed ? VersionWithNumbers : VersionWithoutNumbers,
            model.IsPlain,
            kind,
            model.Nodes,
            model.Settings.Width,
            model.Settings.Sigma,
            model.Settings.Bias,
            model.Settings.Double,
            circuit.RootElement,
            model.IsFixed ? model.Parameters.IsNormalised : null,
            own);
        return SafetensorsWriter.Write(Tensors(folder), model.Parameters.Named, ImmutableDictionary<string, string>.Empty, writer)
            .Bind(_ => writer(Json(folder), stream => JsonSerializer.Serialize(stream, document, Form)));
    }

    /// <summary>Reads and checks both files. Error: <see cref="ModelError"/>.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="device">Where the parameters go; null is the CPU.</param>
    public static Either<ModelError, StoredModel> Load(string folder, Device? device = null) =>
        from document in ReadDocument(Json(folder))
        from pic in PicJson.Read(document.Circuit.GetRawText()).MapLeft<ModelError>(error => new ModelError.BadCircuit(Json(folder), error))
        from file in SafetensorsFile.Open(Tensors(folder))
        from rule in OwnRule.Read(document.Rule, document.Nodes, document.Own).MapLeft<ModelError>(fault => new ModelError.Malformed(Json(folder), fault))
        from model in Fill(document, rule, pic, file, device)
        select model;

    /// <summary>What a model is without its parameters. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, (bool IsPlain, RuleKind? Rule, int Nodes, NetSettings Nets)> Head(string folder) =>
        ReadDocument(Json(folder)).Map(document => (document.Plain, document.Rule, document.Nodes, new NetSettings(document.Width, document.Sigma, document.Bias, document.Double)));

    private static Either<ModelError, Document> ReadDocument(string path)
    {
        if (!File.Exists(path)) return new ModelError.Missing(path, "a folder that 'train' wrote");
        var text = string.Empty;
        try
        {
            text = File.ReadAllText(path);
            var kind = DocumentKind.Read(text) ?? throw new JsonException("it is null");
            if (kind.Format != Format) return new ModelError.Malformed(path, $"its format is '{kind.Format}', not '{Format}'");
            if (kind.Version is < VersionWithoutNumbers or > Version) return new ModelError.UnknownVersion(path, kind.Version, Version);
            var document = JsonSerializer.Deserialize(text, Form)!;
            if (document.Own is null != document.Version < Version) return new ModelError.Malformed(path, $"its version does not fit its quadrature rule: those of version {Version}, and no others, have one of their own");
            if ((document.Version < Version && document.Normalised is null != (document.Version == VersionWithoutNumbers)) || document is { Normalised: not null, Plain: false })
                return new ModelError.Malformed(path, "its version does not fit its numbers: those of version 2 are fixed, and plain");
            return document.Nodes is < 1 or > StoredModel.MostNodes || document.Width is < 2 or > NetSettings.LargestWidth || document.Width % 2 != 0 || !double.IsFinite(document.Sigma)
                ? new ModelError.Malformed(path, "its numbers of nodes, width or sigma are out of range")
                : document;
        }
        catch (JsonException error)
        {
            return new ModelError.Malformed(path, JsonFault.Of(error, text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }

    private static Either<ModelError, StoredModel> Fill(Document document, StoredRule rule, Pic pic, SafetensorsFile file, Device? device)
    {
        var settings = new NetSettings(document.Width, document.Sigma, document.Bias, document.Double);
        var stored = file.Entries.Values.Sum(entry => entry.Shape.Aggregate(1L, (product, length) => product * length));
        if (!pic.Groups.All(group => IsPlausible(group, document, stored)) || Expected(pic, document, settings) != stored)
            return ModelFolder.Check(Path.GetDirectoryName(file.Path)!).Bind<StoredModel>(_ => new ModelError.Malformed(file.Path, "it holds another number of parameters than the circuit has")); // that of another model, where something tells so
        var model = document.Normalised is { } isNormalised
            ? new StoredModel(pic, FixedParameters.Empty(pic, document.Nodes, isNormalised, settings.Type, device), settings, rule)
            : StoredModel.Fresh(pic, document.Plain, settings, rule, seed: 0, device);
        foreach (var (name, tensor) in model.Parameters.Named)
        {
            var copied = file.CopyTo(name, tensor).Bind<LanguageExt.Unit>(done => FindFault(model, name, tensor) is { } fault ? new ModelError.Malformed(file.Path, $"in the tensor '{name}' {fault}") : done);
            if (copied.IsRight) continue;
            model.Dispose();
            return copied.Map(_ => model);
        }

        return model;
    }

    /// <summary>What is wrong with the parameters of a model, if something is: where they are those of a circuit they must be possible ones, elsewhere finite.</summary>
    private static string? FindFault(StoredModel model, string name, Tensor tensor)
    {
        var signature = model.IsPlain ? model.Pic.Groups.First(group => CircuitTensors.NameOf(group.Id) == name).Signature : null;
        return signature is not null && (model.IsFixed || signature is FunctionSignature.Kernel)
            ? ParameterChecks.FindFault(signature, tensor, model.Parameters.IsNormalised)
            : ParameterChecks.FindNotFinite(tensor);
    }

    /// <summary>Whether a file with so many numbers can hold this group; keeps the exact count below from overflowing.</summary>
    private static bool IsPlausible(FunctionGroup group, Document document, long stored)
    {
        var (areCounts, outputs) = group.Signature.Match(
            density => (density.Given >= 0 && density.Family.Channels > 0, (double)density.Family.Channels * (document.Normalised is null ? density.Family.ParametersAChannel : Densities.Entries(density.Family))),
            kernel => (kernel is { Inputs: >= 0, Outputs: >= 0, Latents: >= 0 }, 1));
        double heads = group.Sharing == Sharing.Full ? 1 : group.Functions;
        var latents = group.Signature.Latents;
        return areCounts && (document.Plain || latents <= stored)
            && heads * outputs * (document.Plain ? Math.Pow(document.Nodes, latents) : document.Width) <= stored;
    }

    /// <summary>How many numbers the file must hold; compared before anything of that size is allocated.</summary>
    private static long Expected(Pic pic, Document document, NetSettings settings) => document.Normalised is not null
        ? pic.Groups.Sum(group => FixedParameters.Shape(group, document.Nodes).Aggregate(1L, (product, length) => checked(product * length)))
        : document.Plain
        ? FreeWeights.CountParameters(pic, document.Nodes)
        : pic.Groups.Sum(group => FunctionNet.CountParameters(group, settings) + ((long)group.Signature.Latents * (settings.Width / 2)));

    private static string Json(string folder) => Path.Combine(folder, JsonName);

    private static string Tensors(string folder) => Path.Combine(folder, TensorsName);

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class ModelShapes : JsonSerializerContext;

    private sealed record Document(
        string Format,
        int Version,
        bool Plain,
        RuleKind? Rule,
        int Nodes,
        int Width,
        double Sigma,
        bool Bias,
        bool Double,
        JsonElement Circuit,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Normalised = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OwnRule? Own = null);
}
