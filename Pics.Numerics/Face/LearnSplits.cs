namespace Pics.Numerics;

/// <summary>Which rows are learned from, which tell when to stop, and which are reported on.</summary>
internal static class LearnSplits
{
    /// <summary>The splits that rows come in, and held out rows for those that they do not. Error: parts that are impossible, or too few rows.</summary>
    public static Either<PicsFault, DatasetSplits> Of(Dataset train, Dataset? validation, Dataset? test, LearnSettings settings)
    {
        var byDefault = LearnChoices.HeldOut(train.Rows, train.Image is not null);
        var (toStop, toReport) = (settings.Validation ?? byDefault, settings.Test ?? byDefault);
        if (!(toStop > 0 && toStop < 1)) return Bad("the part of the rows for validation", toStop, "between 0 and 1");
        if (!(toReport >= 0 && toReport < 1)) return Bad("the part of the rows for the test", toReport, "from 0 to less than 1");
        var needed = 1 + (validation is null ? 1 : 0) + (test is null && toReport > 0 ? 1 : 0);
        if (train.Rows < needed || validation is { Rows: 0 } || test is { Rows: 0 })
            return PicsFault.Of(new TrainingError.BadSetting($"the number of rows of '{train.Name}'", $"{train.Rows}", $"at least {needed}, so that there are some to learn from, to tell when to stop and to report on"));
        var (rest, tested) = test is null ? Hold(train, toReport, settings.Seed + 1L, needed - 1) : (train, test);
        if (validation is not null) return new DatasetSplits(rest, validation, tested);
        var (learned, told) = Hold(rest, toStop, settings.Seed, 1);
        return new DatasetSplits(learned, told, tested);
    }

    /// <summary>Some rows, at least one if any are wished, so that others are left.</summary>
    private static (Dataset Others, Dataset Held) Hold(Dataset rows, double part, long seed, int left)
    {
        if (part == 0) return (rows, rows.First(0));
        var order = Permutation.Of(rows.Rows, unchecked((int)seed));
        var held = Math.Clamp((int)(rows.Rows * part), 1, rows.Rows - left);
        return (rows.Take(order.Skip(held)), rows.Take(order.Take(held)));
    }

    private static Either<PicsFault, DatasetSplits> Bad(string name, double value, string expected) =>
        PicsFault.Of(new TrainingError.BadSetting(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture), expected));
}
