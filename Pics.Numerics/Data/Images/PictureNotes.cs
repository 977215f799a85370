namespace Pics.Numerics;

/// <summary>What is lost of pictures, or made of nothing, when they are brought to one shape.</summary>
internal static class PictureNotes
{
    /// <summary>A sentence for each.</summary>
    /// <param name="files">The pictures.</param>
    /// <param name="shape">What they were brought to.</param>
    /// <param name="looks">What the pixels of each have.</param>
    public static IEnumerable<string> Of(IReadOnlyList<PictureFile> files, PictureShape shape, IReadOnlyCollection<PictureLook> looks)
    {
        var colours = looks.Count(look => look.IsColoured);
        var parts = files.Select(file => (File: file, Part: shape.Part(file.Height, file.Width))).ToList();
        if (parts.FindAll(one => one.Part != (one.File.Height, one.File.Width)) is { Count: > 0 and var cut } others && others[0] is var (first, part))
            yield return $"{cut} of {files.Count} pictures have another shape than {shape.Height} x {shape.Width} pixels (height x width) and are cut to their middle, the first one to {part.Height} x {part.Width} of {first.Height} x {first.Width}; --image-size takes other shapes, as 8x24.";
        if (parts.Count(one => one.Part.Height < shape.Height || one.Part.Width < shape.Width) is > 0 and var small)
            yield return $"{small} of {files.Count} pictures have fewer pixels than {shape.Height} x {shape.Width}, and are enlarged.";
        if (shape.Channels == 1 && colours > 0) yield return $"{colours} of {files.Count} pictures have colours, and are turned grey.";
        if (shape.Channels == 3 && colours < files.Count)
            yield return colours == 0
                ? $"None of {files.Count} pictures has colours; red, green and blue are equal in all."
                : $"{colours} of {files.Count} pictures have colours, so all are read in red, green and blue; --channels grey turns them grey.";
        if (looks.Count(look => look.IsTransparent) is > 0 and var transparent)
            yield return $"{transparent} of {files.Count} pictures have transparent pixels, which are read as black, so what is drawn in black on them is not seen; pictures laid on white beforehand keep it.";
        if (files.Count(file => file.IsDeep) is > 0 and var deep)
            yield return $"{deep} of {files.Count} pictures have 16 bits a number; 8 are read, so 65536 levels become 256.";
    }
}
