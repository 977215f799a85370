namespace Pics.Properties;

/// <summary>Names another cache folder until the end.</summary>
internal sealed class CacheVariable : IDisposable
{
    private readonly string? before = Environment.GetEnvironmentVariable(CacheFolder.Variable);

    public CacheVariable(string folder) => Environment.SetEnvironmentVariable(CacheFolder.Variable, folder);

    public void Dispose() => Environment.SetEnvironmentVariable(CacheFolder.Variable, before);
}
