namespace Pics.Numerics;

/// <summary>Images cut into small ones that do not overlap.</summary>
public static class Patches
{
    /// <summary>
    /// Each patch as a row of its own whenever it is read: those of an image one after the other, from left to right and then from top to bottom, so
    /// that row i * n + p is patch p of the n of image i. Error: <see cref="DataError.BadShape"/> for a table, for images whose height or width is
    /// no multiple of that of the patch, and for pixels of real numbers, which are centred and scaled by their place in the image.
    /// </summary>
    /// <param name="images">Rows [height, width, channels]; what is held out of them is held out before, so that all patches of an image are in one split.</param>
    /// <param name="height">Of a patch, pixels.</param>
    /// <param name="width">Of a patch, pixels.</param>
    public static Either<DataError, Dataset> Cut(Dataset images, int height, int width)
    {
        var patches = $"patches of {height} x {width} pixels (--patch)";
        if (height < 1 || width < 1) return new DataError.BadShape(images.Name, patches, "a height and a width of at least 1");
        if (images.Image is not var (high, wide)) return new DataError.BadShape(images.Name, $"{Plural.Of(images.Variables, "column")} of a table", $"images, which alone are cut into {patches}");
        if (high % height != 0 || wide % width != 0)
            return new DataError.BadShape(images.Name, $"images of {high} x {wide} pixels", $"{(height == width ? $"a height and a width that are multiples of {height}" : $"a height that is a multiple of {height} and a width that is a multiple of {width}")}, so that they are cut into {patches}");
        if (images.Columns.Any(column => !column.Equals(images.Columns[0])))
            return new DataError.BadShape(images.Name, "pixels that are other numbers at other places, as real numbers are", $"pixels of levels (--levels), which alone are cut into {patches}");
        var count = (long)(high / height) * (wide / width);
        return count * images.AllRows > int.MaxValue
            ? new DataError.BadShape(images.Name, $"{images.AllRows} images with {count} patches each", $"at most {int.MaxValue} patches, so larger ones or fewer images")
            : images.Cut((high, wide), (height, width));
    }
    /// <summary>The inverse of <see cref="Cut"/>: the images whose patches the rows are. Error: <see cref="DataError.BadShape"/> for a table, for a size that is not that of whole patches, and for rows that make no whole images.</summary>
    /// <param name="patches">Rows [height, width, channels] of patches, those of an image one after the other as <see cref="Cut"/> has them.</param>
    /// <param name="height">Of an image, pixels.</param>
    /// <param name="width">Of an image, pixels.</param>
    public static Either<DataError, Dataset> Join(Dataset patches, int height, int width)
    {
        if (patches.Image is not var (high, wide)) return new DataError.BadShape(patches.Name, $"{Plural.Of(patches.Variables, "column")} of a table", "patches of images, which alone are put together");
        if (height < high || width < wide || height % high != 0 || width % wide != 0)
            return new DataError.BadShape(patches.Name, $"patches of {high} x {wide} pixels", $"patches whose height and width divide those of images of {height} x {width} pixels");
        var together = (long)(height / high) * (width / wide);
        return patches.Rows % together != 0
            ? new DataError.BadShape(patches.Name, $"{patches.Rows} {Plural.Of(patches.Rows, "patch", "patches")}", $"a multiple of {together}, as images of {height} x {width} pixels have")
            : patches.Joined((height, width), (high, wide));
    }
}
