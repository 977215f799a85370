namespace Pics.Numerics;

/// <summary>Which input family a variable gets.</summary>
public enum FamilyChoice
{
    /// <summary>By its values: categorical for images, as in the paper, and for columns of more than two values; Bernoulli for columns of two; Poisson for counts; Gaussian for real numbers, a histogram for those in bins.</summary>
    Auto,

    /// <summary>A probability for each value.</summary>
    Categorical,

    /// <summary>The same for two values.</summary>
    Bernoulli,

    /// <summary>A number of successes.</summary>
    Binomial,

    /// <summary>A normal density.</summary>
    Gaussian,

    /// <summary>A logistic density in steps, for levels of brightness.</summary>
    DiscretisedLogistic,

    /// <summary>Whole numbers from 0 without a largest one.</summary>
    Poisson,

    /// <summary>A probability for each bin of numbers, and a density inside each.</summary>
    Histogram,
}

/// <summary>From choices to input families.</summary>
public static class FamilyChoices
{
    /// <summary>The choice in a word, as the console has it.</summary>
    internal static string Word(this FamilyChoice choice) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString());

    /// <summary>The kind that a column of a table must have for a family; null where any will do. It is heard before kinds are learned, so that a density is one of the numbers that are written.</summary>
    /// <param name="choice">What is wished.</param>
    public static TableColumnKind? Kind(this FamilyChoice choice) => choice switch
    {
        FamilyChoice.Categorical => TableColumnKind.Categorical,
        FamilyChoice.Bernoulli => TableColumnKind.Boolean,
        FamilyChoice.Binomial or FamilyChoice.DiscretisedLogistic => TableColumnKind.Levels,
        FamilyChoice.Gaussian => TableColumnKind.Real,
        FamilyChoice.Poisson => TableColumnKind.Count,
        FamilyChoice.Histogram => TableColumnKind.Binned,
        _ => null,
    };

    /// <summary>The family of a variable of a data set. Error: <see cref="TrainingError.BadFamily"/> where its values are not those of the family.</summary>
    /// <param name="choice">What is wished.</param>
    /// <param name="data">The rows.</param>
    /// <param name="variable">The number of the variable.</param>
    public static Either<TrainingError, InputFamily> Of(this FamilyChoice choice, Dataset data, int variable)
    {
        var column = data.Columns[variable];
        return choice.Of(column.Kind, data.Channels, data.Image is null, column.Name.Length > 0 ? $"column '{column.Name}'" : $"variable {variable}").MapLeft<TrainingError>(error => error);
    }

    /// <summary>The family for values of a kind. Error: <see cref="TrainingError.BadFamily"/> where they are not those of the family.</summary>
    /// <param name="choice">What is wished.</param>
    /// <param name="values">What the values of the variable are.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="isTable">Whether the rows are no images.</param>
    /// <param name="where">The variable, for people.</param>
    public static Either<TrainingError.BadFamily, InputFamily> Of(this FamilyChoice choice, ColumnKind values, int channels, bool isTable, string where)
    {
        var kind = choice == FamilyChoice.Auto ? Automatic(values, isTable) : choice;
        var count = values.Match(categorical => categorical.Values, _ => int.MaxValue, _ => 0, binned => binned.Bins.Count);
        Either<TrainingError.BadFamily, InputFamily> If(bool fits, string needed, Func<InputFamily> family) =>
            fits ? family() : new TrainingError.BadFamily(where, kind.Word(), needed, values.Match(categorical => Plural.Of(categorical.Values, "value"), _ => "counts", _ => "real numbers", binned => binned.Label));
        return kind switch
        {
            FamilyChoice.Categorical => If(count is > 0 and < int.MaxValue, "finitely many values", () => new InputFamily.Categorical(channels, count)),
            FamilyChoice.Bernoulli => If(count is 1 or 2, "values 0 and 1", () => new InputFamily.Bernoulli(channels)),
            FamilyChoice.Binomial => If(count is > 1 and < int.MaxValue && values is not ColumnKind.Binned, "finitely many values, at least two", () => new InputFamily.Binomial(channels, count - 1)),
            FamilyChoice.DiscretisedLogistic => If(count is > 0 and < int.MaxValue && values is not ColumnKind.Binned, "finitely many values", () => new InputFamily.DiscretisedLogistic(channels, count)),
            FamilyChoice.Poisson => If(count > 0 && IsNumber(values), "whole numbers from 0", () => new InputFamily.Poisson(channels)),
            FamilyChoice.Histogram => If(values is ColumnKind.Binned, "numbers in bins", () => new InputFamily.Categorical(channels, count)),
            _ => If(values is not ColumnKind.Binned && IsNumber(values), "real numbers", () => new InputFamily.Gaussian(channels)),
        };

        bool IsNumber(ColumnKind kind) => !isTable || kind is not ColumnKind.Categorical { Labels: { IsEmpty: false } labels } || labels.Select((label, value) => label == $"{value}").All(same => same);
    }

    private static FamilyChoice Automatic(ColumnKind values, bool isTable) => values.Match(
        categorical => isTable && categorical.Values == 2 ? FamilyChoice.Bernoulli : FamilyChoice.Categorical,
        _ => FamilyChoice.Poisson,
        _ => FamilyChoice.Gaussian,
        _ => FamilyChoice.Categorical);
}
