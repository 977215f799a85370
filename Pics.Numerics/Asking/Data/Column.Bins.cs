using System.Globalization;

namespace Pics.Numerics;

/// <content>The bins of a column in its own form.</content>
public sealed partial record Column
{
    private static readonly double DeviationOfEven = 1 / Math.Sqrt(12); // of even numbers between 0 and 1

    /// <summary>Whether a unit of the data is one number of the column, so that its density is a probability.</summary>
    internal bool IsWhole(double number) => Kind is ColumnKind.Binned && FormGrid.Step(Form) is 1 && Form.Round(number) == number;

    /// <summary>The logarithm of a length that goes with the column's numbers as their units do, so that densities of several columns can be compared; 0 where they are no densities.</summary>
    internal double LogUnit => Kind.Match(
        _ => 0,
        _ => 0,
        real => Math.Log(real.Scale),
        binned => Math.Log((binned.Bins.Edges[^1] - binned.Bins.Edges[0]) * DeviationOfEven));

    /// <summary>The number of a bin that stands for it: in the middle of the bin, or the first one of a tail; of the column's form where the bin has one. No number of the bin has a higher density.</summary>
    internal double Top(Bins bins, int bin)
    {
        if (bin == bins.Edges.Count) return FormGrid.From(Form, bins.Edges[^1]);
        if (bin == 0) return FormGrid.Before(Form, bins.Edges[0]);
        var middle = bins.Edges[bin - 1] + ((bins.Edges[bin] - bins.Edges[bin - 1]) / 2);
        return Form.Round(middle) + 0.0 is var near && bins.Of(near) == bin ? near
            : FormGrid.From(Form, bins.Edges[bin - 1]) is var first && bins.Of(first) == bin ? first
            : middle;
    }

    /// <summary>The numbers of a bin in words, as the cells of the column are written.</summary>
    internal string BinText(Bins bins, int bin)
    {
        var isGrid = FormGrid.Step(Form) is not null;
        string First() => Form.Write(FormGrid.From(Form, bins.Edges[bin - 1]));
        string Last() => Form.Write(FormGrid.Before(Form, bins.Edges[bin]));
        return (bin == 0, bin == bins.Edges.Count, isGrid) switch
        {
            (true, _, true) => $"up to {Last()}",
            (true, _, _) => $"below {Short(bins.Edges[0])}",
            (_, true, _) => $"{(isGrid ? First() : Short(bins.Edges[^1]))} or more",
            (_, _, true) => First() is var first && Last() is var last && first == last ? first : $"{first} to {last}",
            _ => $"{Short(bins.Edges[bin - 1])} to {Short(bins.Edges[bin])}",
        };
    }

    private string Short(double edge) => Form is CellForm.Text ? edge.ToString("G8", CultureInfo.InvariantCulture) : Form.Write(edge);
}
