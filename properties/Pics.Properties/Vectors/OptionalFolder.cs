namespace Pics.Properties;

/// <summary>Where optional test inputs are: an environment variable, or a folder beside the repository.</summary>
public static class OptionalFolder
{
    /// <summary>Reference vectors: <c>PICS_VECTORS</c>, else <c>../shared/vectors</c> beside the repository.</summary>
    public static (string Path, string Reason) Vectors => Find("PICS_VECTORS", "vectors");

    /// <summary>Real data sets: <c>PICS_DATA</c>, else <c>../shared/data</c> beside the repository.</summary>
    public static (string Path, string Reason) Data => Find("PICS_DATA", "data");

    private static (string Path, string Reason) Find(string variable, string name)
    {
        var root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Pics.sln"))) root = Path.GetDirectoryName(root);
        var folder = Environment.GetEnvironmentVariable(variable) ?? Path.Combine(root ?? ".", "..", "shared", name);
        return (folder, $"there is no folder '{folder}'; name one with the environment variable {variable}");
    }
}
