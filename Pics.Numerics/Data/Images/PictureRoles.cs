using System.Text.RegularExpressions;

namespace Pics.Numerics;

/// <summary>What the name of a folder says of its pictures.</summary>
internal static partial class PictureRoles
{
    /// <summary>By a name that is a split's own.</summary>
    public static PictureRole Own(string name) => name.ToLowerInvariant() switch
    {
        "train" or "training" => PictureRole.Train,
        "val" or "valid" or "validation" => PictureRole.Validation,
        "test" or "testing" => PictureRole.Test,
        _ => PictureRole.None,
    };

    /// <summary>By a name that begins with the word of a split, as train_set, val2017, testB, TrainImages; these count where others say train or test as well.</summary>
    public static PictureRole Begun(string name) => Beginning().Match(name) is { Success: true } word ? Of(word.Groups["word"].Value) : PictureRole.None;

    /// <summary>Whether a name has the word for validation or testing in it, as my_test.</summary>
    public static bool Hints(string name) => Word().Matches(name).Any(word => Of(word.Value) is PictureRole.Validation or PictureRole.Test);

    /// <summary>Whether a name is for evaluation, which is testing, or validation where other pictures are for testing.</summary>
    public static bool IsEvaluation(string name) => name.StartsWith("eval", StringComparison.OrdinalIgnoreCase);

    private static PictureRole Of(string word) => word.ToLowerInvariant() switch
    {
        "dev" => PictureRole.Validation,
        "eval" or "evaluation" or "holdout" => PictureRole.Test,
        var own => Own(own),
    };

    /// <summary>A word that ends there, with a sign, a digit, a capital of another word or one of a few words after it.</summary>
    [GeneratedRegex("^(?<word>(?i:training|train|validation|valid|val|dev|testing|test|evaluation|eval|holdout))((?i:set|data|images)?$|[^A-Za-z]|(?<=[a-z])[A-Z])")]
    private static partial Regex Beginning();

    /// <summary>A run of letters that begins with a capital or none.</summary>
    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+")]
    private static partial Regex Word();
}
