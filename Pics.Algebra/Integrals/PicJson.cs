using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Algebra;

/// <summary>PICs as JSON: the function groups, and the units in topological order, functions as [group, head]; an input unit may be "known" at a number or "hidden".</summary>
/// <example><code>{ "format": "pics-circuit", "version": 1, "groups": [{ "id": 0, "sharing": "Full", "density": { "channels": 1, "categories": 2, "given": 0 } }], "units": [{ "input": 0, "function": [0, 0] }] }</code></example>
public static partial class PicJson
{
    private const string Format = "pics-circuit";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<Sharing>(allowIntegerValues: false), new JsonStringEnumConverter<Family>(allowIntegerValues: false) },
        TypeInfoResolver = PicShapes.Default,
    };

    private static readonly JsonTypeInfo<Document> Form = (JsonTypeInfo<Document>)Options.GetTypeInfo(typeof(Document));

    /// <summary>The circuit as one line of JSON; <see cref="Read"/> gives it back.</summary>
    public static string Write(Pic pic) => JsonSerializer.Serialize(
        new Document(Format, Version, [.. pic.Groups.Select(Describe)], [.. pic.Units.Units.Select(Describe)]),
        Form);

    /// <summary>Reads and checks a circuit. Error: <see cref="DocumentError"/>, <see cref="GraphError"/> or <see cref="CircuitError"/>.</summary>
    public static Either<PicsError, Pic> Read(string json)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, Form) ?? throw new JsonException("the document is null");
            if (document.Format != Format) return new PicsError.Document(new DocumentError.WrongFormat(document.Format ?? "null", Format));
            if (document.Version != Version) return new PicsError.Document(new DocumentError.UnknownVersion(document.Version, Version));
            var groups = Required(document.Groups, "groups").Select(group => Required(group, "a group")).ToLookup(group => group.Id);
            if (groups.FirstOrDefault(group => group.Count() > 1) is { Key: var id }) throw new JsonException($"group {id} is listed twice");
            return Pic.Create(Required(document.Units, "units").Select(unit => Build(Required(unit, "a unit"), groups)).ToList());
        }
        catch (JsonException error)
        {
            return new PicsError.Document(new DocumentError.Malformed(error.Path ?? "$", (error.LineNumber ?? 0) + 1, JsonFault.Of(error, json)));
        }
    }

    private static GroupDocument Describe(FunctionGroup group) => group.Signature.Match(
        density => new GroupDocument(
            group.Id,
            group.Sharing,
            Describe(density),
            null),
        kernel => new GroupDocument(group.Id, group.Sharing, null, new(kernel.Outputs, kernel.Inputs)));

    private static DensityDocument Describe(FunctionSignature.Density density)
    {
        var (channels, given) = (density.Family.Channels, density.Given);
        return density.Family.Match(
            categorical => new DensityDocument(channels, given, Categories: categorical.Categories),
            _ => new DensityDocument(channels, given, Family.Bernoulli),
            binomial => new DensityDocument(channels, given, Family.Binomial, Trials: binomial.Trials),
            _ => new DensityDocument(channels, given, Family.Gaussian),
            logistic => new DensityDocument(channels, given, Family.DiscretisedLogistic, Levels: logistic.Levels),
            _ => new DensityDocument(channels, given, Family.Poisson));
    }

    private static UnitDocument Describe(CircuitUnit unit)
    {
        int[] Ids(Arr<UnitId> units) => [.. units.Map(id => id.Index)];
        int[] Function(FunctionSpec function) => [function.Group, function.Head];
        return unit.Match(
            input => new UnitDocument(
                Input: input.Variable,
                Function: Function(input.Density),
                Known: input.Observation is Observation.Known known ? known.Value : null,
                Hidden: input.Observation is Observation.Hidden ? true : null),
            hadamard => new UnitDocument(Hadamard: Ids(hadamard.Factors)),
            kronecker => new UnitDocument(Kronecker: Ids(kronecker.Factors)),
            linear => new UnitDocument(Integral: linear.Operand.Index, Function: Function(linear.Kernel)),
            mixture => new UnitDocument(Mixture: Ids(mixture.Inputs), Weights: [.. mixture.Weights]));
    }

    private static Observation Observe(UnitDocument unit) => unit switch
    {
        { Known: null, Hidden: null } => new Observation.Open(),
        { Known: { } value, Hidden: null } => new Observation.Known(value),
        { Known: null, Hidden: true } => new Observation.Hidden(),
        _ => throw new JsonException("an input unit is open, known at a value or hidden true"),
    };

    private static CircuitUnit Build(UnitDocument unit, ILookup<int, GroupDocument> groups)
    {
        Arr<UnitId> Ids(int[] indices) => indices.Select(index => new UnitId(index)).ToArr();
        FunctionSpec Function() => unit.Function is [var group, var head]
            ? Spec(groups[group].FirstOrDefault() ?? throw new JsonException($"there is no group {group}"), head < int.MaxValue ? head : throw new JsonException($"head {head} is too large"))
            : throw new JsonException("an input or integral unit needs a function [group, head]");
        return unit switch
        {
            { Input: { } variable, Hadamard: null, Kronecker: null, Integral: null, Mixture: null, Weights: null } => new CircuitUnit.Input(variable, Function(), Observe(unit)),
            { Input: null, Hadamard: { } factors, Kronecker: null, Integral: null, Mixture: null, Function: null, Weights: null, Known: null, Hidden: null } => new CircuitUnit.Hadamard(Ids(factors)),
            { Input: null, Hadamard: null, Kronecker: { } factors, Integral: null, Mixture: null, Function: null, Weights: null, Known: null, Hidden: null } => new CircuitUnit.Kronecker(Ids(factors)),
            { Input: null, Hadamard: null, Kronecker: null, Integral: { } integrand, Mixture: null, Weights: null, Known: null, Hidden: null } => new CircuitUnit.Linear(new(integrand), Function()),
            { Input: null, Hadamard: null, Kronecker: null, Integral: null, Mixture: { } inputs, Function: null, Weights: { } weights, Known: null, Hidden: null } => new CircuitUnit.Mixture(Ids(inputs), weights.ToArr()),
            _ => throw new JsonException("a unit is exactly one of input, hadamard, kronecker, integral and mixture, with what belongs to it"),
        };
    }

    private static FunctionSpec Spec(GroupDocument group, int head) => new(
        group switch
        {
            { Density: { } density, Kernel: null } => new FunctionSignature.Density(Build(density), density.Given),
            { Density: null, Kernel: { } kernel } => new FunctionSignature.Kernel(kernel.Outputs, kernel.Inputs),
            _ => throw new JsonException("a group is either a density or a kernel"),
        },
        group.Id,
        head,
        group.Sharing);

    private static InputFamily Build(DensityDocument density) => density switch
    {
        { Family: null or Family.Categorical, Categories: { } categories, Trials: null, Levels: null } => new InputFamily.Categorical(density.Channels, categories),
        { Family: Family.Bernoulli, Categories: null, Trials: null, Levels: null } => new InputFamily.Bernoulli(density.Channels),
        { Family: Family.Binomial, Categories: null, Trials: { } trials, Levels: null } => new InputFamily.Binomial(density.Channels, trials),
        { Family: Family.Gaussian, Categories: null, Trials: null, Levels: null } => new InputFamily.Gaussian(density.Channels),
        { Family: Family.DiscretisedLogistic, Categories: null, Trials: null, Levels: { } levels } => new InputFamily.DiscretisedLogistic(density.Channels, levels),
        { Family: Family.Poisson, Categories: null, Trials: null, Levels: null } => new InputFamily.Poisson(density.Channels),
        _ => throw new JsonException("a density has the categories, trials or levels of its family and nothing else; without a family it is categorical"),
    };

    private static T Required<T>(T? value, string name)
        where T : class => value ?? throw new JsonException($"{name} is missing or null");

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class PicShapes : JsonSerializerContext;

    private sealed record Document(string? Format = null, int Version = 0, GroupDocument?[]? Groups = null, UnitDocument?[]? Units = null);

    private sealed record GroupDocument(int Id, Sharing Sharing, DensityDocument? Density = null, KernelDocument? Kernel = null);

    private enum Family
    {
        Categorical,
        Bernoulli,
        Binomial,
        Gaussian,
        DiscretisedLogistic,
        Poisson,
    }

    private sealed record DensityDocument(int Channels, int Given, Family? Family = null, int? Categories = null, int? Trials = null, int? Levels = null);

    private sealed record KernelDocument(int Outputs, int Inputs);

    private sealed record UnitDocument(
        int? Input = null,
        int[]? Hadamard = null,
        int[]? Kronecker = null,
        int? Integral = null,
        int[]? Mixture = null,
        int[]? Function = null,
        double[]? Weights = null,
        double? Known = null,
        bool? Hidden = null);
}
