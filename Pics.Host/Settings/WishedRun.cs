namespace Pics.Host;

/// <summary>The options of a run, and which of them somebody wished; the others may be chosen from the data.</summary>
/// <param name="Settings">All options; those that nobody wished as they are for images.</param>
/// <param name="Given">The names of those that were given, with their dashes; null for all.</param>
internal sealed record WishedRun(RunSettings Settings, ImmutableHashSet<string>? Given)
{
    /// <summary>Options of which nothing is left to choose, as those of a run that is there.</summary>
    public static WishedRun Whole(RunSettings settings) => new(settings, null);

    /// <summary>Whether an option was wished.</summary>
    public bool IsGiven(string name) => Given is null || Given.Contains(name);

    /// <summary>A wish, or else what is chosen.</summary>
    public T Or<T>(string name, T wished, T chosen) => IsGiven(name) ? wished : chosen;
}
