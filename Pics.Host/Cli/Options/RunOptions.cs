using System.CommandLine;

namespace Pics.Host;

/// <summary>The options that say what is modelled and how it is trained, with their defaults and help.</summary>
/// <param name="forSizes">Whether a road without data is meant too, which has sizes.</param>
internal sealed class RunOptions(bool forSizes = false)
{
    private static readonly RunSettings ByDefault = new();

    private readonly Option<string> dataset = new("--dataset") { Description = $"Data set: {DataSource.KnownNames}. With --data alone it is file.", DefaultValueFactory = _ => ByDefault.Data.Dataset };
    private readonly Option<string?> data = new("--data") { Description = "Folder with the data set's files, or without --dataset any file or folder with rows. [default: where data fetch puts them; shapes have none]" };
    private readonly Option<string?> structure = new("--structure") { Description = $"Region graph: {Structures.KnownNames}, or a JSON file. [default: quad-graph; hidden-chow-liu for tables]" };
    private readonly Option<MergeKind> merge = Choice.Of("--merge", "How partitions below the root become units; Tucker needs partitions of two parts:", ByDefault.Model.Merge);
    private readonly Option<ModelKind> model = Choice.Of("--model", "A PIC, or the plain circuit (PC) of the same structure as a baseline:", ByDefault.Model.Kind);
    private readonly Option<int> k = new("--k") { Description = "Quadrature nodes of a latent; for tables 32 if not given.", DefaultValueFactory = _ => ByDefault.Model.K };
    private readonly Option<RuleKind> rule = Choice.Of("--rule", "Quadrature rule, midpoint where steps are shifted and nothing is said:", ByDefault.Model.Rule);
    private readonly Option<Sharing?> inputSharing = Choice.Optional<Sharing>("--input-sharing", "Sharing among input functions: {words} [default: full; composite for tables, none for a PC]");
    private readonly Option<Sharing?> integralSharing = Choice.Optional<Sharing>("--integral-sharing", "Sharing among the functions of one layer: {words} [default: composite; none for a PC]");
    private readonly Option<EngineOption> engine = Choice.Of("--engine", "How circuits are evaluated; auto takes the fastest on the device:", ByDefault.Machine.Engine);
    private readonly Option<int?> width = new("--width") { Description = "M: width of the nets, an even number. [default: 256; 128 for tables, 64 for shapes]" };
    private readonly Option<double> sigma = RealNumber.Of("--sigma", "Standard deviation of the Fourier frequencies.", ByDefault.Model.Sigma);
    private readonly Option<bool> noBias = new("--no-bias") { Description = "Linear layers without biases." };
    private readonly Option<bool> isDouble = new("--double") { Description = "Parameters of 64 instead of 32 bits." };
    private readonly Option<Precision?> precision = Choice.Optional<Precision>("--precision", "Parameters: {words} Double is what --double says too; tf32 keeps 32 bits but multiplies matrices with 10 bits of mantissa, on NVIDIA GPUs only. [default: float]");
    private readonly Option<DeviceKind> device = Choice.Of("--device", "Where tensors live:", ByDefault.Machine.Device);
    private readonly Option<double?> learningRate = RealNumber.Optional("--learning-rate", "Of Adam; of EM its step, above 0 and up to 1. [default: 0.005; 0.01 for a PC, 0.001 for one that begins from a run; 0.4 for EM]");
    private readonly Option<OptimiserKind> optimiser = Choice.Of("--optimiser", "How parameters are changed; EM is for a PC:", ByDefault.Learning.Optimiser);
    private readonly Option<string?> from = new("--from") { Description = "With --model pc, a run whose circuit's weights it begins with. Data, structure, merges, families, K and rule are those of the run where nothing else is said." };
    private readonly Option<double> momentum = RealNumber.Of("--momentum", "Of EM: how much of the mean counts is kept a step.", ByDefault.Learning.Momentum);
    private readonly Option<double> pseudoCount = RealNumber.Of("--pseudo-count", "Of EM: rows that each distribution is thought to have seen beside those of training, evenly over its values.", ByDefault.Learning.PseudoCount);
    private readonly Option<double> prune = RealNumber.Of("--prune", "For a PC: expected training rows below which a weight of a sum is taken away when training is done; the figures before are told too. 0 for none.", ByDefault.Learning.Prune);
    private readonly Option<double?> weightDecay = RealNumber.Optional("--weight-decay", "Coupled L2 penalty. [default: 0.01; 0 for a PC]");
    private readonly Option<ScheduleKind?> schedule = Choice.Optional<ScheduleKind>("--schedule", "Learning rate schedule: {words} [default: cosine; constant for a PC with Adam]");
    private readonly Option<int> period = new("--period") { Description = "Steps between restarts of the cosine schedule.", DefaultValueFactory = _ => ByDefault.Learning.Period };
    private readonly Option<double> minimumRate = RealNumber.Of("--minimum-rate", "Learning rate just before a restart.", ByDefault.Learning.MinimumRate);
    private readonly Option<bool?> shift = new("--shift") { Description = "Each step under a midpoint rule whose nodes are moved together, at random by seed and step: the nets learn the integral, not their nodes. The rule of use is midpoint then, if --rule says no other. --shift false trains at the nodes of use, as in the paper. [default: true; false for a PC, for K below 8, and for gauss-hermite]" };
    private readonly Option<int> netNodes = new("--net-nodes") { Description = "With --shift, nodes a latent at which nets are evaluated in a step, and interpolated between; 0 for all of those of the step.", DefaultValueFactory = _ => ByDefault.Learning.NetNodes };
    private readonly Option<string?> refine = new("--refine") { Description = "K that grows while training, as 8,16,32,64: each K for one cycle of the schedule, the last for the rest; or with steps, as 8x500,16x1000,64. Validations are at --k, which is the last of these if not given." };
    private readonly Option<RefineBy> refineBy = Choice.Of("--refine-by", "When the next K of --refine follows, after its steps or after a validation that does not improve:", ByDefault.Learning.RefineBy);
    private readonly Option<LossReduction> reduction = Choice.Of("--reduction", "What of a batch's log-likelihoods is the loss:", ByDefault.Learning.Reduction);
    private readonly Option<int?> batchSize = new("--batch-size") { Description = "Rows per step, at most where batches are even. [default: 256; for tables at most an eighth of the training rows]" };
    private readonly Option<LastBatch?> lastBatch = Choice.Optional<LastBatch>("--last-batch", "Rows of an epoch that do not fill a batch: dropped, as in the paper, or none left over, in batches of nearly equal (even) size: {words} [default: even for files of tables, and of images that make fewer than ten batches; else drop]");
    private readonly Option<int?> microBatch = new("--micro-batch") { Description = "Rows evaluated at once: less memory, the same step. [default: the batch size]" };
    private readonly Option<int?> shards = new("--shards") { Description = "Parts of a batch, a power of two, that ranks share; the bytes of a run depend on it, and not on the number of ranks. [default: 1; under MPI 8, or more for more ranks]" };
    private readonly Option<ShardSums> sum = Choice.Of("--sum", "What these parts add up: gradients of tables, or of the parameters of nets, far fewer numbers to exchange where K is large, but each part goes back through the nets:", ByDefault.Learning.Sum);
    private readonly Option<int?> averageEvery = new("--average-every") { Description = "Under MPI, steps that each rank makes by itself on its rows of the batches before parameters are averaged: another method, whose results depend on the number of ranks. [default: sums in every step]" };
    private readonly Option<int?> maxEpochs = new("--max-epochs") { Description = "Passes over the training rows. [default: 200; 25 for shapes, fewer for tables of many rows]" };
    private readonly Option<long?> maxSteps = new("--max-steps") { Description = "Steps at most; no limit if not given." };
    private readonly Option<double?> maxSeconds = RealNumber.Optional("--max-seconds", "Seconds of the run at most, validations among them; no limit if not given.");
    private readonly Option<int?> validateEvery = new("--validate-every") { Description = "Steps between validations. [default: 250; for tables a pass over the training rows, at most 1000]" };
    private readonly Option<int?> reportEvery = new("--report-every") { Description = "Steps between reports; a GPU is not waited for between them. [default: 1 on the CPU, 50 elsewhere]" };
    private readonly Option<int?> patience = new("--patience") { Description = "Validations without improvement before stopping. [default: 5; for tables 30, and 500 steps at least]" };
    private readonly Option<double> minDelta = RealNumber.Of("--min-delta", "Nats that count as improvement.", ByDefault.Learning.MinDelta);
    private readonly Option<double?> validation = RealNumber.Optional("--validation", "Part of the training rows held out for validation. [default: 0.05; 0.1 for tables, more of few rows and less of very many]");
    private readonly Option<int> splitSeed = new("--split-seed") { Description = "Seed of which rows are held out.", DefaultValueFactory = _ => ByDefault.Data.SplitSeed };
    private readonly Option<int> seed = new("--seed") { Description = "Seed of parameters and order of rows.", DefaultValueFactory = _ => ByDefault.Learning.Seed };
    private readonly Option<MergeKind?> rootMerge = Choice.Optional<MergeKind>("--root-merge", "Merge of the root's partitions: {words} [default: tucker where the root has one, whose parts CP would make independent; else as --merge]");
    private readonly Option<Grouping?> grouping = Choice.Optional<Grouping>("--grouping", "Which integral units share, those of a layer as in the paper, or of the whole circuit: {words} [default: layer; circuit for tables]");
    private readonly Option<FamilyChoice> family = Choice.Of("--family", "Input family of all variables; auto is categorical for images and goes by the values for tables:", ByDefault.Model.Family);
    private readonly Option<string?> families = new("--families") { Description = "Input families by column, for example age=gaussian,visits=poisson; other columns as --family says." };
    private readonly Option<bool> binarise = new("--binarise") { Description = "Partitions of many parts become partitions of two." };
    private readonly Option<string?> distances = new("--distances") { Description = "Cut distances of poon-domingos in pixels. [default: 8,4,2,1]" };
    private readonly Option<int?> depth = new("--depth") { Description = "Depth of random-binary-trees. [default: down to single variables]" };
    private readonly Option<int> replicas = new("--replicas") { Description = "How many random-binary-trees under one root.", DefaultValueFactory = _ => ByDefault.Structure.Replicas };
    private readonly Option<int> structureSeed = new("--structure-seed") { Description = "Seed of random structures.", DefaultValueFactory = _ => ByDefault.Structure.Seed };
    private readonly Option<int> bins = new("--bins") { Description = "Values that a variable is reduced to when hidden-chow-liu counts pairs.", DefaultValueFactory = _ => ByDefault.Structure.Bins };
    private readonly Option<double> smoothing = RealNumber.Of("--smoothing", "Pseudo-count of a pair's table when hidden-chow-liu counts pairs.", ByDefault.Structure.Smoothing);
    private readonly Option<int> threads = new("--threads") { Description = "Threads of libtorch; 0 leaves the choice to it.", DefaultValueFactory = _ => ByDefault.Machine.Threads };

    private readonly Option<string?> validationData = new("--validation-data") { Description = "File or folder with the validation rows. [default: those of --data, or held out]" };
    private readonly Option<string?> testData = new("--test-data") { Description = "File or folder with the test rows. [default: those of --data, or held out]" };
    private readonly ReadingOptions reading = new(forSizes);
    private readonly Option<long?> checkpointEvery = new("--checkpoint-every") { Description = "Steps between checkpoints, from which train --resume goes on; 0 for one at the end only. [default: as --validate-every]" };
    private readonly Option<int> keepCheckpoints = new("--keep-checkpoints") { Description = "How many of the last checkpoints are kept, beside that of the best validation.", DefaultValueFactory = _ => ByDefault.Recovery.KeepCheckpoints };
    private readonly Option<double> troubleFactor = RealNumber.Of("--trouble-factor", "What the learning rate is multiplied by when a number is not finite and training goes back to its last good state.", ByDefault.Recovery.TroubleFactor);
    private readonly Option<int> troubleRetries = new("--trouble-retries") { Description = "How often it goes back so before it stops.", DefaultValueFactory = _ => ByDefault.Recovery.TroubleRetries };

    /// <summary>Whether a road without data is meant too.</summary>
    public bool ForSizes => forSizes;

    /// <summary>The channels of pictures, or of a road without data.</summary>
    public Option<int?> Channels => reading.Channels;

    /// <summary>The data as an argument, the same as --data.</summary>
    public Argument<string?> Path { get; init; } = new("data") { Description = "A file or folder with rows, the same as --data.", DefaultValueFactory = _ => null };

    public IEnumerable<Option> All =>
    [
        dataset, data, structure, merge, model, k, rule, inputSharing, integralSharing, width, sigma, noBias, isDouble, precision, device, optimiser, from, learningRate, momentum, pseudoCount, prune, weightDecay,
        schedule, period, minimumRate, shift, refine, refineBy, netNodes, reduction, batchSize, lastBatch, microBatch, shards, sum, averageEvery, maxEpochs, maxSteps, maxSeconds, validateEvery, reportEvery, patience, minDelta, validation, splitSeed, seed, threads, engine,
        rootMerge, grouping, family, families, binarise, distances, depth, replicas, structureSeed, bins, smoothing,
        validationData, testData, .. reading.All, checkpointEvery, keepCheckpoints, troubleFactor, troubleRetries,
    ];

    /// <summary>The options of a run that some words give.</summary>
    /// <param name="words">As on a command line.</param>
    /// <param name="source">Where they are from, for errors.</param>
    public static LanguageExt.Either<Failure, WishedRun> Parse(IReadOnlyList<string> words, string source)
    {
        var (options, command) = (new RunOptions(), new Command("train"));
        foreach (var option in options.All) command.Options.Add(option);
        var parsed = OptionWords.Use(command).Parse(words, OptionWords.Plain);
        return ParseFault.Find(parsed, words) is { } fault ? new Failure($"{source}: {fault}") : options.Wished(parsed);
    }

    /// <summary>The options of a run, and which of them are given.</summary>
    public WishedRun Wished(ParseResult result) => new(Bind(result), [.. Given(result)]);

    /// <summary>The names of the options that are given; the argument is that of --data.</summary>
    public IEnumerable<string> Given(ParseResult result) =>
        All.Select(option => option.Name).Where(name => IdleOptions.IsGiven(result, name) || (name == k.Name && IdleOptions.IsGiven(result, refine.Name))).Concat(IsArgument(result) ? [data.Name] : Array.Empty<string>()).Distinct();

    /// <summary>Refuses data that are named in two ways.</summary>
    public LanguageExt.Either<Failure, LanguageExt.Unit> Refuse(ParseResult result)
    {
        var path = IsArgument(result) ? result.GetValue(Path) : null;
        return path is not null && result.GetValue(data) is { } other && other != path ? new Failure($"--data is '{other}', and the data are also given as '{path}'; give one of them")
            : result.GetValue(reading.Sql) is not null && (path ?? result.GetValue(data)) is { } both ? new Failure($"--sql cannot be given with '{both}'; a query names its files itself")
            : LanguageExt.Unit.Default;
    }

    /// <summary>The options of a run. Data without the name of a data set are a file.</summary>
    public RunSettings Bind(ParseResult result)
    {
        T Get<T>(Option<T> option) => result.GetValue(option)!;
        bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
        var isNamed = IsGiven(dataset);
        var read = reading.Bind(result) with
        {
            Path = IsArgument(result) ? result.GetValue(Path) : result.GetValue(data),
            ValidationData = result.GetValue(validationData),
            TestData = result.GetValue(testData),
            Validation = Get(validation) ?? ByDefault.Data.Validation,
            SplitSeed = Get(splitSeed),
        };
        var isEm = Get(optimiser) == OptimiserKind.Em;
        var byDefault = RunSettings.Of(Get(model), !isNamed && read.IsNamed ? DataSource.File : Get(dataset));
        var nodes = (IsGiven(k) ? null : RefinementText.Last(result.GetValue(refine))) ?? Get(k);
        var isShifted = Get(shift) ?? (byDefault.Learning.Shift && LearnChoices.AreShifted(nodes, IsGiven(rule) ? Get(rule) : null));
        return new()
        {
            Data = read with { Dataset = byDefault.Data.Dataset, Folder = read.IsRelative ? Directory.GetCurrentDirectory() : null },
            Structure = new()
            {
                Name = Get(structure) ?? ByDefault.Structure.Name,
                Binarise = Get(binarise),
                Distances = result.GetValue(distances),
                Depth = result.GetValue(depth),
                Replicas = Get(replicas),
                Seed = Get(structureSeed),
                Bins = Get(bins),
                Smoothing = Get(smoothing),
            },
            Model = new()
            {
                Kind = Get(model),
                Merge = Get(merge),
                RootMerge = result.GetValue(rootMerge),
                K = nodes,
                Rule = isShifted && !IsGiven(rule) ? RuleKind.Midpoint : Get(rule),
                InputSharing = Get(inputSharing) ?? byDefault.Model.InputSharing,
                IntegralSharing = Get(integralSharing) ?? byDefault.Model.IntegralSharing,
                Grouping = Get(grouping) ?? ByDefault.Model.Grouping,
                Family = Get(family),
                Families = result.GetValue(families),
                Width = Get(width) ?? byDefault.Model.Width,
                Sigma = Get(sigma),
                Bias = !Get(noBias),
                Double = Get(isDouble) || result.GetValue(precision) == Precision.Double,
            },
            Learning = new()
            {
                Optimiser = Get(optimiser),
                From = result.GetValue(from),
                LearningRate = Get(learningRate) ?? (isEm ? TrainingSettings.ForEm.Optimiser.LearningRate : result.GetValue(from) is null ? byDefault.Learning.LearningRate : RunSettings.RateFromRun),
                Momentum = Get(momentum),
                PseudoCount = Get(pseudoCount),
                Prune = Get(prune),
                WeightDecay = Get(weightDecay) ?? (isEm ? 0 : byDefault.Learning.WeightDecay),
                Schedule = Get(schedule) ?? (isEm ? ScheduleKind.Cosine : byDefault.Learning.Schedule),
                Period = Get(period),
                MinimumRate = Get(minimumRate),
                Shift = isShifted,
                NetNodes = Get(netNodes),
                Refine = result.GetValue(refine),
                RefineBy = Get(refineBy),
                Reduction = Get(reduction),
                BatchSize = Get(batchSize) ?? ByDefault.Learning.BatchSize,
                LastBatch = Get(lastBatch) ?? ByDefault.Learning.LastBatch,
                MicroBatch = result.GetValue(microBatch),
                Shards = result.GetValue(shards),
                Sum = Get(sum),
                AverageEvery = result.GetValue(averageEvery),
                MaxEpochs = Get(maxEpochs) ?? byDefault.Learning.MaxEpochs,
                MaxSteps = result.GetValue(maxSteps),
                MaxSeconds = result.GetValue(maxSeconds),
                ValidateEvery = Get(validateEvery) ?? ByDefault.Learning.ValidateEvery,
                ReportEvery = result.GetValue(reportEvery),
                Patience = Get(patience) ?? ByDefault.Learning.Patience,
                MinDelta = Get(minDelta),
                Seed = Get(seed),
            },
            Recovery = new()
            {
                CheckpointEvery = result.GetValue(checkpointEvery),
                KeepCheckpoints = Get(keepCheckpoints),
                TroubleFactor = Get(troubleFactor),
                TroubleRetries = Get(troubleRetries),
            },
            Machine = new()
            {
                Device = Get(device),
                Threads = Get(threads),
                Engine = Get(engine),
                Precision = result.GetValue(precision),
            },
        };
    }

    private bool IsArgument(ParseResult result) => result.CommandResult.Command.Arguments.Contains(Path) && result.GetResult(Path) is { Implicit: false, Tokens.Count: > 0 };
}
