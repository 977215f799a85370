namespace Pics.Host;

/// <summary>What <c>inpaint</c> is asked for.</summary>
/// <param name="Data">File or folder with images; those of the run if not given.</param>
/// <param name="Split">Which rows.</param>
/// <param name="First">The first row.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Mask">Which pixels are hidden, in words.</param>
/// <param name="Draws">Samples a row.</param>
/// <param name="Seed">Of samples and random masks.</param>
/// <param name="Out">The PNG file.</param>
internal sealed record InpaintSettings(string? Data, SplitName Split, int First, int Rows, string Mask, int Draws, long Seed, string? Out);
