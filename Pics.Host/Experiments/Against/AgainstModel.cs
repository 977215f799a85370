using System.Text.Json;

namespace Pics.Host;

/// <summary>A model of the experiment: a circuit that train trains, or a baseline.</summary>
/// <param name="Name">For people, and for its files.</param>
/// <param name="Dataset">The data set.</param>
/// <param name="Baseline">Which baseline; null for a circuit.</param>
internal sealed record AgainstModel(string Name, string Dataset, BaselineKind? Baseline)
{
    /// <summary>The part of all its stages that a PIC is tried with, to see how many steps fit into the time.</summary>
    public const double PartOfTrial = 0.04;

    private const string Pic = "PIC";
    private const string Pc = "PC";
    private const int FewestSteps = 2;
    private const int PcNodes = 16; // free weights of more do not fit into memory
    private const int NoLimit = 1_000_000;

    private static readonly (int Nodes, int Steps)[] Stages = [(8, 400), (16, 400), (32, 600), (48, 900)];

    private static readonly string[] Datasets = ["mnist", "fashion-mnist"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AgainstModel> All { get; } =
    [
        .. Datasets.SelectMany(dataset => new AgainstModel[]
        {
            new(Pic, dataset, null),
            new(Pc, dataset, null),
            new("VAE", dataset, BaselineKind.Vae),
            new("flow", dataset, BaselineKind.Flow),
            new("autoregressive net", dataset, BaselineKind.Autoregressive),
        }),
    ];

    /// <summary>The data set and the model.</summary>
    public string Label => $"{Dataset} {Name}";

    /// <summary>Whether its steps cost more and more, so that only a trial tells how many fit into a time.</summary>
    public bool HasStages => Name == Pic;

    /// <summary>The options of train for a circuit.</summary>
    /// <param name="seconds">Its limit.</param>
    /// <param name="part">Of the stages of a PIC, which is tried where it is <see cref="PartOfTrial"/>.</param>
    public JsonElement Options(double seconds, double part)
    {
        var options = new Dictionary<string, object> { ["dataset"] = Dataset, ["structure"] = "quad-graph", ["max-seconds"] = seconds, ["patience"] = 10, ["max-epochs"] = NoLimit };
        if (HasStages)
        {
            var stages = Stages.Select(stage => (stage.Nodes, Steps: Math.Max(FewestSteps, (int)(stage.Steps * part)))).ToArray();
            options["root-merge"] = "tucker";
            options["refine"] = string.Join(',', stages.Select(stage => $"{stage.Nodes}x{stage.Steps}"));
            options["period"] = stages[^1].Steps;
            options["k"] = 64;
            options["validate-every"] = part == PartOfTrial ? stages.Sum(stage => stage.Steps) : Math.Max(FewestSteps, stages[0].Steps / 2);
        }
        else
        {
            options["model"] = "pc";
            options["k"] = PcNodes;
            options["validate-every"] = 50;
        }

        return JsonSerializer.SerializeToElement(options);
    }
}
