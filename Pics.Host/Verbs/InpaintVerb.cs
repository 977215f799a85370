using System.Globalization;
using LanguageExt;
using static TorchSharp.torch;

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

/// <summary><c>inpaint</c>: hides a part of images and fills it by samples given the rest, by the best completion and by the mean.</summary>
internal static class InpaintVerb
{
    private const int MostRows = 1000;

    public static Either<Failure, int> Run(QuerySettings query, InpaintSettings wanted)
    {
        if (wanted.Rows is < 1 or > MostRows) return new Failure($"--rows is {wanted.Rows}; it must be 1 to {MostRows}");
        if (wanted.Draws is < 1 or > MostRows) return new Failure($"--draws is {wanted.Draws}; it must be 1 to {MostRows}");
        if (wanted.First < 0) return new Failure($"--first is {wanted.First}; rows are counted from 0");
        return OpenedRun.Open(query).Bind(run =>
        {
            using (run)
            using (NewDisposeScope())
                return from form in PictureForm.Of(run.Form, run.Settings.Colour)
                       from data in run.Read(wanted.Data, wanted.Split)
                       from rows in Pick(data, wanted)
                       from mask in Mask.Parse(wanted.Mask, (int)wanted.Seed, data)
                       from filled in Fill(run, rows, mask, wanted)
                       from written in Show(form, filled, wanted)
                       select 0;
        });
    }

    private static Either<Failure, Dataset> Pick(Dataset data, InpaintSettings wanted) => wanted.First < data.Rows
        ? data.Take(Enumerable.Range(wanted.First, Math.Min(wanted.Rows, data.Rows - wanted.First)))
        : new Failure($"--first is {wanted.First}, but there are only the rows 0 to {data.Rows - 1}");

    private static Either<Failure, Filled> Fill(OpenedRun run, Dataset rows, Mask mask, InpaintSettings wanted)
    {
        var original = rows.Batch([.. Enumerable.Range(0, rows.Rows)], run.Model.Device);
        var hidden = stack(Enumerable.Range(0, rows.Rows).Select(row => tensor(mask.Hidden(wanted.First + row))).ToList(), 0).to(run.Model.Device).unsqueeze(2);
        var masked = original.masked_fill(hidden, original.dtype == ScalarType.Int64 ? -1 : double.NaN);
        return (from draws in Sampling.Given(run.Model, masked, wanted.Draws, wanted.Seed)
                from best in MostProbable.ByBestOf(run.Model, masked, wanted.Draws, 1, wanted.Seed)
                from posterior in Posterior.Of(run.Model, masked)
                from all in LogLikelihood.OfEvidence(run.Model, original)
                from visible in LogLikelihood.OfEvidence(run.Model, masked)
                from drawn in LogLikelihood.OfEvidence(run.Model, draws.flatten(0, 1))
                select Filled.Of(original, masked, draws, best, posterior, all - visible, visible, drawn)).MapLeft(Failure.Of);
    }

    private static Either<Failure, Unit> Show(PictureForm form, Filled filled, InpaintSettings wanted)
    {
        var largest = filled.Deviation.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        Tile Picture(double[] row) => Tile.Of(form, row);
        var lines = filled.Original.Select((original, row) => new PictureRow(
            (wanted.First + row).ToString(CultureInfo.InvariantCulture),
            new[] { Picture(original), Picture(filled.Masked[row]) }
                .Concat(filled.Draws.Skip(row * wanted.Draws).Take(wanted.Draws).Select(Picture))
                .Concat([Picture(filled.Best[row]), Picture(filled.Mean[row]), Tile.Heat(form, filled.Deviation[row], largest)])
                .ToArr())).ToList();
        string[] titles = ["original", "masked", .. Enumerable.Range(1, wanted.Draws).Select(draw => $"sample {draw}"), "best", "mean", "deviation"];
        Thumbnail.Show([.. lines[0].Tiles]);
        Print(filled, wanted, form.Channels);
        return wanted.Out is null
            ? Unit.Default
            : PictureGrid.Create(titles, lines).Bind(grid => grid.Write(wanted.Out)).Map(written =>
            {
                Console.Out.WriteLine($"The pictures are in '{wanted.Out}'.");
                return written;
            });
    }

    private static void Print(Filled filled, InpaintSettings wanted, int channels)
    {
        string Bits(double[] logLikelihoods, int row) => filled.HiddenPixels[row] == 0 ? string.Empty : Tables.Number(BitsPerDimension.Of(logLikelihoods[row], filled.HiddenPixels[row] * channels), 3);
        new TextTable(
            "Bits per hidden dimension given what is seen: of the original, of the samples on average, of the best completion found.",
            ["row", "hidden pixels", "original", "samples", "best"],
            [.. filled.Original.Select((_, row) => (IReadOnlyList<string>)[$"{wanted.First + row}", $"{filled.HiddenPixels[row]}", Bits(filled.OriginalLogLikelihood, row), Bits(filled.SampleLogLikelihood, row), Bits(filled.BestLogLikelihood, row)])]).Print();
    }

    /// <summary>Rows before and after, [variables, channels] each, and conditional log-likelihoods of what was hidden.</summary>
    private sealed record Filled(
        IReadOnlyList<double[]> Original,
        IReadOnlyList<double[]> Masked,
        IReadOnlyList<double[]> Draws,
        IReadOnlyList<double[]> Best,
        IReadOnlyList<double[]> Mean,
        IReadOnlyList<double[]> Deviation,
        double[] OriginalLogLikelihood,
        double[] BestLogLikelihood,
        double[] SampleLogLikelihood,
        int[] HiddenPixels)
    {
        public static Filled Of(Tensor original, Tensor masked, Tensor draws, Completions best, Posterior posterior, Tensor originals, Tensor visible, Tensor drawn)
        {
            using (posterior)
                return new(
                    RowValues.Of(original),
                    RowValues.Of(masked),
                    RowValues.Of(draws.flatten(0, 1)),
                    RowValues.Of(best.Values.select(1, 0)),
                    RowValues.Of(posterior.Mean()),
                    RowValues.Of(posterior.Variance().clamp_min(0).sqrt()),
                    originals.cpu().data<double>().ToArray(),
                    (best.LogLikelihoods.select(1, 0) - visible).cpu().data<double>().ToArray(),
                    (drawn.view(draws.shape[0], -1).mean([1]) - visible).cpu().data<double>().ToArray(),
                    [.. RowValues.Of(masked).Select(row => row.Where((_, place) => place % (int)masked.shape[2] == 0).Count(double.IsNaN))]);
        }
    }
}
