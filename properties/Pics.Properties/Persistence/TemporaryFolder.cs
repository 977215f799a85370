namespace Pics.Properties;

/// <summary>An empty folder that is removed at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("pics").FullName;

    private TemporaryFolder(string parent) => Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, "pics" + System.IO.Path.GetRandomFileName())).FullName;

    /// <summary>A folder in memory where the system has one: for very many small files.</summary>
    public static TemporaryFolder InMemory() => Directory.Exists(Memory) ? new(Memory) : new();

    private const string Memory = "/dev/shm";

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
