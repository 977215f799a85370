using LanguageExt;

namespace Pics.Host;

/// <summary>Which variables of each row are hidden from a model.</summary>
internal sealed class Mask
{
    private const string Random = "random:";
    private const string Share = "random:p with p from 0 to 1";

    private readonly Func<int, bool[]> hidden;

    private Mask(bool isSame, Func<int, bool[]> hidden) => (IsSame, this.hidden) = (isSame, hidden);

    /// <summary>Whether it is the same for every row.</summary>
    public bool IsSame { get; }

    /// <summary>Whether each variable of a row is hidden; all channels of a variable are hidden together.</summary>
    public bool[] Hidden(int row) => hidden(row);

    /// <summary>Reads what the option <c>--mask</c> says.</summary>
    /// <param name="text">
    /// Of images the half that is hidden, <c>left</c>, <c>right</c>, <c>top</c> or <c>bottom</c>, which leaves out a line in the middle, or <c>centre</c>, the middle
    /// half in each direction; <c>random:p</c> for each variable with a probability; or a file as <see cref="MaskFile"/> reads it.
    /// </param>
    /// <param name="seed">Of the random ones: the same seed and row hide the same variables.</param>
    /// <param name="data">All rows that the mask is for.</param>
    public static Either<Failure, Mask> Parse(string text, int seed, Dataset data)
    {
        if (text.StartsWith(Random, StringComparison.Ordinal))
        {
            var share = NumberText.Real("--mask random", text[Random.Length..]);
            return share.Exists(part => part is >= 0 and <= 1) ? share.Map(part => new Mask(false, row => Randomly(part, seed, row, data.Variables)))
                : text.Contains(',', StringComparison.Ordinal) ? share.Map<Mask>(_ => null!)
                : new Failure($"--mask is '{text}'; expected {Share}");
        }

        if (Region(text) is { } region)
        {
            if (data.Image is not var (height, width)) return new Failure($"--mask is '{text}', a part of images, but '{data.Name}' is a table; expected {Share}, or a .npy file");
            return Same([.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select region(y, x, height, width)]);
        }

        return File.Exists(text)
            ? MaskFile.Read(text, data).MapLeft(Failure.Of).Map(masks => masks.Length == data.Variables ? Same(masks) : new(false, row => masks[(row * data.Variables)..((row + 1) * data.Variables)]))
            : new Failure($"--mask is '{text}', and there is no such file; expected left, right, top, bottom, centre, {Share}, or a PNG or .npy file");
    }

    private static Mask Same(bool[] hidden) => new(true, _ => hidden);

    private static bool[] Randomly(double share, int seed, int row, int variables)
    {
        var random = new SplitMix(new SplitMix((ulong)seed).Next() + (ulong)row);
        return [.. Enumerable.Range(0, variables).Select(_ => random.Uniform() < share)];
    }

    /// <summary>A part of images by its name: whether the pixel in a row and column of an image of some height and width is in it; null for no such name.</summary>
    public static Func<int, int, int, int, bool>? Region(string text) => text switch
    {
        "left" => (_, x, _, width) => x < width / 2,
        "right" => (_, x, _, width) => x >= width - (width / 2),
        "top" => (y, _, height, _) => y < height / 2,
        "bottom" => (y, _, height, _) => y >= height - (height / 2),
        "centre" => (y, x, height, width) => y >= height / 4 && y < height - (height / 4) && x >= width / 4 && x < width - (width / 4),
        _ => null,
    };
}
