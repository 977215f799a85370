using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Samples of a model of images, and inpaintings.</summary>
internal static class PicturesSection
{
    private const int Across = 10;
    private const int Down = 5;
    private const int Rows = 6;
    private const int Draws = 4;
    private const string Mask = "right";

    public static ReportPart Of(ReportedRun run, long seed)
    {
        if (run.Model is not { Form.Image: not null } model) return ReportPart.None;
        return PictureForm.Of(model.Form, run.Settings.Data.Colour).Match(
            form =>
            {
                var samples = Samples(model, form, seed);
                var inpainted = run.Data is { } data ? Inpainted(model, form, data.Test, seed) : Option<Either<Failure, byte[]>>.None;
                var found = new[] { ("Samples", Some(samples)), ("Inpainting: the right half given the left", inpainted) };
                var parts = found.SelectMany(one => one.Item2.Bind(picture => picture.ToOption()).Map(png => new[] { new System.Xml.Linq.XElement("h3", one.Item1), Html.Picture(png, one.Item1) }).IfNone([])).ToList();
                var leftOut = found.SelectMany(one => one.Item2.Bind(picture => picture.Swap().ToOption()).Map(failure => $"{one.Item1}: left out, {failure.Sentence}.").ToSeq()).ToList();
                return new ReportPart(
                    parts.Count == 0 ? [] : [Html.Section("pictures", "Pictures", run.ModelStep is { } step ? Html.Note($"Of the best parameters so far, those of step {Tables.Count(step)}.") : null, parts)],
                    [],
                    leftOut);
            },
            failure => ReportPart.Without($"Pictures are left out: {failure.Sentence}."));
    }

    private static Option<Either<Failure, byte[]>> Some(Either<Failure, byte[]> picture) => Option<Either<Failure, byte[]>>.Some(picture);

    private static Either<Failure, byte[]> Samples(OpenedRun model, PictureForm form, long seed)
    {
        using var scope = NewDisposeScope();
        return from rows in CircuitQueries.Sample(model.Tensors(), Across * Down, seed).MapLeft(Failure.Of)
               let tiles = RowValues.Of(rows).Select(row => Tile.Of(form, row))
               from grid in PictureGrid.Create(Enumerable.Repeat(string.Empty, Across), tiles.Chunk(Across).Select(line => new PictureRow(string.Empty, line.ToArr())))
               from png in grid.Png()
               select png;
    }

    private static Either<Failure, byte[]> Inpainted(OpenedRun model, PictureForm form, Dataset data, long seed)
    {
        var wanted = new InpaintSettings
        {
            First = 0,
            Rows = Rows,
            Mask = Mask,
            Draws = Draws,
            Seed = seed,
        };
        return from mask in Host.Mask.Parse(Mask, (int)seed, data)
               from rows in Inpainting.Of(model, form, data, mask, wanted)
               from grid in InpaintingPictures.Grid(form, rows, wanted)
               from png in grid.Png()
               select png;
    }
}
