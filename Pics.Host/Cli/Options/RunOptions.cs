using System.CommandLine;

namespace Pics.Host;

/// <summary>The options that say what is modelled and how it is trained, with their defaults and help.</summary>
internal sealed class RunOptions
{
    private readonly Option<string> dataset = new("--dataset") { Description = $"Data set: {DataSource.KnownNames}. With --data alone it is file.", DefaultValueFactory = _ => "shapes" };
    private readonly Option<string?> data = new("--data") { Description = "Folder with the data set's files, or without --dataset any file or folder with rows. [default: where data fetch puts them; shapes have none]" };
    private readonly Option<string> structure = new("--structure") { Description = $"Region graph: {Structures.KnownNames}, or a JSON file.", DefaultValueFactory = _ => "quad-graph" };
    private readonly Option<MergeKind> merge = Choice.Of("--merge", "How partitions become units; Tucker needs partitions of two parts:", MergeKind.Cp);
    private readonly Option<ModelKind> model = Choice.Of("--model", "A PIC, or the plain circuit (PC) of the same structure as a baseline:", ModelKind.Pic);
    private readonly Option<int> k = new("--k") { Description = "Quadrature nodes of a latent.", DefaultValueFactory = _ => 16 };
    private readonly Option<RuleKind> rule = Choice.Of("--rule", "Quadrature rule:", RuleKind.Trapezoidal);
    private readonly Option<Sharing?> inputSharing = Choice.Optional<Sharing>("--input-sharing", "Sharing among input functions: {words} [default: full; none for a PC]");
    private readonly Option<Sharing?> integralSharing = Choice.Optional<Sharing>("--integral-sharing", "Sharing among the functions of one layer: {words} [default: composite; none for a PC]");
    private readonly Option<EngineOption> engine = Choice.Of("--engine", "How circuits are evaluated; auto takes the fastest on the device:", EngineOption.Auto);
    private readonly Option<int?> width = new("--width") { Description = "M: width of the nets, an even number. [default: 256; 64 for shapes]" };
    private readonly Option<double> sigma = RealNumber.Of("--sigma", "Standard deviation of the Fourier frequencies.", 1.0);
    private readonly Option<bool> noBias = new("--no-bias") { Description = "Linear layers without biases." };
    private readonly Option<bool> isDouble = new("--double") { Description = "Numbers of 64 instead of 32 bits." };
    private readonly Option<Precision?> precision = Choice.Optional<Precision>("--precision", "Numbers: {words} Double is what --double says too; tf32 keeps 32 bits but multiplies matrices with 10 bits of mantissa, on NVIDIA GPUs only. [default: float]");
    private readonly Option<DeviceKind> device = Choice.Of("--device", "Where tensors live:", DeviceKind.Cpu);
    private readonly Option<double?> learningRate = RealNumber.Optional("--learning-rate", "Of Adam. [default: 0.005; 0.01 for a PC]");
    private readonly Option<double?> weightDecay = RealNumber.Optional("--weight-decay", "Coupled L2 penalty. [default: 0.01; 0 for a PC]");
    private readonly Option<ScheduleKind?> schedule = Choice.Optional<ScheduleKind>("--schedule", "Learning rate schedule: {words} [default: cosine; constant for a PC]");
    private readonly Option<int> period = new("--period") { Description = "Steps between restarts of the cosine schedule.", DefaultValueFactory = _ => 500 };
    private readonly Option<double> minimumRate = RealNumber.Of("--minimum-rate", "Learning rate just before a restart.", 1e-4);
    private readonly Option<LossReduction> reduction = Choice.Of("--reduction", "What of a batch's log-likelihoods is the loss:", LossReduction.Sum);
    private readonly Option<int> batchSize = new("--batch-size") { Description = "Rows a step.", DefaultValueFactory = _ => 256 };
    private readonly Option<int?> microBatch = new("--micro-batch") { Description = "Rows evaluated at once: less memory, the same step. [default: the batch size]" };
    private readonly Option<int?> maxEpochs = new("--max-epochs") { Description = "Passes over the training rows. [default: 200; 25 for shapes]" };
    private readonly Option<long?> maxSteps = new("--max-steps") { Description = "Steps at most; no limit if not given." };
    private readonly Option<int> validateEvery = new("--validate-every") { Description = "Steps between validations.", DefaultValueFactory = _ => 250 };
    private readonly Option<int?> reportEvery = new("--report-every") { Description = "Steps between reports; a GPU is not waited for between them. [default: 1 on the CPU, 50 elsewhere]" };
    private readonly Option<int> patience = new("--patience") { Description = "Validations without improvement before stopping.", DefaultValueFactory = _ => 5 };
    private readonly Option<double> minDelta = RealNumber.Of("--min-delta", "Nats that count as improvement.", 0.0);
    private readonly Option<double> validation = RealNumber.Of("--validation", "Part of the training rows held out for validation.", 0.05);
    private readonly Option<int> splitSeed = new("--split-seed") { Description = "Seed of which rows are held out.", DefaultValueFactory = _ => 42 };
    private readonly Option<int> seed = new("--seed") { Description = "Seed of parameters and order of rows.", DefaultValueFactory = _ => 42 };
    private readonly Option<MergeKind?> rootMerge = Choice.Optional<MergeKind>("--root-merge", "Merge of the root's partitions: {words} [default: as --merge; tucker for hidden-chow-liu, where CP would make both sides independent]");
    private readonly Option<Grouping> grouping = Choice.Of("--grouping", "Which integral units share: those of a layer as in the paper, or of the whole circuit:", Grouping.Layer);
    private readonly Option<FamilyKind> family = Choice.Of("--family", "Input family of all variables; auto is categorical for images and goes by the values for tables:", FamilyKind.Auto);
    private readonly Option<string?> families = new("--families") { Description = "Input families by column, for example age=gaussian,visits=poisson; other columns as --family says." };
    private readonly Option<bool> binarise = new("--binarise") { Description = "Partitions of many parts become partitions of two." };
    private readonly Option<string?> distances = new("--distances") { Description = "Cut distances of poon-domingos in pixels. [default: 8,4,2,1]" };
    private readonly Option<int?> depth = new("--depth") { Description = "Depth of random-binary-trees. [default: down to single variables]" };
    private readonly Option<int> replicas = new("--replicas") { Description = "How many random-binary-trees under one root.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> structureSeed = new("--structure-seed") { Description = "Seed of random structures.", DefaultValueFactory = _ => 42 };
    private readonly Option<int> bins = new("--bins") { Description = "Values that a variable is reduced to when hidden-chow-liu counts pairs.", DefaultValueFactory = _ => 8 };
    private readonly Option<double> smoothing = RealNumber.Of("--smoothing", "Pseudo-count of a pair's table when hidden-chow-liu counts pairs.", 1.0);
    private readonly Option<int> threads = new("--threads") { Description = "Threads of libtorch; 0 leaves the choice to it.", DefaultValueFactory = _ => 0 };

    private readonly Option<string?> validationData = new("--validation-data") { Description = "File or folder with the validation rows. [default: those of --data, or held out]" };
    private readonly Option<string?> testData = new("--test-data") { Description = "File or folder with the test rows. [default: those of --data, or held out]" };
    private readonly ReadingOptions reading = new();
    private readonly Option<long?> checkpointEvery = new("--checkpoint-every") { Description = "Steps between checkpoints, from which train --resume goes on; 0 for one at the end only. [default: as --validate-every]" };
    private readonly Option<int> keepCheckpoints = new("--keep-checkpoints") { Description = "How many of the last checkpoints are kept, beside that of the best validation.", DefaultValueFactory = _ => 2 };
    private readonly Option<double> troubleFactor = RealNumber.Of("--trouble-factor", "What the learning rate is multiplied by when a number is not finite and training goes back to its last good state.", 0.5);
    private readonly Option<int> troubleRetries = new("--trouble-retries") { Description = "How often it goes back so before it stops.", DefaultValueFactory = _ => 3 };

    public IEnumerable<Option> All =>
    [
        dataset, data, structure, merge, model, k, rule, inputSharing, integralSharing, width, sigma, noBias, isDouble, precision, device, learningRate, weightDecay,
        schedule, period, minimumRate, reduction, batchSize, microBatch, maxEpochs, maxSteps, validateEvery, reportEvery, patience, minDelta, validation, splitSeed, seed, threads, engine,
        rootMerge, grouping, family, families, binarise, distances, depth, replicas, structureSeed, bins, smoothing,
        validationData, testData, .. reading.All, checkpointEvery, keepCheckpoints, troubleFactor, troubleRetries,
    ];

    /// <summary>The options of a run, all by default but those that some words give.</summary>
    public static RunSettings Defaults(params string[] words)
    {
        var (options, command) = (new RunOptions(), new Command("defaults"));
        foreach (var option in options.All) command.Options.Add(option);
        return options.Bind(command.Parse(words));
    }

    /// <summary>The options of a run that some words give.</summary>
    /// <param name="words">As on a command line.</param>
    /// <param name="source">Where they are from, for errors.</param>
    public static LanguageExt.Either<Failure, RunSettings> Parse(IReadOnlyList<string> words, string source)
    {
        var (options, command) = (new RunOptions(), new Command("train"));
        foreach (var option in options.All) command.Options.Add(option);
        var parsed = command.Parse(words);
        return parsed.Errors.Count > 0 ? new Failure($"{source}: {parsed.Errors[0].Message}") : options.Bind(parsed);
    }

    public RunSettings Bind(ParseResult result)
    {
        T Get<T>(Option<T> option) => result.GetValue(option)!;
        var isPlain = Get(model) == ModelKind.Pc;
        var isNamed = result.GetResult(dataset) is { Implicit: false };
        var source = !isNamed && result.GetValue(data) is not null ? DataSource.File : Get(dataset);
        var isShapes = source == ShapesDataset.Name;
        return new(
            source,
            result.GetValue(data),
            Get(structure),
            Get(merge),
            Get(model),
            Get(k),
            Get(rule),
            Get(inputSharing) ?? (isPlain ? Sharing.None : Sharing.Full),
            Get(integralSharing) ?? (isPlain ? Sharing.None : Sharing.Composite),
            Get(width) ?? (isShapes ? 64 : 256),
            Get(sigma),
            !Get(noBias),
            Get(isDouble) || result.GetValue(precision) == Precision.Double,
            Get(device),
            Get(learningRate) ?? (isPlain ? TrainingSettings.ForPlainCircuit : TrainingSettings.ForPic).LearningRate,
            Get(weightDecay) ?? (isPlain ? TrainingSettings.ForPlainCircuit : TrainingSettings.ForPic).WeightDecay,
            Get(schedule) ?? (isPlain ? ScheduleKind.Constant : ScheduleKind.Cosine),
            Get(period),
            Get(minimumRate),
            Get(reduction),
            Get(batchSize),
            Get(maxEpochs) ?? (isShapes ? 25 : 200),
            result.GetValue(maxSteps),
            Get(validateEvery),
            Get(patience),
            Get(minDelta),
            Get(validation),
            Get(splitSeed),
            Get(seed),
            Get(threads),
            Get(engine),
            result.GetValue(microBatch),
            result.GetValue(reportEvery),
            result.GetValue(precision),
            result.GetValue(rootMerge),
            Get(grouping),
            Get(family),
            result.GetValue(families),
            Get(binarise),
            result.GetValue(distances),
            result.GetValue(depth),
            Get(replicas),
            Get(structureSeed),
            Get(bins),
            Get(smoothing),
            result.GetValue(validationData),
            result.GetValue(testData),
            Get(reading.Colour),
            result.GetValue(reading.ImageSize),
            Get(reading.Stream),
            Get(reading.Header),
            result.GetValue(reading.Missing),
            result.GetValue(reading.Schema),
            result.GetValue(checkpointEvery),
            Get(keepCheckpoints),
            Get(troubleFactor),
            Get(troubleRetries));
    }
}
