using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Rows between tensors, numbers and texts.</summary>
internal static class RowValues
{
    /// <summary>The numbers of each row of a tensor, flattened; NaN where not observed.</summary>
    public static IReadOnlyList<double[]> Of(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var numbers = rows.dtype == ScalarType.Int64 ? rows.to(ScalarType.Float64).masked_fill(rows.lt(0), double.NaN) : rows.to(ScalarType.Float64);
        var (count, width) = ((int)rows.shape[0], (int)(rows.numel() / Math.Max(1, rows.shape[0])));
        if (count == 0) return [];
        var all = numbers.cpu().contiguous().data<double>().ToArray();
        return [.. Enumerable.Range(0, count).Select(row => all[(row * width)..((row + 1) * width)])];
    }

    /// <summary>The headings of a data set's values: names, or x0, x1, ..., with the channel where there are several.</summary>
    public static IReadOnlyList<string> Headings(Dataset form) =>
        [.. from variable in Enumerable.Range(0, form.Variables)
            from channel in Enumerable.Range(0, form.Channels)
            let name = form.Columns[variable].Name is { Length: > 0 } given ? given : $"x{variable}"
            select form.Channels == 1 ? name : $"{name}.{channel}"];

    /// <summary>The texts of a row, one a value.</summary>
    public static IReadOnlyList<string> Texts(Dataset form, double[] row) => [.. row.Select((value, place) => form.Columns[place / form.Channels].Text(value))];
}
