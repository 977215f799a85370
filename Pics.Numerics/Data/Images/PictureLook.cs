namespace Pics.Numerics;

/// <summary>What the pixels of a picture have.</summary>
/// <param name="IsColoured">Whether any has a colour.</param>
/// <param name="IsTransparent">Whether any lets through what is behind.</param>
internal readonly record struct PictureLook(bool IsColoured, bool IsTransparent);
