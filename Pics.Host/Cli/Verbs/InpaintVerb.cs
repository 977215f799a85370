using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary><c>inpaint</c>: hides a part of images and fills it by samples given the rest, by the best completion and by the mean.</summary>
internal static class InpaintVerb
{
    private const int MostRows = 1000;
    private const int MostPictures = 4000; // in one file
    private const int OtherPictures = 5; // of a row, beside the samples

    public static Either<Failure, int> Run(QuerySettings query, InpaintSettings wanted)
    {
        if (wanted.Rows is < 1 or > MostRows) return new Failure($"--rows is {wanted.Rows}; it must be 1 to {MostRows}");
        if (wanted.Draws is < 1 or > MostRows) return new Failure($"--draws is {wanted.Draws}; it must be 1 to {MostRows}");
        if (wanted.First < 0) return new Failure($"--first is {wanted.First}; rows are counted from 0");
        if (wanted.Out is not null && wanted.Rows * (wanted.Draws + OtherPictures) is > MostPictures and var pictures) return new Failure($"--rows {wanted.Rows} with --draws {wanted.Draws} makes {pictures} pictures; expected at most {MostPictures} in one file");
        return OutputPath.Check("--out", wanted.Out, ".png").Bind(_ => OpenedRun.Open(query)).Bind(run =>
        {
            using (run)
                return from form in Form(run)
                       from data in run.Read(wanted.Given, SplitName.Test)
                       from some in IsThere(data, wanted)
                       from mask in Mask.Parse(wanted.Mask, (int)wanted.Seed, data)
                       from rows in Inpainting.Of(run, form, data, mask, wanted)
                       from written in Write(form, rows, wanted)
                       select Report(run.Settings.Data, form, (data, rows), wanted);
        });
    }

    private static Either<Failure, PictureForm> Form(OpenedRun run) => run.Form.Image is null
        ? new Failure("this run is over a table; inpaint fills images, impute fills tables")
        : PictureForm.Of(run.Form, run.Settings.Data.Colour);

    private static Either<Failure, Unit> IsThere(Dataset data, InpaintSettings wanted) => wanted.First < data.Rows
        ? Unit.Default
        : new Failure($"--first is {wanted.First}, but there are only the rows 0 to {data.Rows - 1}");

    private static Either<Failure, Unit> Write(PictureForm form, IReadOnlyList<Inpainting> rows, InpaintSettings wanted) =>
        wanted.Out is null ? Unit.Default : InpaintingPictures.Grid(form, rows, wanted).Bind(grid => grid.Write(wanted.Out));

    private static int Report(DataSettings settings, PictureForm form, (Dataset Data, IReadOnlyList<Inpainting> Rows) found, InpaintSettings wanted)
    {
        var (data, rows) = found;
        foreach (var note in data.Notes) Console.Out.WriteLine($"Note: {note}");
        var shown = Thumbnail.Show([.. InpaintingPictures.First(form, rows)]);
        Console.Out.WriteLine($"Row {wanted.First} from left to right: {string.Join(", ", InpaintingPictures.Titles(wanted).Take(shown))}.");
        static string Number(double bits) => double.IsNaN(bits) ? string.Empty : Tables.Number(bits, 3);
        new TextTable(
            $"{DataReading.Bits("Bits per hidden dimension", settings)} given what is seen: of the original, of the samples on average, of the best completion found",
            ["row", "hidden pixels", "original", "samples", "best"],
            [.. rows.Select((row, index) => (IReadOnlyList<string>)[$"{wanted.First + index}", Tables.Count(row.Hidden), Number(row.Bits.Original), Number(row.Bits.Draws), Number(row.Bits.Best)])]).Print();
        if (form.Colour != ColourTransform.None) Console.Out.WriteLine($"Mean and deviation are those of {Math.Max(wanted.Draws, Inpainting.MomentDraws)} samples: the channels of {Colour.Name(form.Colour)} have no exact ones in colours.");
        Console.Out.WriteLine(wanted.Out is null ? "--out keeps the pictures of all rows." : $"The pictures are in '{wanted.Out}'.");
        return 0;
    }
}
