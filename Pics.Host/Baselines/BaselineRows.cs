using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Rows of images as baselines need them.</summary>
internal static class BaselineRows
{
    /// <summary>What the images are like, or why no baseline is for them.</summary>
    public static Either<Failure, ImageForm> Form(DatasetSplits data)
    {
        var train = data.Train;
        if (train.Image is not var (height, width)) return new Failure($"'{train.Name}' has no images, and baselines are for images; name a data set of images, as {IdxFolder.KnownNames}");
        if (train.Channels != 1) return new Failure($"'{train.Name}' has images with {train.Channels} channels; baselines are for grey images, which have one");
        if (train.Columns.Any(column => column.Kind is not ColumnKind.Categorical)) return new Failure($"'{train.Name}' has pixels that are no whole values; baselines are for whole values");
        foreach (var (name, rows) in new[] { ("training", train), ("validation", data.Validation), ("test", data.Test) })
        {
            if (rows.Rows == 0) return new Failure($"the {name} split of '{rows.Name}' has no rows; a baseline needs some in each");
            if (Hole(rows) is { } row) return new Failure($"image {row + 1} of the {name} rows of '{rows.Name}' has a pixel that is not observed; baselines need all");
        }

        return new ImageForm(height, width, train.Categories);
    }

    /// <summary>Some rows, [B, D].</summary>
    /// <param name="data">The data set.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="type">The type of the numbers.</param>
    public static Tensor Of(Dataset data, ReadOnlySpan<int> rows, ScalarType type)
    {
        using var whole = data.Batch(rows);
        using var flat = whole.reshape(rows.Length, data.Dimensions);
        return flat.to(type);
    }

    private static int? Hole(Dataset data)
    {
        var values = new long[data.Dimensions];
        for (var row = 0; row < data.Rows; row++)
        {
            data.Read(row, values);
            if (values.AsSpan().Contains(-1)) return row;
        }

        return null;
    }
}
