using LanguageExt;

namespace Pics.Host;

/// <summary>A run with every option decided: as it was wished, and else from its rows.</summary>
/// <param name="Settings">All its options.</param>
/// <param name="Found">Its rows as they come.</param>
/// <param name="Data">Its rows in splits.</param>
/// <param name="Choices">What was chosen from the rows, and why; nothing for images.</param>
internal sealed record ChosenRun(RunSettings Settings, FoundRows Found, DatasetSplits Data, ImmutableArray<LearnChoice> Choices)
{
    private const double RowsOfFew = 1.5; // held out of few images: one, and one of those that are left
    private const double LargestPart = 0.5;

    /// <summary>Reads the rows and decides. Options that were given on the command line and that such rows ignore are refused.</summary>
    /// <param name="wished">The options.</param>
    /// <param name="isOnCommandLine">Whether an option is one of the command line, not of a configuration file.</param>
    /// <param name="form">What the rows are, where that is known; null to learn it from them.</param>
    public static Either<Failure, ChosenRun> Of(WishedRun wished, Func<string, bool>? isOnCommandLine = null, Dataset? form = null) =>
        from found in DataSource.Find(wished.Settings, form)
        from used in isOnCommandLine is null ? Unit.Default : found.Refuse(isOnCommandLine)
        let parted = Parted(wished, found)
        from splits in DataSource.Split(parted, found)
        select found.AreTable ? OfTable(wished, parted, found, splits) : new(OfImages(wished, parted, splits), found, splits, []);

    private static RunSettings OfImages(WishedRun wished, RunSettings settings, DatasetSplits splits) => wished.IsGiven("--last-batch") || settings.Data.Dataset != DataSource.File
        ? settings
        : settings with { Learning = settings.Learning with { LastBatch = LearnChoices.LastFor(splits.Train.Rows, areImages: true, settings.Learning.BatchSize) } };

    private static RunSettings Parted(WishedRun wished, FoundRows found)
    {
        var (rows, part) = (found.Train.Rows, wished.Settings.Data.Validation);
        return wished.IsGiven("--validation") ? wished.Settings
            : found.AreTable ? With(LearnChoices.HeldOut(rows, areImages: false))
            : rows * part < 1 ? With(Math.Min(LargestPart, RowsOfFew / rows))
            : wished.Settings;

        RunSettings With(double validation) => wished.Settings with { Data = wished.Settings.Data with { Validation = validation } };
    }

    private static ChosenRun OfTable(WishedRun wished, RunSettings settings, FoundRows found, DatasetSplits splits)
    {
        var chosen = LearnChoices.For(splits.Train.Rows, areImages: false, wished.IsGiven("--batch-size") ? settings.Learning.BatchSize : null, wished.IsGiven("--validate-every") ? settings.Learning.ValidateEvery : null, wished.IsGiven("--last-batch") || settings.Data.Dataset != DataSource.File ? settings.Learning.LastBatch : null);
        var (model, learning) = (settings.Model, settings.Learning);
        var isPlain = settings.IsPlain;
        var isShifted = wished.IsGiven("--shift") ? learning.Shift : learning.Shift && chosen.Rules.IsShifted;
        var all = settings with
        {
            Structure = settings.Structure with { Name = wished.Or("--structure", settings.Structure.Name, chosen.Structure.Label) },
            Model = model with
            {
                InputSharing = isPlain ? model.InputSharing : wished.Or("--input-sharing", model.InputSharing, chosen.InputSharing),
                Grouping = wished.Or("--grouping", model.Grouping, chosen.Grouping),
                K = wished.Or("--k", model.K, chosen.K),
                Rule = isShifted ? wished.Or("--rule", model.Rule, RuleKind.Midpoint) : model.Rule,
                Width = isPlain ? model.Width : wished.Or("--width", model.Width, chosen.Width),
            },
            Learning = learning with
            {
                BatchSize = chosen.BatchSize,
                LastBatch = chosen.LastBatch,
                Shift = isShifted,
                ValidateEvery = wished.Or("--validate-every", learning.ValidateEvery, chosen.ValidateEvery),
                Patience = wished.Or("--patience", learning.Patience, chosen.Patience),
                MaxEpochs = wished.Or("--max-epochs", learning.MaxEpochs, chosen.Epochs),
                LearningRate = isPlain ? learning.LearningRate : wished.Or("--learning-rate", learning.LearningRate, chosen.LearningRate),
                WeightDecay = isPlain ? learning.WeightDecay : wished.Or("--weight-decay", learning.WeightDecay, chosen.WeightDecay),
            },
        };
        string[] idle = isPlain ? ["input-sharing", "width", "grouping", "learning-rate", "weight-decay", "rule", "shift"] : isShifted ? [] : ["rule", "shift"];
        return new(all, found, splits, [.. chosen.Reasons.Where(choice => !wished.IsGiven($"--{choice.Name}") && !idle.Contains(choice.Name))]);
    }
}
