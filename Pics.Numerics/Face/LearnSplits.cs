namespace Pics.Numerics;

/// <summary>Which rows are learned from, which tell when to stop, and which are reported on: the one place for it, for programs and the console.</summary>
public static class LearnSplits
{
    /// <summary>The splits that rows come in, and held out rows for those that they do not: of the rows first those for the test, then of the others those for validation, one row at least of each.</summary>
    /// <param name="train">All rows that are not in other splits.</param>
    /// <param name="validation">Those that tell when to stop; null to hold some out.</param>
    /// <param name="test">Those that are reported on, maybe none; null to hold some out.</param>
    /// <param name="toStop">The part that is held out for validation, between 0 and 1.</param>
    /// <param name="toReport">The part that is held out for the test, from 0, for none, to less than 1.</param>
    /// <param name="seed">Equal seeds hold out equal rows; the test has the next seed.</param>
    /// <remarks>Error: <see cref="TrainingError.BadSetting"/> for parts that are impossible, or too few rows.</remarks>
    public static Either<TrainingError, DatasetSplits> Of(Dataset train, Dataset? validation, Dataset? test, double toStop, double toReport, long seed)
    {
        if (!(toStop > 0 && toStop < 1)) return Bad("the part of the rows for validation", toStop, "between 0 and 1");
        if (!(toReport >= 0 && toReport < 1)) return Bad("the part of the rows for the test", toReport, "from 0 to less than 1");
        if (validation is { Rows: 0 }) return Bad($"the number of rows of '{validation.Name}'", 0, "at least 1, so that there are some to tell when to stop");
        string[] uses = ["to learn from", .. validation is null ? ["to tell when to stop"] : System.Array.Empty<string>(), .. test is null && toReport > 0 ? ["to report on"] : System.Array.Empty<string>()];
        if (train.Rows < uses.Length) return Bad($"the number of rows of '{train.Name}'", train.Rows, $"at least {uses.Length}, so that there are some {string.Join(", ", uses.SkipLast(1))}{(uses.Length > 1 ? " and " : string.Empty)}{uses[^1]}");
        var (rest, tested) = test is not null ? (train, test) : toReport > 0 ? DatasetSplits.Hold(train, toReport, unchecked((int)(seed + 1)), uses.Length - 1) : (train, train.First(0));
        if (validation is not null) return new DatasetSplits(rest, validation, tested);
        var (learned, told) = DatasetSplits.Hold(rest, toStop, unchecked((int)seed), 1);
        return new DatasetSplits(learned, told, tested);
    }

    /// <summary>The same as settings wish it.</summary>
    internal static Either<PicsFault, DatasetSplits> Of(Dataset train, Dataset? validation, Dataset? test, LearnSettings settings)
    {
        var byDefault = LearnChoices.HeldOut(train.Rows, train.Image is not null);
        return Of(train, validation, test, settings.Validation ?? byDefault, settings.Test ?? byDefault, settings.Seed).OrFault();
    }

    private static TrainingError.BadSetting Bad(string name, double value, string expected) => new(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture), expected);
}
