using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary><c>baseline</c>: trains and scores a model of images that is no circuit.</summary>
internal static class BaselineVerb
{
    /// <param name="settings">Which model, on what, how long.</param>
    /// <param name="path">A JSON file for its figures; null for none.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<Failure, int> Run(BaselineSettings settings, string? path, CancellationToken cancellation) =>
        from named in OutputPath.Check("--out", path, OutputPath.Json)
        from result in BaselineJob.Run(settings, cancellation)
        from written in path is null ? Unit.Default : AtomicFile.WriteText(path, JsonSerializer.Serialize(result, RunSettings.Json) + "\n").MapLeft(Failure.Of)
        select Show(result, path);

    private static int Show(BaselineResult result, string? path)
    {
        BaselineJob.Print(result);
        if (path is not null) Console.Out.WriteLine($"Figures: {path}");
        return 0;
    }
}
