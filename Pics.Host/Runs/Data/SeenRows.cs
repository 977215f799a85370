using LanguageExt;

namespace Pics.Host;

/// <summary>Rows as the model of a run sees them: images cut into patches, in its colours.</summary>
internal static class SeenRows
{
    /// <summary>Such rows. Error: images of which neither can be made.</summary>
    /// <param name="settings">How the run reads its data.</param>
    /// <param name="rows">The rows as they are read.</param>
    public static Either<Failure, Dataset> Of(DataSettings settings, Dataset rows) => Cut(settings, rows).Bind(cut => Coloured(settings, cut));

    /// <summary>The same for rows that are given to a model. Error: also rows of another kind.</summary>
    /// <param name="settings">How the run reads its data.</param>
    /// <param name="rows">The rows as they are read.</param>
    /// <param name="path">Where they are from.</param>
    /// <param name="form">What the run was trained on.</param>
    public static Either<Failure, Dataset> Of(DataSettings settings, Dataset rows, string path, Dataset form) =>
        from cut in Cut(settings, rows)
        from alike in DataCompatibility.Check(path, cut, form, "the run was trained on")
        from coloured in Coloured(settings, alike)
        select coloured;

    private static Either<Failure, Dataset> Cut(DataSettings settings, Dataset rows) => settings.Patch is { } patch ? Patches.Cut(rows, patch.Height, patch.Width).MapLeft(Failure.Of) : rows;

    private static Either<Failure, Dataset> Coloured(DataSettings settings, Dataset rows) => Colour.Apply(settings.Colour, rows).MapLeft(Failure.Of);
}
