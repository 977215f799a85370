using System.CommandLine;

namespace Pics.Host;

/// <summary>The options of the measurements, with their defaults and help.</summary>
internal sealed class BenchOptions
{
    private readonly Option<string?> dataset = new("--dataset") { Description = $"Data set: {DataSource.KnownNames}. [default: generated images]" };
    private readonly Option<string?> data = new("--data") { Description = "Folder with the data set's files." };
    private readonly Option<PixelKind> pixels = Choice.Of("--data-kind", "Generated images: shapes of few values per pixel, or uniform random pixels, the worst case for engines that use repeated values:", PixelKind.Grey);
    private readonly Option<int> height = new("--height") { Description = "Rows of pixels of generated images.", DefaultValueFactory = _ => 28 };
    private readonly Option<int> columns = new("--columns") { Description = "Columns of pixels of generated images.", DefaultValueFactory = _ => 28 };
    private readonly Option<int> channels = new("--channels") { Description = "Channels of a pixel of generated images.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> categories = new("--categories") { Description = "Values of a channel of generated images.", DefaultValueFactory = _ => 256 };
    private readonly Option<string> structure = new("--structure") { Description = "Region graph: quad-tree, quad-graph, or a JSON file.", DefaultValueFactory = _ => "quad-graph" };
    private readonly Option<MergeKind> merge = Choice.Of("--merge", "How partitions become units:", MergeKind.Cp);
    private readonly Option<ModelKind> model = Choice.Of("--model", "A PIC, or the plain circuit (PC) of the same structure:", ModelKind.Pic);
    private readonly Option<int[]> k = new("--k") { Description = "Quadrature nodes of a latent, one or more numbers. [default: 16]", AllowMultipleArgumentsPerToken = true };
    private readonly Option<Sharing?> inputSharing = Choice.Optional<Sharing>("--input-sharing", "Sharing among input functions: {words} [default: full; none for a PC]");
    private readonly Option<Sharing?> integralSharing = Choice.Optional<Sharing>("--integral-sharing", "Sharing among the functions of one layer: {words} [default: composite; none for a PC]");
    private readonly Option<int> width = new("--width") { Description = "M: width of the nets, an even number.", DefaultValueFactory = _ => 256 };
    private readonly Option<Grouping> grouping = Choice.Of("--grouping", "Which integral units share:", Grouping.Layer);
    private readonly Option<int> netNodes = new("--net-nodes") { Description = "Nodes a latent at which nets are evaluated in a step, and interpolated between; 0 for all.", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> isDouble = new("--double") { Description = "Parameters of 64 instead of 32 bits." };
    private readonly Option<DeviceKind> device = Choice.Of("--device", "Where tensors live:", DeviceKind.Cpu);
    private readonly Option<int> threads = new("--threads") { Description = "Threads of libtorch; 0 leaves the choice to it.", DefaultValueFactory = _ => 0 };
    private readonly int[] batchSizes; // where none is given
    private readonly Option<int[]> batchSize;
    private readonly Option<int> seed = new("--seed") { Description = "Seed of parameters and generated images.", DefaultValueFactory = _ => 42 };
    private readonly Option<EngineOption> engine = Choice.Of("--engine", "Engine that is measured:", EngineOption.Auto);
    private readonly Option<bool> noBaseline = new("--no-baseline") { Description = "Without timing the reference engine; results are compared with it all the same." };
    private readonly Option<bool> withPlain = new("--with-pc") { Description = "Also the plain circuit (PC) of the same structure and K, and the ratio." };
    private readonly Option<double?> tolerance = RealNumber.Optional("--tolerance", "Largest relative difference of the circuit's gradients from the reference engine's; log-likelihoods a hundredth, parameters ten times of it. [default: 0.001; 1e-8 with --double]");
    private readonly Option<int> repeat = new("--repeat") { Description = "Repetitions at least.", DefaultValueFactory = _ => 5 };
    private readonly Option<double> minSeconds = RealNumber.Of("--min-seconds", "Time at least that repetitions go on.", 0.5);
    private readonly Option<Preset?> preset = Choice.Optional<Preset>("--preset", "Settings that are measured together: {words}");
    private readonly Option<bool> sweep = new("--sweep") { Description = "The paper's grid of structures, merges and K, PIC and PC, as far as memory allows." };
    private readonly Option<string?> json = new("--json") { Description = "File for all figures and the environment." };
    private readonly Option<string?> markdown = new("--markdown") { Description = "File for the tables in Markdown." };
    private readonly Option<int> rows = new("--rows") { Description = "Rows to evaluate.", DefaultValueFactory = _ => 10000 };
    private readonly Option<int> steps = new("--steps") { Description = "Training steps between the first and the last look at memory.", DefaultValueFactory = _ => 100 };

    /// <param name="batchSizes">Batch sizes where none is given.</param>
    public BenchOptions(params int[] batchSizes) => (this.batchSizes, batchSize) = (batchSizes, new("--batch-size")
    {
        Description = $"Rows per step or evaluation, one or more numbers. [default: {string.Join(' ', batchSizes)}]",
        AllowMultipleArgumentsPerToken = true,
    });

    public Option Rows => rows;

    public Option Steps => steps;

    public IEnumerable<Option> Common =>
    [
        dataset, data, pixels, height, columns, channels, categories, structure, merge, model, k, inputSharing, integralSharing, grouping, width, isDouble, device,
        threads, batchSize, seed, engine, tolerance, repeat, minSeconds, json, markdown,
    ];

    public IEnumerable<Option> Grid => [netNodes, preset, sweep, withPlain, noBaseline];

    public IEnumerable<Option> Compilation => [structure, merge, k, engine, repeat, minSeconds, json, markdown];

    /// <summary>Refuses options that a measurement would ignore.</summary>
    public LanguageExt.Either<Failure, LanguageExt.Unit> Refuse(ParseResult result)
    {
        LanguageExt.Either<Failure, LanguageExt.Unit> Beside(bool isThere, string what, params Option[] idle) =>
            isThere ? IdleOptions.Alone(result, what, idle.Select(option => option.Name)) : LanguageExt.Unit.Default;
        bool IsGiven(Option option) => IdleOptions.IsGiven(result, option.Name);
        return from read in Beside(IsGiven(dataset), "--dataset, since it is for generated images", pixels, height, columns, channels, categories)
               from shapes in Beside(IsGiven(dataset) && result.GetValue(dataset) == ShapesDataset.Name, $"--dataset {ShapesDataset.Name}, which is generated and reads no data", data)
               from several in Beside(IsGiven(sweep) || IsGiven(preset), "--sweep or --preset, which have structures and merges of their own", structure, merge)
               select several;
    }

    public BenchSettings Bind(ParseResult result)
    {
        // What a command does not have keeps its default.
        T Get<T>(Option<T> option) => result.CommandResult.Command.Options.Contains(option) ? result.GetValue(option)! : option.HasDefaultValue ? (T)option.GetDefaultValue()! : default!;
        var named = Get(dataset);
        var byDefault = RunSettings.Of(Get(model), ShapesDataset.Name);
        var modelled = byDefault with
        {
            Data = byDefault.Data with { Dataset = named ?? "generated", Path = Get(data) },
            Structure = byDefault.Structure with { Name = Get(structure) },
            Model = byDefault.Model with
            {
                Merge = Get(merge),
                InputSharing = Get(inputSharing) ?? byDefault.Model.InputSharing,
                IntegralSharing = Get(integralSharing) ?? byDefault.Model.IntegralSharing,
                Grouping = Get(grouping),
                Width = Get(width),
                Double = Get(isDouble),
            },
            Learning = byDefault.Learning with { Seed = Get(seed), NetNodes = Get(netNodes) },
            Machine = byDefault.Machine with { Device = Get(device), Threads = Get(threads) },
        };
        return new()
        {
            Run = modelled,
            Generated = new(Get(height), Get(columns), Get(channels), Get(categories)),
            IsGenerated = named is null,
            Pixels = Get(pixels),
            K = Get(k) ?? [],
            BatchSizes = Get(batchSize) is { Length: > 0 } sizes ? sizes : batchSizes,
            Preset = Get(preset),
            IsSweep = Get(sweep),
            WithPlain = Get(withPlain) || Get(sweep),
            Engine = Get(engine),
            HasBaseline = !Get(noBaseline),
            Tolerance = Get(tolerance),
            Effort = new(Get(repeat), Get(minSeconds)),
            Rows = Get(rows),
            Steps = Get(steps),
            JsonFile = Get(json),
            MarkdownFile = Get(markdown),
        };
    }
}
