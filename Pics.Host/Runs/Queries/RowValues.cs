using System.Globalization;
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
            select form.Channels == 1 ? Heading(form, variable) : $"{Heading(form, variable)}.{channel}"];

    /// <summary>The heading of a variable: its name, or x0, x1, ...</summary>
    public static string Heading(Dataset form, int variable) => form.Columns[variable].Name is { Length: > 0 } given ? given : $"x{variable}";

    /// <summary>The value of a column that is nearest to what a family gave: some families go past the values of a column.</summary>
    public static double Nearest(Column column, double value) => double.IsNaN(value) ? value : column.Kind.Match(
        categorical => Math.Clamp(Math.Round(value), 0, categorical.Values - 1),
        _ => Math.Clamp(Math.Round(value), 0, int.MaxValue - 1),
        _ => value);

    /// <summary>The text of what is nearest to a value.</summary>
    public static string Text(Column column, double value) => column.Text(Nearest(column, value));

    /// <summary>The texts of a row, one a value.</summary>
    public static IReadOnlyList<string> Texts(Dataset form, double[] row) => [.. row.Select((value, place) => Text(form.Columns[place / form.Channels], value))];

    /// <summary>As <see cref="Texts"/>, with fewer digits of real numbers.</summary>
    public static IReadOnlyList<string> ShortTexts(Dataset form, double[] row) => [.. row.Select((value, place) => form.Columns[place / form.Channels] is { Kind: ColumnKind.Real real }
        ? ((value * real.Scale) + real.Centre).ToString("G6", CultureInfo.InvariantCulture)
        : Text(form.Columns[place / form.Channels], value))];
}
