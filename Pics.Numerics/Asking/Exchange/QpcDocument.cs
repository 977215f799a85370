using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>The description of an exported circuit: the JSON text beside its arrays.</summary>
/// <param name="Format">Always <c>pics-qpc</c>.</param>
/// <param name="Version">Of the layout.</param>
/// <param name="Precision">The type of all numbers that are not indices, fixed values or mixing weights: float32 or float64.</param>
/// <param name="Rule">The quadrature rule, for people: the nodes are not needed to evaluate the circuit. Null for one of one's own.</param>
/// <param name="Nodes">K.</param>
/// <param name="Normalised">Whether the rows of the kernels sum to one.</param>
/// <param name="LogNormaliser">log Z in nats, to be subtracted from what the last layer gives.</param>
/// <param name="Variables">The columns that a row needs.</param>
/// <param name="Channels">The channels of a column.</param>
/// <param name="Groups">The function groups by increasing number.</param>
/// <param name="Layers">The layers, each after those that it reads; the last is the root.</param>
/// <param name="Axes">The names of the axes of each array.</param>
/// <param name="Own">The quadrature rule, if it is one of one's own; only then the version is 2.</param>
internal sealed partial record QpcDocument(
    string Format,
    int Version,
    QpcDocument.NumberType Precision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] RuleKind? Rule,
    int Nodes,
    bool Normalised,
    double LogNormaliser,
    int Variables,
    int Channels,
    ImmutableArray<QpcDocument.Group> Groups,
    ImmutableArray<QpcDocument.Layer> Layers,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Axes,
    OwnRule? Own = null)
{
    public const string Name = "pics-qpc";

    public const int Latest = 2;

    public const int VersionOfNames = 1;

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { Words<NumberType>(), Words<LayerKind>(), Words<GroupKind>(), Words<RuleKind>(), Words<Sharing>() },
        TypeInfoResolver = QpcShapes.Default,
    };

    /// <summary>How it is written and read.</summary>
    public static JsonTypeInfo<QpcDocument> Form { get; } = (JsonTypeInfo<QpcDocument>)Options.GetTypeInfo(typeof(QpcDocument));

    /// <summary>How numbers are stored.</summary>
    public enum NumberType
    {
        Float32,
        Float64,
    }

    /// <summary>The kinds of layers.</summary>
    public enum LayerKind
    {
        Input,
        Cp,
        Tucker,
        Hadamard,
        Kronecker,
        Mixing,
    }

    /// <summary>The kinds of functions: the input families, and kernel.</summary>
    public enum GroupKind
    {
        Kernel,
        Categorical,
        Bernoulli,
        Binomial,
        Gaussian,
        DiscretisedLogistic,
        Poisson,
    }

    /// <summary>The functions of one group, whose numbers are the array <c>group.ID</c>.</summary>
    /// <param name="Id">Its number.</param>
    /// <param name="Kind">An input family, or kernel.</param>
    /// <param name="Sharing">How the functions were learned; evaluation does not need it.</param>
    /// <param name="Latents">Of a density: how many latents it is given; it has K to this power values per function.</param>
    /// <param name="Channels">Of a density: channels of the variable.</param>
    /// <param name="Values">Of a density with a largest value: how many values per channel has.</param>
    /// <param name="Outputs">Of a kernel: the latents that stay.</param>
    /// <param name="Inputs">Of a kernel: the latents that are summed out.</param>
    public sealed record Group(int Id, GroupKind Kind, Sharing Sharing, int? Latents = null, int? Channels = null, int? Values = null, int? Outputs = null, int? Inputs = null);

    /// <summary>One layer.</summary>
    /// <param name="Kind">What it does.</param>
    /// <param name="Folds">F.</param>
    /// <param name="Width">Values per fold.</param>
    /// <param name="Inputs">The width of each input of a fold, H of them; none for an input layer.</param>
    public sealed record Layer(LayerKind Kind, int Folds, int Width, ImmutableArray<int> Inputs);

    private static JsonStringEnumConverter<T> Words<T>()
        where T : struct, Enum => new(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(QpcDocument))]
    private sealed partial class QpcShapes : JsonSerializerContext;
}
