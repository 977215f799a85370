using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Rows between tensors, numbers and texts.</summary>
internal static class RowValues
{
    /// <summary>The numbers of each row of a tensor, flattened; NaN where not observed.</summary>
    public static IReadOnlyList<double[]> Of(Tensor rows) => CircuitQueries.Rows(rows);

    /// <summary>Rows drawn from a model as data sets hold them.</summary>
    public static Either<Failure, IReadOnlyList<double[]>> Sample(PicModel model, int count, long seed, long first = 0, bool withOther = false) =>
        model.Sample(count, null, seed, first: first, withOther: withOther).Map<IReadOnlyList<double[]>>(data => [.. Enumerable.Range(0, data.Rows).Select(row => data.Row(row).ToArray())]).MapLeft(Failure.Of);

    /// <summary>The headings of a data set's values: names, or x0, x1, ..., with the channel where there are several.</summary>
    public static IReadOnlyList<string> Headings(Dataset form) => form.Form.Headings;

    /// <summary>The heading of a variable: its name, or x0, x1, ...</summary>
    public static string Heading(Dataset form, int variable) => form.Form.Heading(variable);

    /// <summary>The text of what is nearest to a value.</summary>
    public static string Text(Column column, double value) => column.Text(column.Nearest(value));

    /// <summary>The row with its numbers between the least and the largest ones of training.</summary>
    public static double[] Within(Dataset form, double[] row) => [.. row.Select((value, place) => form.Columns[place / form.Channels].Within(value))];

    /// <summary>The texts of a row, one a value.</summary>
    public static IReadOnlyList<string> Texts(Dataset form, double[] row) => [.. row.Select((value, place) => Text(form.Columns[place / form.Channels], value))];

    /// <summary>As <see cref="Texts"/>, with fewer digits of real numbers without a form.</summary>
    public static IReadOnlyList<string> ShortTexts(Dataset form, double[] row) => [.. row.Select((value, place) => form.Columns[place / form.Channels] is { Kind: ColumnKind.Real or ColumnKind.Binned, Form: CellForm.Text } column
        ? column.Number(value)!.Value.ToString("G6", CultureInfo.InvariantCulture)
        : Text(form.Columns[place / form.Channels], value))];
}
