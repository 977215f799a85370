namespace Pics.Properties;

/// <summary>A folder of a project, and what it is for.</summary>
/// <param name="Folder">Relative to the project; empty for the project's own folder.</param>
/// <param name="Says">One sentence.</param>
internal sealed record Floor(string Folder, string Says);

/// <summary>The folders of each project from the lowest to the highest: a folder uses only those before it.</summary>
internal static partial class Floors
{
    /// <summary>The floors of a project.</summary>
    public static ImmutableArray<Floor> Of(string project) => project switch
    {
        "Pics.Algebra" => Algebra,
        "Pics.Asking" => Asking,
        "Pics.Numerics" => Numerics,
        "Pics.Host" => Host,
        "Pics.Laws" => Laws,
        _ => throw new ArgumentException($"{project} has no floors", nameof(project)),
    };
}
