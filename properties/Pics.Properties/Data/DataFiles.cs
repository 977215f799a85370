using System.IO.Compression;

namespace Pics.Properties;

/// <summary>Files of data made for tests, and what readers say of them.</summary>
internal static class DataFiles
{
    /// <summary>Nothing stays in memory.</summary>
    public static ReadOptions Streamed { get; } = ReadOptions.Default with { MemoryLimit = 0 };

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(bytes);
        return packed.ToArray();
    }

    public static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    public static T Get<T>(Either<DataError, T> result) => result.Match(found => found, error => throw new InvalidOperationException(error.Explain()));

    public static string Explain<T>(Either<DataError, T> result, string path) => result.Match(_ => "no error", error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));

    /// <summary>All rows, one after the other.</summary>
    public static double[] Values(Dataset data) => [.. Enumerable.Range(0, data.Rows).SelectMany(row => data.Row(row))];

    /// <summary>Some bytes cut off or changed at random.</summary>
    public static byte[] Damage(byte[] whole, Random random)
    {
        var damaged = whole.Take(random.Next(4) == 0 ? random.Next(whole.Length + 1) : whole.Length).ToArray();
        for (var flips = random.Next(4); flips > 0 && damaged.Length > 0; flips--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        return damaged;
    }

    /// <summary>Reads damaged files; a reader must not throw, must explain itself, and must not take much memory for little files.</summary>
    public static void Survives<T>(int times, IReadOnlyList<byte[]> files, string name, Func<string, Either<DataError, T>> read)
    {
        const long Most = 100 << 20; // bytes a file of some kilobytes may ask for
        using var folder = new TemporaryFolder();
        Assert.All(files, file => Assert.Equal("no error", Explain(read(folder.Write(name, file)), folder[name])));
        var (random, refused) = (new Random(7), 0);
        for (var i = 0; i < times; i++)
        {
            var path = folder.Write(name, Damage(files[i % files.Count], random));
            var before = GC.GetAllocatedBytesForCurrentThread();
            read(path).IfLeft(error =>
            {
                Assert.NotEmpty(error.Explain());
                refused++;
            });
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Most);
        }

        Assert.InRange(refused, 1, times - 1);
    }
}
