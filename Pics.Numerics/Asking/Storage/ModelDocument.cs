using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>What <c>model.json</c> holds: the circuit, what its parameters are, the rule and the settings of the nets.</summary>
/// <remarks>Version 2 has circuits of fixed parameters beside PICs and plain circuits, version 3 quadrature rules of one's own; what an earlier version can hold is written as that.</remarks>
internal sealed partial record ModelDocument(
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OwnRule? Own = null)
{
    private const string Name = "pics-model";
    private const int Latest = 3;
    private const int VersionWithNumbers = 2;
    private const int VersionWithoutNumbers = 1;

    /// <summary>How documents of this library are written and read.</summary>
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<RuleKind>(allowIntegerValues: false), new JsonStringEnumConverter<EngineKind>(allowIntegerValues: false) },
        TypeInfoResolver = ModelShapes.Default,
    };

    private static readonly JsonTypeInfo<ModelDocument> Form = (JsonTypeInfo<ModelDocument>)Options.GetTypeInfo(typeof(ModelDocument));

    /// <summary>What the parameters are.</summary>
    internal HostModelKind Parameters() => Normalised is not null ? HostModelKind.Fixed : Plain ? HostModelKind.Free : HostModelKind.Nets;

    /// <summary>The size and precision of the nets.</summary>
    internal NetSettings Settings() => new(Width, Sigma, Bias, Double);

    /// <summary>Writes what a model is without its parameters.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="pic">The circuit.</param>
    /// <param name="parameters">What its parameters are.</param>
    /// <param name="isNormalised">Of fixed numbers, whether the rows of the kernels sum to one.</param>
    /// <param name="settings">The nets.</param>
    /// <param name="rule">The rule.</param>
    public static void Write(Stream stream, Pic pic, HostModelKind parameters, bool isNormalised, NetSettings settings, StoredRule rule)
    {
        using var circuit = JsonDocument.Parse(PicJson.Write(pic));
        var ((kind, own), isFixed) = (OwnRule.Of(rule), parameters == HostModelKind.Fixed);
        var document = new ModelDocument(
            Name,
            own is not null ? Latest : isFixed ? VersionWithNumbers : VersionWithoutNumbers,
            parameters != HostModelKind.Nets,
            kind,
            rule.Nodes,
            settings.Width,
            settings.Sigma,
            settings.Bias,
            settings.Double,
            circuit.RootElement,
            isFixed ? isNormalised : null,
            own);
        JsonSerializer.Serialize(stream, document, Form);
    }

    /// <summary>Reads and checks a document. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, ModelDocument> Read(string path)
    {
        if (!File.Exists(path)) return new ModelError.Missing(path, "a folder that 'train' wrote");
        var text = string.Empty;
        try
        {
            text = File.ReadAllText(path);
            var kind = DocumentKind.Read(text) ?? throw new JsonException("it is null");
            if (kind.Format != Name) return new ModelError.Malformed(path, $"its format is '{kind.Format}', not '{Name}'");
            if (kind.Version is < VersionWithoutNumbers or > Latest) return new ModelError.UnknownVersion(path, kind.Version, Latest);
            var document = JsonSerializer.Deserialize(text, Form)!;
            if (document.Own is null != document.Version < Latest) return new ModelError.Malformed(path, $"its version does not fit its quadrature rule: those of version {Latest}, and no others, have one of their own");
            if ((document.Version < Latest && document.Normalised is null != (document.Version == VersionWithoutNumbers)) || document is { Normalised: not null, Plain: false })
                return new ModelError.Malformed(path, "its version does not fit its numbers: those of version 2 are fixed, and plain");
            return document.Nodes is < 1 or > HostModel.MostNodes || document.Width is < 2 or > NetSettings.LargestWidth || document.Width % 2 != 0 || !double.IsFinite(document.Sigma)
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

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(ModelDocument))]
    private sealed partial class ModelShapes : JsonSerializerContext;
}
