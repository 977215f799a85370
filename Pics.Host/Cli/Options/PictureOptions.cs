using System.CommandLine;
using System.Globalization;

namespace Pics.Host;

/// <summary>The options that say to what the pictures of a folder are brought.</summary>
internal static class PictureOptions
{
    private const string ChannelsName = "--channels";

    /// <summary>Their size.</summary>
    public static Option<PictureSize?> Size() => OfSize("--image-size", "Size to which the pictures of a folder are brought, their middle cut to its shape: 8 for squares, or height x width as 8x24. [default: their own]");

    /// <summary>The size of the patches into which images are cut.</summary>
    public static Option<PictureSize?> Patch() => OfSize("--patch", "Size of patches into which images are cut, each a row of its own: 8 for squares, or height x width as 8x4; images whose sizes are multiples of it. Bits per dimension name it. [default: images are whole]");

    private static Option<PictureSize?> OfSize(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "size",
        CustomParser = result =>
        {
            if (PictureSize.Parse(result.Tokens[0].Value) is { } size) return size;
            result.AddError($"{name} is '{result.Tokens[0].Value}'; it must be {PictureSize.Expected}");
            return null;
        },
    };

    /// <summary>Their channels, as a number.</summary>
    /// <param name="forSizes">Whether it also is for a road without data, which may have any number of them.</param>
    public static Option<int?> Channels(bool forSizes) => new(ChannelsName)
    {
        Description = "Channels of the pictures of a folder: grey or rgb. [default: rgb if any has colours]" + (forSizes ? " Without data, channels of a pixel: a number. [default: 1]" : string.Empty),
        HelpName = "word",
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value.ToLowerInvariant();
            if (word is "grey" or "gray") return 1;
            if (word == "rgb") return 3;
            if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (forSizes || number is 1 or 3)) return number;
            result.AddError($"{ChannelsName} is '{result.Tokens[0].Value}'; it must be grey or rgb{(forSizes ? ", or a number without data" : string.Empty)}");
            return null;
        },
    };
}
