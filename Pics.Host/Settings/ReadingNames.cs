namespace Pics.Host;

/// <summary>The names of options that are for some data only.</summary>
internal static class ReadingNames
{
    /// <summary>Those for tables of any form.</summary>
    public static ImmutableArray<string> ForTables { get; } = ["--missing", "--schema", "--ignore", "--keep", "--kinds", "--unseen"];

    /// <summary>Those for folders of pictures.</summary>
    public static ImmutableArray<string> ForPictures { get; } = ["--image-size", "--channels"];

    /// <summary>Those for images of any form.</summary>
    public static ImmutableArray<string> ForImages { get; } = ["--colour", "--levels", "--patch"];

    /// <summary>Those for tables in text.</summary>
    public static ImmutableArray<string> ForText { get; } = ["--header", "--encoding", "--separator", "--decimal"];
}
