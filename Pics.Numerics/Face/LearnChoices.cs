namespace Pics.Numerics;

/// <summary>One thing that is chosen where nobody wishes it.</summary>
/// <param name="Name">What it is, in a word as the console's options have it: structure, k, batch-size.</param>
/// <param name="Value">What is chosen, for people.</param>
/// <param name="Why">Why, for people.</param>
public sealed record LearnChoice(string Name, string Value, string Why);

/// <summary>What is chosen from rows where nobody wishes it: the one place for all such figures, for programs and the console.</summary>
public sealed record LearnChoices
{
    // Of tables. A step sees an eighth of the rows at most, so that few rows make several steps between two looks at the validation rows.
    private const int Nodes = 16;
    private const int NodesForTables = 32;
    private const int WidthForTables = 128;
    private const Sharing SharingForTables = Sharing.Composite; // columns are not alike, as pixels are
    private const int FewestShifted = 8; // nodes
    private const int LargestBatch = 256;
    private const int BatchesInEpoch = 8;
    private const int LooksOfPatience = 30; // at the validation rows, without improvement
    private const int StepsOfPatience = 500; // at least: a period of the learning rate, since figures may stay for a while before they rise
    private const int FewestLooks = 5;
    private const int StepsBetween = 1000; // validations at most, so that an epoch of millions of rows is looked at more than once
    private const int MostEpochs = 200;
    private const int FewestEpochs = 5;
    private const int StepsForTables = 50_000; // about; fewer epochs of many rows
    private const double Part = 0.1; // held out, once to tell when to stop and once to report on
    private const double PartOfFew = 0.2;
    private const double PartOfVeryFew = 0.34;
    private const int Few = 100;
    private const int VeryFew = 10;
    private const int MostHeld = 20_000; // rows, which tell the mean log-likelihood to about a hundredth of a nat

    private const int BatchesOfMany = 10; // of an epoch: dropping the rest leaves out a tenth of the rows at most

    // Of images, the paper's.
    private const int WidthForImages = 256;
    private const int FewestStepsBetween = 25;
    private const int MostStepsBetween = 250;
    private const int ValidationsOfPatience = 10;

    /// <summary>The region graph.</summary>
    public required StructureChoice Structure { get; init; }

    /// <summary>Sharing among input functions.</summary>
    public Sharing InputSharing { get; init; } = Sharing.Full;

    /// <summary>Which integral units share their functions.</summary>
    public required Grouping Grouping { get; init; }

    /// <summary>K: quadrature nodes of a latent.</summary>
    public required int K { get; init; }

    /// <summary>M: the width of the nets.</summary>
    public required int Width { get; init; }

    /// <summary>The quadrature rule.</summary>
    public RuleKind Rule { get; init; } = RuleKind.Trapezoidal;

    /// <summary>Under which rules steps are.</summary>
    public StepRules Rules { get; init; } = StepRules.Fixed;

    /// <summary>Rows per step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>What becomes of rows that do not fill a batch.</summary>
    public LastBatch LastBatch { get; init; } = LastBatch.Drop;

    /// <summary>Steps between validations.</summary>
    public required int ValidateEvery { get; init; }

    /// <summary>Validations in a row without improvement before the learning stops.</summary>
    public required int Patience { get; init; }

    /// <summary>Passes over the training rows at most.</summary>
    public required int Epochs { get; init; }

    /// <summary>The learning rate of Adam at the first step.</summary>
    public double LearningRate { get; init; } = TrainingSettings.ForPic.Optimiser.LearningRate;

    /// <summary>The coupled L2 penalty.</summary>
    public double WeightDecay { get; init; } = TrainingSettings.ForPic.Optimiser.WeightDecay;

    /// <summary>All of it in words, with reasons.</summary>
    public ImmutableArray<LearnChoice> Reasons { get; private init; } = [];

    /// <summary>What is chosen for some training rows.</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="areImages">Whether they are images.</param>
    /// <param name="batch">Rows per step, where these are wished.</param>
    /// <param name="validateEvery">Steps between validations, where these are wished.</param>
    /// <param name="last">What becomes of rows that do not fill a batch, where that is wished.</param>
    public static LearnChoices For(int rows, bool areImages, int? batch = null, int? validateEvery = null, LastBatch? last = null) => areImages ? ForImages(rows, batch, last) : ForTable(rows, batch, validateEvery, last);

    /// <summary>Whether steps have shifted rules: not where there are so few nodes that they are the model more than its integral, nor for a rule on the whole line.</summary>
    /// <param name="nodes">K.</param>
    /// <param name="rule">The rule that is wished; null for none.</param>
    public static bool AreShifted(int nodes, RuleKind? rule) => nodes >= FewestShifted && rule != RuleKind.GaussHermite;

    /// <summary>The part of the rows that is held out to tell when to stop, and of the others again to report on, where they come in no splits.</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="areImages">Whether they are images.</param>
    public static double HeldOut(int rows, bool areImages) => areImages ? Part
        : rows < VeryFew ? PartOfVeryFew
        : rows < Few ? PartOfFew
        : Math.Min(Part, MostHeld / (double)rows);

    /// <summary>What becomes of rows that do not fill a batch: of images that make ten batches they are dropped, as the paper does; elsewhere too many would be.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="areImages">Whether they are images.</param>
    /// <param name="batch">Rows per step.</param>
    public static LastBatch LastFor(int rows, bool areImages, int batch) => areImages && rows / Math.Max(1, batch) >= BatchesOfMany ? LastBatch.Drop : LastBatch.Even;

    private static LearnChoices ForImages(int rows, int? wished, LastBatch? last)
    {
        var batch = wished ?? Batch(rows);
        return new()
        {
            Structure = new StructureChoice.QuadGraph(),
            Grouping = Grouping.Layer,
            K = Nodes,
            Rule = RuleKind.Midpoint,
            Rules = StepRules.Shifted,
            Width = WidthForImages,
            BatchSize = batch,
            LastBatch = last ?? LastFor(rows, areImages: true, batch),
            ValidateEvery = Math.Clamp(rows / Math.Max(1, batch), FewestStepsBetween, MostStepsBetween),
            Patience = ValidationsOfPatience,
            Epochs = MostEpochs,
        };
    }

    private static LearnChoices ForTable(int rows, int? wished, int? validateEvery, LastBatch? last)
    {
        var batch = wished ?? Batch(rows);
        var steps = Math.Max(1, new BatchSettings { Size = Math.Max(1, batch), Last = last ?? LastBatch.Even }.StepsOf(rows)); // of an epoch
        var every = Math.Min(steps, StepsBetween);
        var patience = Math.Max(StepsOfPatience, LooksOfPatience * every) / Math.Max(1, validateEvery ?? every);
        var chosen = new LearnChoices
        {
            Structure = new StructureChoice.HiddenChowLiu(),
            InputSharing = SharingForTables,
            Grouping = Grouping.Circuit,
            K = NodesForTables,
            Rule = RuleKind.Midpoint,
            Rules = StepRules.Shifted,
            Width = WidthForTables,
            BatchSize = batch,
            LastBatch = last ?? LastBatch.Even,
            ValidateEvery = every,
            Patience = Math.Max(FewestLooks, patience),
            Epochs = Math.Clamp(StepsForTables / steps, FewestEpochs, MostEpochs),
        };
        return chosen with { Reasons = chosen.ReasonsFor(rows, steps) };
    }

    private static int Batch(int rows) => Math.Clamp(rows / BatchesInEpoch, 1, LargestBatch);

    private ImmutableArray<LearnChoice> ReasonsFor(int rows, int steps) =>
    [
        new("structure", Structure.Label, "a tree that joins the columns which depend on each other most, learned from the rows"),
        new("input-sharing", InputSharing.ToString().ToLowerInvariant(), "each column has a distribution of its own given its hidden variable"),
        new("grouping", "circuit", "one net for all columns, so that few rows suffice to learn it"),
        new("k", $"{K}", "values of each hidden variable; more cost time, and are possible after training too"),
        new("rule", Rule.ToString().ToLowerInvariant(), "evenly spaced nodes, as steps have them"),
        new("shift", Rules.IsShifted ? "true" : "false", "each step has its nodes elsewhere, so that nets learn the integral and not the nodes"),
        new("width", $"{Width}", "of the nets; enough for a table"),
        new("batch-size", $"{BatchSize}", BatchSize == LargestBatch ? "rows a step" : $"rows a step, an eighth of the {rows} that are learned from"),
        .. BatchSize < 1 || rows % BatchSize == 0 || LastBatch == LastBatch.Drop ? System.Array.Empty<LearnChoice>() : [new("last-batch", "even", "all rows in each pass, in batches of nearly equal size")],
        new("validate-every", $"{ValidateEvery}", ValidateEvery == steps ? "steps, which are one pass over the rows" : $"steps; a pass over the rows has {steps}"),
        new("patience", $"{Patience}", "validations without improvement, and it stops; the parameters of the best are kept"),
        new("max-epochs", $"{Epochs}", "passes over the rows at most"),
        new("learning-rate", LearningRate.ToString(System.Globalization.CultureInfo.InvariantCulture), "of Adam, falling and restarted every 500 steps"),
        new("weight-decay", WeightDecay.ToString(System.Globalization.CultureInfo.InvariantCulture), "which keeps the nets smooth"),
    ];
}
