using LanguageExt;

namespace Pics.Host;

/// <summary>Rows as a file that other programs read, as its name ends: a table, an array, or a folder of pictures.</summary>
internal static class RowsFile
{
    /// <summary>What names may end with, for help and errors.</summary>
    public static string Endings { get; } = OutputPath.Endings([.. TableFile.Endings, .. DatasetArrays.Endings]);

    /// <summary>An error where rows cannot be written so.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="form">What rows are.</param>
    public static Either<Failure, Unit> Check(string path, RowForm form) =>
        DatasetArrays.IsArray(path) || TableFile.IsTable(path) ? OutputPath.Check("--out", path)
        : form.Image is null || !OutputPath.IsFolder(path) ? new Failure($"--out is '{path}'; expected a name that ends with {Endings}{(form.Image is null ? string.Empty : ", or that of a folder, for one PNG file an image")}")
        : OutputPath.CheckFolder("--out", path);

    /// <summary>Writes rows, each file atomically. Error: pixels that are not observed have no picture, texts are no array.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="rows">The rows; images in colours as they are shown.</param>
    /// <param name="numbers">The type of the numbers of an npy file; null for the smallest that has them all.</param>
    public static Either<Failure, Unit> Write(string path, Dataset rows, ArrayNumberType? numbers) => DatasetArrays.IsArray(path) ? rows.WriteArray(path, path.Contains(".npy", StringComparison.OrdinalIgnoreCase) ? numbers : null).MapLeft(Failure.Of)
        : TableFile.IsTable(path) ? rows.Write(path).MapLeft(Failure.Of)
        : from form in PictureForm.Of(rows, ColourTransform.None)
          from whole in Hidden(rows) is { } hidden ? new Failure($"image {hidden} has pixels that are not observed, which a PNG file cannot say; expected --out with a name that ends with .npy or .csv") : Either<Failure, Unit>.Right(Unit.Default)
          from written in SampleFiles.Write(path, All(rows).Select(row => Tile.Of(form, row)), "image", Math.Max(5, (int)Math.Log10(Math.Max(1, rows.Rows)) + 1))
          select written;

    private static IEnumerable<double[]> All(Dataset rows) => Enumerable.Range(0, rows.Rows).Select(row =>
    {
        var values = new double[rows.Dimensions];
        rows.Read(row, values);
        return values;
    });

    private static int? Hidden(Dataset rows) => All(rows).Index().Where(row => Array.Exists(row.Item, double.IsNaN)).Select(row => (int?)row.Index).FirstOrDefault();
}
