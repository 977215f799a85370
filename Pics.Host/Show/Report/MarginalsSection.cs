using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>The columns of a table one by one: how often values are in the training rows, and in samples of the model.</summary>
internal static class MarginalsSection
{
    private const int MostColumns = 24;
    private const int MostRows = 5000;
    private const int Samples = 2000;
    private const int MostValues = 30;
    private const int Bins = 24;

    public static ReportPart Of(ReportedRun run, long seed)
    {
        if (run.Model is not { Form.Image: null } model) return ReportPart.None;
        return Draw(model, seed).Match(
            samples =>
            {
                var data = run.Data is { } splits ? Rows(splits.Train) : [];
                var charts = Enumerable.Range(0, Math.Min(MostColumns, model.Form.Variables)).Select(column => Column(model.Form, column, data, samples)).ToArray();
                var left = model.Form.Variables - charts.Length;
                return new ReportPart(
                    [Html.Section(
                        "marginals",
                        "Columns",
                        Legend(data.Count, run.ModelStep),
                        Html.Element("div", "many", charts.Select(chart => chart.Place())),
                        left > 0 ? Html.Note($"{Tables.More(left, "column")} left out here.") : null)],
                    charts,
                    []);
            },
            failure => ReportPart.Without($"Columns are left out: {failure.Sentence}."));
    }

    private static System.Xml.Linq.XElement Legend(int rows, long? step)
    {
        System.Xml.Linq.XElement Swatch(int colour) => new("span", new System.Xml.Linq.XAttribute("style", $"background:{Chart.Paint(colour)}"), string.Empty);
        return Html.Element(
            "p",
            "note legend",
            rows > 0 ? [Swatch(0), Tables.Count(rows, "training row")] : Array.Empty<object>(),
            Swatch(1),
            $"{Tables.Count(Samples)} samples{(step is { } at ? $" of the best parameters so far, those of step {Tables.Count(at)}" : string.Empty)}");
    }

    private static Either<Failure, IReadOnlyList<double[]>> Draw(OpenedRun model, long seed) => RowValues.Sample(model.Asked, Samples, seed);

    private static IReadOnlyList<double[]> Rows(Dataset data)
    {
        var step = Math.Max(1, data.Rows / MostRows);
        return [.. Enumerable.Range(0, Math.Min(MostRows, data.Rows)).Select(index => data.Row(index * step).ToArray())];
    }

    private static Chart Column(Dataset form, int index, IReadOnlyList<double[]> data, IReadOnlyList<double[]> samples)
    {
        var column = form.Columns[index];
        IReadOnlyList<double> Values(IEnumerable<double[]> rows) => [.. rows.Select(row => row[index * form.Channels]).Where(double.IsFinite)];
        var (seen, drawn) = (Values(data), Values(samples));
        IReadOnlyList<double> Numbers(IReadOnlyList<double> values) => [.. values.Select(value => column.Number(value)!.Value)];
        IEnumerable<Series> series = column.Kind is ColumnKind.Real or ColumnKind.Binned
            ? Histogram(Numbers(seen), Numbers(drawn))
            : Counts(column, seen, drawn);
        return new($"column-{index}", RowValues.Heading(form, index), string.Empty, "share", [.. series], IsSmall: true);
    }

    private static IEnumerable<Series> Counts(Column column, IReadOnlyList<double> seen, IReadOnlyList<double> drawn)
    {
        var values = seen.Concat(drawn).Select(value => column.Nearest(value)).CountBy(value => value).OrderByDescending(entry => entry.Value).Take(MostValues).Select(entry => entry.Key).Order().ToList();
        object[] names = [.. values.Select(value => (object)column.Text(value))];
        Series Shares(string name, IReadOnlyList<double> all, int colour)
        {
            var counts = all.CountBy(value => column.Nearest(value)).ToDictionary();
            return new(name, names, [.. values.Select(value => counts.GetValueOrDefault(value) / (double)all.Count)], SeriesKind.Bars, colour);
        }

        if (seen.Count > 0) yield return Shares("training", seen, 0);
        if (drawn.Count > 0) yield return Shares("samples", drawn, 1);
    }

    private static IEnumerable<Series> Histogram(IReadOnlyList<double> seen, IReadOnlyList<double> drawn)
    {
        var sorted = (seen.Count > 0 ? seen : drawn).Order().ToList();
        if (sorted.Count == 0) yield break;
        var (least, largest) = (sorted[(int)(sorted.Count * 0.005)], sorted[(int)((sorted.Count - 1) * 0.995)]);
        var width = Math.Max((largest - least) / Bins, 1e-9 * Math.Max(Math.Abs(largest), 1e-290));
        object[] middles = [.. Enumerable.Range(0, Bins).Select(bin => (object)double.Parse((least + (width * (bin + 0.5))).ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];
        Series Shares(string name, IReadOnlyList<double> all, int colour)
        {
            var counts = all.CountBy(value => (int)Math.Floor((value - least) / width)).ToDictionary();
            return new(name, middles, [.. Enumerable.Range(0, Bins).Select(bin => counts.GetValueOrDefault(bin) / (double)all.Count)], SeriesKind.Line, colour);
        }

        if (seen.Count > 0) yield return Shares("training", seen, 0);
        if (drawn.Count > 0) yield return Shares("samples", drawn, 1);
    }
}
