using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pics.Host;

/// <summary>What is modelled: a PIC, or the plain circuit of the same structure.</summary>
internal enum ModelKind
{
    Pic,
    Pc,
}

/// <summary>How the learning rate goes on.</summary>
internal enum ScheduleKind
{
    Cosine,
    Constant,
}

/// <summary>Which engine evaluates circuits.</summary>
internal enum EngineOption
{
    Auto,
    Reference,
    Scaled,
    Fused,
}

/// <summary>Where tensors live.</summary>
internal enum DeviceKind
{
    Cpu,
    Cuda,
}

/// <summary>How numbers are kept and multiplied.</summary>
internal enum Precision
{
    Float,
    Double,
    Tf32,
}

/// <summary>All options of a run, as written to its folder.</summary>
internal sealed record RunSettings(
    string Dataset,
    string? Data,
    string Structure,
    MergeKind Merge,
    ModelKind Model,
    int K,
    RuleKind Rule,
    Sharing InputSharing,
    Sharing IntegralSharing,
    int Width,
    double Sigma,
    bool Bias,
    bool Double,
    DeviceKind Device,
    double LearningRate,
    double WeightDecay,
    ScheduleKind Schedule,
    int Period,
    double MinimumRate,
    LossReduction Reduction,
    int BatchSize,
    int MaxEpochs,
    long? MaxSteps,
    int ValidateEvery,
    int Patience,
    double MinDelta,
    double Validation,
    int SplitSeed,
    int Seed,
    int Threads,
    EngineOption Engine = EngineOption.Auto, // this and what follows is absent in older runs
    int? MicroBatch = null,
    int? ReportEvery = null,
    Precision? Precision = null,
    MergeKind? RootMerge = null,
    Grouping Grouping = Grouping.Layer,
    FamilyKind Family = FamilyKind.Auto,
    string? Families = null,
    bool Binarise = false,
    string? Distances = null,
    int? Depth = null,
    int Replicas = 1,
    int StructureSeed = 42,
    int Bins = 8,
    double Smoothing = 1,
    string? ValidationData = null,
    string? TestData = null,
    ColourTransform Colour = ColourTransform.None,
    int? ImageSize = null,
    bool Stream = false,
    HeaderKind Header = HeaderKind.Auto,
    string? Missing = null,
    string? Schema = null,
    long? CheckpointEvery = null,
    int KeepCheckpoints = 2,
    double TroubleFactor = 0.5,
    int TroubleRetries = 3,
    int Version = RunSettings.Latest)
{
    /// <summary>The version of the form in which options are written.</summary>
    public const int Latest = 1;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    [JsonIgnore]
    public NetSettings Nets => new(Width, Sigma, Bias, Double);

    [JsonIgnore]
    public TrainingSettings Training => new(
        LearningRate,
        WeightDecay,
        Schedule == ScheduleKind.Cosine ? new LearningRateSchedule.CosineRestarts(Period, MinimumRate) : new LearningRateSchedule.Constant(),
        Reduction,
        BatchSize,
        MaxEpochs,
        MaxSteps ?? long.MaxValue,
        ValidateEvery,
        Patience,
        MinDelta,
        Seed,
        MicroBatch,
        ReportEvery,
        TroubleFactor,
        TroubleRetries);

    /// <summary>Steps between checkpoints; 0 for one at the end only.</summary>
    [JsonIgnore]
    public long CheckpointSteps => CheckpointEvery ?? ValidateEvery;

    [JsonIgnore]
    public bool IsPlain => Model == ModelKind.Pc;

    /// <summary>The first option that no run has, if there is one.</summary>
    /// <param name="file">Where the options are from.</param>
    public Failure? FindFault(string file)
    {
        (bool IsRight, string Name, object Value, string Expected)[] fields =
        [
            (K >= 1, "k", K, "at least 1"),
            (Width >= 2 && Width % 2 == 0, "width", Width, "an even number from 2"),
            (double.IsFinite(Sigma), "sigma", Sigma, "a finite number"),
            (double.IsFinite(LearningRate), "learningRate", LearningRate, "a finite number"),
            (double.IsFinite(WeightDecay), "weightDecay", WeightDecay, "a finite number"),
            (BatchSize >= 1, "batchSize", BatchSize, "at least 1"),
            (MaxEpochs >= 0, "maxEpochs", MaxEpochs, "at least 0"),
            (Validation is > 0 and < 1, "validation", Validation, "a number between 0 and 1"),
            (KeepCheckpoints >= 1, "keepCheckpoints", KeepCheckpoints, "at least 1"),
        ];
        return fields.Where(field => !field.IsRight).Select(field => new Failure(string.Create(CultureInfo.InvariantCulture, $"'{file}' has {field.Value} in the field '{field.Name}'; expected {field.Expected}"))).FirstOrDefault();
    }
}
