using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Data that do not fit into memory stay in a file.</summary>
[Collection(TensorTests.Name)]
public class StreamingLaws
{
    private const int Rows = 20000; // 15 MB of images, 61 MB of records
    private const long Few = 4 << 20; // bytes that a reader may take for them

    private static long Taken(Func<Dataset> read)
    {
        var start = GC.GetAllocatedBytesForCurrentThread();
        var data = read();
        var taken = GC.GetAllocatedBytesForCurrentThread() - start;
        Assert.True(data.IsStreamed);
        return taken;
    }

    private static byte[] Images(bool numpy)
    {
        byte[] header = numpy ? NumpyFiles.Header($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({Rows}, 28, 28), }}") : [0, 0, 8, 3, 0, 0, Rows >> 8, Rows & 255, 0, 0, 0, 28, 0, 0, 0, 28];
        var bytes = new byte[header.Length + (Rows * 784)];
        header.CopyTo(bytes, 0);
        for (var index = header.Length; index < bytes.Length; index++) bytes[index] = (byte)(index * 7);
        return bytes;
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Images_past_the_limit_take_little_memory_and_are_the_same(bool numpy, bool compressed)
    {
        using var folder = new TemporaryFolder();
        var bytes = Images(numpy);
        var path = folder.Write("x", compressed ? Gzip(bytes) : bytes);
        var limited = ReadOptions.Default with { MemoryLimit = 1 << 20 };
        Dataset Read(ReadOptions options) => Get(DataFormats.Read(path, options)).Train;
        Read(limited); // what is compiled and made once
        Assert.InRange(Taken(() => Read(limited)), 0, Few);
        var (streamed, whole) = (Read(limited), Read(ReadOptions.Default));
        Assert.False(whole.IsStreamed);
        Assert.Equal(whole.Bytes, streamed.Bytes);
        foreach (var row in new[] { 0, 1, Rows / 2, Rows - 1 }) Assert.Equal(whole.Row(row).ToArray(), streamed.Row(row).ToArray());
    }

    [Fact]
    public void Records_tables_and_bits_past_the_limit_take_little_memory()
    {
        using var folder = new TemporaryFolder();
        var limited = ReadOptions.Default with { MemoryLimit = 1 << 20 };
        var records = folder.Write("x.bin", new byte[3073 * 3000]);
        var bits = folder.Write("x.data", Text(string.Concat(Enumerable.Repeat(string.Join(',', Enumerable.Repeat("0,1", 50)) + "\n", 30000))));
        var table = folder.Write("x.csv", Text("a,b,c\n" + string.Concat(Enumerable.Range(0, 60000).Select(row => $"{row}.5,{row % 7},w{row % 5}\n"))));
        foreach (var path in new[] { records, bits, table })
        {
            Dataset Read() => Get(DataFormats.Read(path, limited)).Train;
            Read();
            Assert.InRange(Taken(Read), 0, path == table ? 4 * Few : Few); // of each column of numbers some are kept, from which bins are learned
        }
    }

    [SkippableFact]
    public void The_file_of_decoded_rows_leaves_no_name_behind()
    {
        Skip.IfNot(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "needs files without a name");
        using var folder = new TemporaryFolder();
        using var cache = new CacheVariable(folder["cache"]);
        var data = Get(Cifar10.ReadFile(folder.Write("x.bin", new byte[3073]), Streamed));
        Assert.Empty(Directory.GetFiles(folder["cache"]));
        Assert.Equal(0, data.Row(0)[9]);
        Assert.True(Debd.ReadFile(folder.Write("x.data", Text("0,1\n1,2\n")), Streamed).IsLeft);
        Assert.Empty(Directory.GetFiles(folder["cache"]));
    }

    [Fact]
    public void Training_on_rows_in_a_file_gives_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        Dataset Stored(Dataset data, string name)
        {
            var text = string.Concat(Enumerable.Range(0, data.Rows).Select(row => string.Join(',', data.Row(row)) + "\n"));
            var table = Get(CsvTable.Read(folder.Write(name, Text(text)), Streamed with { Header = HeaderKind.Absent, Schema = Levels }));
            Assert.True(table.IsStreamed);
            return table;
        }

        var memory = TrainingRun.Of(TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 12 } });
        var data = TrainingRun.Data;
        var mapped = TrainingRun.Of(TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = 12 } }, data: new(Stored(data.Train, "a"), Stored(data.Validation, "b"), Stored(data.Test, "c")));
        Assert.Equal(memory.Parameters, mapped.Parameters);
        Assert.Equal(memory.Records.Select(record => record.LogLikelihood), mapped.Records.Select(record => record.LogLikelihood));
    }

    private static TableSchema Levels { get; } = new(Enumerable.Repeat(new ColumnSchema(string.Empty, TableColumnKind.Categorical, Arr.create("0", "1", "2"), null, null), 16).ToArr());
}
