using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Host;

/// <summary>All options of a run. In JSON they are one flat object, see <see cref="RunSettingsJson"/>.</summary>
internal sealed record RunSettings
{
    /// <summary>The version of the form in which options are written.</summary>
    public const int Latest = 5;

    /// <summary>The first version of it that says whether steps have shifted rules; before, they had none.</summary>
    public const int OfShift = 5;

    /// <summary>The first version of it that says what becomes of rows that fill no batch; before, they were dropped.</summary>
    public const int OfLastBatch = 4;

    /// <summary>The learning rate of Adam for a plain circuit that begins with the weights of a run, many of which are small.</summary>
    public const double RateFromRun = 0.001;

    private const int First = 1;
    private const double Largest = 1e6; // of real options; far above all that is sensible

    private const int WidthForShapes = 64;
    private const int EpochsForShapes = 25;

    /// <summary>Which rows it is about.</summary>
    public DataSettings Data { get; init; } = new();

    /// <summary>Which region graph it has.</summary>
    public StructureSettings Structure { get; init; } = new();

    /// <summary>What is modelled over it.</summary>
    public ModelSettings Model { get; init; } = new();

    /// <summary>How its parameters are learned.</summary>
    public LearningSettings Learning { get; init; } = new();

    /// <summary>What is kept of it, and what is done in trouble.</summary>
    public RecoverySettings Recovery { get; init; } = new();

    /// <summary>What it asks of the machine.</summary>
    public MachineSettings Machine { get; init; } = new();

    /// <summary>The version of the form in which it is written.</summary>
    public int Version { get; init; } = Latest;

    /// <summary>How everything that runs, measurements and experiments leave is written and read.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new PairConverter(), new WholeConverter<int>(), new WholeConverter<long>(), new RunSettingsJson.Converter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The options of a run of which nothing is said but what is modelled and of which data set: some defaults go by these.</summary>
    public static RunSettings Of(ModelKind model, string dataset)
    {
        var (isPlain, isShapes, byDefault) = (model == ModelKind.Pc, dataset == ShapesDataset.Name, new RunSettings());
        return new()
        {
            Data = byDefault.Data with { Dataset = dataset },
            Model = byDefault.Model with
            {
                Kind = model,
                InputSharing = isPlain ? Sharing.None : byDefault.Model.InputSharing,
                IntegralSharing = isPlain ? Sharing.None : byDefault.Model.IntegralSharing,
                Width = isShapes ? WidthForShapes : byDefault.Model.Width,
            },
            Learning = byDefault.Learning with
            {
                LearningRate = (isPlain ? TrainingSettings.ForPlainCircuit : TrainingSettings.ForPic).Optimiser.LearningRate,
                WeightDecay = (isPlain ? TrainingSettings.ForPlainCircuit : TrainingSettings.ForPic).Optimiser.WeightDecay,
                Shift = !isPlain,
                Schedule = isPlain ? ScheduleKind.Constant : ScheduleKind.Cosine,
                MaxEpochs = isShapes ? EpochsForShapes : byDefault.Learning.MaxEpochs,
            },
        };
    }

    /// <summary>The same options as this version says them: in the first one the root was merged as the partitions below it, or as a latent tree needs it.</summary>
    public RunSettings AsLatest() => Version > First ? this with { Version = Latest } : this with
    {
        Model = Model with { RootMerge = Model.RootMerge ?? FirstRootMerge(Structure.Name, Model.Merge) },
        Version = Latest,
    };

    /// <summary>How the root was merged in the first version, where nothing was said of it.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="merge">The merge of all partitions.</param>
    public static MergeKind FirstRootMerge(string structure, MergeKind merge) => structure == "hidden-chow-liu" ? MergeKind.Tucker : merge;

    /// <summary>Refuses a number with which nothing is learned, and which 32 bits may not hold.</summary>
    /// <param name="name">The option.</param>
    /// <param name="value">Its value.</param>
    public static LanguageExt.Either<Failure, LanguageExt.Unit> NotTooLarge(string name, double value) => value <= Largest
        ? LanguageExt.Unit.Default
        : new Failure(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be at most {Largest}"));

    /// <summary>The nets of its functions.</summary>
    public NetSettings Nets => new(Model.Width, Model.Sigma, Model.Bias, Model.Double);

    /// <summary>What the trainer is told.</summary>
    public TrainingSettings Training => new()
    {
        Optimiser = new()
        {
            Kind = Learning.Optimiser,
            LearningRate = Learning.LearningRate,
            WeightDecay = Learning.WeightDecay,
            Momentum = Learning.Momentum,
            PseudoCount = Learning.PseudoCount,
            Schedule = Learning.Schedule == ScheduleKind.Cosine ? new LearningRateSchedule.CosineRestarts(Learning.Period, Learning.MinimumRate) : new LearningRateSchedule.Constant(),
            Reduction = Learning.Reduction,
        },
        Rules = new() { IsShifted = Learning.Shift, NetNodes = Learning.NetNodes > 0 ? Learning.NetNodes : null, Refinement = RefinementText.Read(Learning.Refine, Learning.RefineBy, Learning.Period).IfLeft(_ => Refinement.Constant) }, // of what was checked
        Batches = new() { Size = Learning.BatchSize, Last = Learning.LastBatch, MicroBatch = Learning.MicroBatch, Shards = Learning.Shards ?? 1, Sums = Learning.Sum, AverageEvery = Learning.AverageEvery, Seed = Learning.Seed },
        Stopping = new() { MaxEpochs = Learning.MaxEpochs, MaxSteps = Learning.MaxSteps ?? long.MaxValue, MaxSeconds = Learning.MaxSeconds ?? double.PositiveInfinity, Patience = Learning.Patience, MinDelta = Learning.MinDelta },
        Reports = new() { ValidateEvery = Learning.ValidateEvery, ReportEvery = Learning.ReportEvery },
        Recovery = new() { Factor = Recovery.TroubleFactor, Retries = Recovery.TroubleRetries },
    };

    /// <summary>Steps between checkpoints; 0 for one at the end only.</summary>
    public long CheckpointSteps => Recovery.CheckpointEvery ?? Learning.ValidateEvery;

    /// <summary>Whether it is of a plain circuit.</summary>
    public bool IsPlain => Model.Kind == ModelKind.Pc;

    /// <summary>The first option that no run has, if there is one.</summary>
    /// <param name="file">Where the options are from.</param>
    public Failure? FindFault(string file)
    {
        (bool IsRight, string Name, object Value, string Expected)[] fields =
        [
            (Model.K >= 1, "k", Model.K, "at least 1"),
            (Model.Width is >= 2 and <= NetSettings.LargestWidth && Model.Width % 2 == 0, "width", Model.Width, $"an even number from 2 to {NetSettings.LargestWidth}"),
            (double.IsFinite(Model.Sigma), "sigma", Model.Sigma, "a finite number"),
            (double.IsFinite(Learning.LearningRate), "learningRate", Learning.LearningRate, "a finite number"),
            (double.IsFinite(Learning.WeightDecay), "weightDecay", Learning.WeightDecay, "a finite number"),
            (Learning.BatchSize >= 1, "batchSize", Learning.BatchSize, "at least 1"),
            (Learning.MaxEpochs >= 0, "maxEpochs", Learning.MaxEpochs, "at least 0"),
            (Learning.MaxSeconds is not (<= 0 or double.NaN or double.PositiveInfinity), "maxSeconds", Learning.MaxSeconds ?? 0, "a positive number"),
            (Data.Validation is > 0 and < 1, "validation", Data.Validation, "a number between 0 and 1"),
            (Recovery.KeepCheckpoints >= 1, "keepCheckpoints", Recovery.KeepCheckpoints, "at least 1"),
        ];
        return fields.Where(field => !field.IsRight).Select(field => new Failure(string.Create(CultureInfo.InvariantCulture, $"'{file}' has {field.Value} in the field '{field.Name}'; expected {field.Expected}"))).FirstOrDefault();
    }
}
