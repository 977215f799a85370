namespace Pics.Numerics;

/// <summary>How a model is learned. What is null is chosen from the rows: <c>LearnSettings.Default</c> says nothing, and each wish replaces one choice.</summary>
/// <remarks>Settings are values: C# copies them with <c>with</c>, other languages with the methods that begin so. Impossible ones are refused when something is learned.</remarks>
public sealed record LearnSettings
{
    /// <summary>Nothing is wished.</summary>
    public static LearnSettings Default { get; } = new();

    /// <summary>The region graph; null for <see cref="StructureChoice.For"/>: a hidden Chow-Liu tree for tables, a quad graph for images.</summary>
    public StructureChoice? Structure { get; init; }

    /// <summary>K: quadrature nodes of a latent; null for the last of a refinement, else 32 for tables and 16 for images.</summary>
    public int? K { get; init; }

    /// <summary>The quadrature rule; null for midpoint where steps have shifted rules, else trapezoidal, as in the paper.</summary>
    public RuleKind? Rule { get; init; }

    /// <summary>Under which rules steps are; null for shifted ones, but for K below 8 and a rule on the whole line for the rule of use.</summary>
    public StepRules? Rules { get; init; }

    /// <summary>M: the width of the nets, even; null for 128 for tables and 256, the paper's, for images.</summary>
    public int? Width { get; init; }

    /// <summary>The input family of the variables of which nothing else is said.</summary>
    public FamilyChoice Family { get; init; } = FamilyChoice.Auto;

    /// <summary>Input families by the name of a column, or by # and its number from 0.</summary>
    public ImmutableSortedDictionary<string, FamilyChoice> Families { get; init; } = ImmutableSortedDictionary.Create<string, FamilyChoice>(StringComparer.Ordinal);

    /// <summary>Rows per step; null for about an eighth of the training rows, at most 256.</summary>
    public int? BatchSize { get; init; }

    /// <summary>What becomes of rows that do not fill a batch; null for even batches, and for dropping them of images that make ten batches or more, as the paper does.</summary>
    public LastBatch? LastBatch { get; init; }

    /// <summary>Rows evaluated at once; null for the batch, or as many as fit into memory.</summary>
    public int? MicroBatch { get; init; }

    /// <summary>Passes over the training rows at most; null for 200, and for fewer of very many rows.</summary>
    public int? Epochs { get; init; }

    /// <summary>Validations in a row without improvement before the learning stops; null for what <see cref="LearnChoices"/> says: 30 and at least 500 steps for tables, 10 for images.</summary>
    public int? Patience { get; init; }

    /// <summary>Steps between validations; null for an epoch, at most 1000 for tables, and 25 to 250 for images.</summary>
    public int? ValidateEvery { get; init; }

    /// <summary>The learning rate of Adam at the first step; null for the paper's 0.005.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The seed of parameters, of the order of rows and of which rows are held out.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>The part of the rows that is held out to tell when to stop, where no others are given, at least one row; null for a tenth, and for more of few rows and less of many rows of a table.</summary>
    public double? Validation { get; init; }

    /// <summary>The part of the rows that is held out to report on, where no others are given, at least one row, or none for 0; null likewise.</summary>
    public double? Test { get; init; }

    /// <summary>How a file or records are read.</summary>
    public ReadOptions Reading { get; init; } = ReadOptions.Default;

    /// <summary>The same with another region graph.</summary>
    public LearnSettings WithStructure(StructureChoice structure) => this with { Structure = structure };

    /// <summary>The same with a region graph of one's own.</summary>
    public LearnSettings WithStructure(RegionGraph graph) => this with { Structure = new StructureChoice.Own(graph) };

    /// <summary>The same with another number of quadrature nodes.</summary>
    public LearnSettings WithK(int nodes) => this with { K = nodes };

    /// <summary>The same with another quadrature rule.</summary>
    public LearnSettings WithRule(RuleKind rule) => this with { Rule = rule };

    /// <summary>The same with other rules of steps.</summary>
    public LearnSettings WithRules(StepRules rules) => this with { Rules = rules };

    /// <summary>The same with another width of the nets.</summary>
    public LearnSettings WithWidth(int width) => this with { Width = width };

    /// <summary>The same with another input family where nothing else is said.</summary>
    public LearnSettings WithFamily(FamilyChoice family) => this with { Family = family };

    /// <summary>The same with an input family for a column.</summary>
    public LearnSettings WithFamily(string column, FamilyChoice family) => this with { Families = Families.SetItem(column, family) };

    /// <summary>The same with another number of rows per step.</summary>
    public LearnSettings WithBatchSize(int rows) => this with { BatchSize = rows };

    /// <summary>The same with another lot of the rows that do not fill a batch.</summary>
    public LearnSettings WithLastBatch(LastBatch last) => this with { LastBatch = last };

    /// <summary>The same with at most so many rows evaluated at once.</summary>
    public LearnSettings WithMicroBatch(int rows) => this with { MicroBatch = rows };

    /// <summary>The same with another number of passes over the rows at most.</summary>
    public LearnSettings WithEpochs(int epochs) => this with { Epochs = epochs };

    /// <summary>The same with another number of validations without improvement before the learning stops.</summary>
    public LearnSettings WithPatience(int validations) => this with { Patience = validations };

    /// <summary>The same with another number of steps between validations.</summary>
    public LearnSettings WithValidateEvery(int steps) => this with { ValidateEvery = steps };

    /// <summary>The same with another learning rate.</summary>
    public LearnSettings WithLearningRate(double rate) => this with { LearningRate = rate };

    /// <summary>The same with another seed.</summary>
    public LearnSettings WithSeed(int seed) => this with { Seed = seed };

    /// <summary>The same with another part of the rows to stop by.</summary>
    public LearnSettings WithValidation(double part) => this with { Validation = part };

    /// <summary>The same with another part of the rows to report on.</summary>
    public LearnSettings WithTest(double part) => this with { Test = part };

    /// <summary>The same with another way of reading a file or records.</summary>
    public LearnSettings WithReading(ReadOptions options) => this with { Reading = options };
}
