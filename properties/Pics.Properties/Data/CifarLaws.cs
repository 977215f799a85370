using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class CifarLaws
{
    /// <summary>A record whose value of a pixel and channel follows from its place.</summary>
    private static byte[] Record(byte label, int seed) => [label, .. Enumerable.Range(0, 3072).Select(place => (byte)((place * 7) + seed))];

    [Property(MaxTest = 20)]
    public void Pixels_come_out_with_their_channels_together(NonEmptyArray<byte> labels, bool compressed, bool streamed)
    {
        using var folder = new TemporaryFolder();
        var bytes = labels.Get.SelectMany((label, index) => Record((byte)(label % 10), index)).ToArray();
        var data = Get(Cifar10.ReadFile(folder.Write("x.bin", compressed ? Gzip(bytes) : bytes), streamed ? Streamed : ReadOptions.Default));
        Assert.Equal((labels.Get.Length, 1024, 3, 256, (32, 32), streamed), (data.Rows, data.Variables, data.Channels, data.Categories, data.Image!.Value, data.IsStreamed));
        for (var row = 0; row < data.Rows; row++)
            Assert.Equal(Enumerable.Range(0, 3072).Select(place => (double)(byte)((((place % 3 * 1024) + (place / 3)) * 7) + row)), data.Row(row));
    }

    [Fact]
    public void Wrong_files_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        void Says(string sentence, byte[] bytes)
        {
            var path = folder.Write("x.bin", bytes);
            Assert.Equal(sentence, Explain(Cifar10.ReadFile(path, ReadOptions.Default), path));
        }

        const string Whole = "expected one or more whole records of 3073 bytes, a label and 32 x 32 pixels in 3 channels";
        Assert.Equal("'FILE' does not exist; expected a binary file of cifar-10", Explain(Cifar10.ReadFile(folder["none"], ReadOptions.Default), folder["none"]));
        Says($"'FILE' has the shape 0 bytes; {Whole}", []);
        Says($"'FILE' has the shape 3072 bytes; {Whole}", Record(1, 1)[..^1]);
        Says($"'FILE' has the shape 3074 bytes; {Whole}", Gzip([.. Record(1, 1), 2]));
        Says("'FILE' cannot be read: record 1 has the label 10; expected 0 to 9 before the 3072 bytes of its pixels", [.. Record(9, 1), .. Record(10, 1)]);
        Says("'FILE' cannot be read: its gzip data is damaged, cut short or followed by other bytes", Gzip(Record(1, 1))[..^3]);
    }

    [Fact]
    public void All_batches_of_a_folder_are_joined_in_order()
    {
        using var folder = new TemporaryFolder();
        string Read(string path) => Cifar10.Read(path, ReadOptions.Default).Match(
            data => $"{data.Train.Name}: {string.Join(' ', Enumerable.Range(0, data.Train.Rows).Select(row => data.Train.Row(row)[0]))}, {data.Test.Name}: {data.Test.Rows}",
            error => error.Explain().Replace(folder.Path, "FOLDER", StringComparison.Ordinal));
        Assert.Equal("'FOLDER/none' does not exist; expected a folder with the binary files of cifar-10", Read(folder["none"]));
        Assert.Equal("'FOLDER/data_batch_*.bin' does not exist; expected at least one such file of cifar-10, with or without '.gz', in the data folder", Read(folder.Path));
        folder.Write("data_batch_2.bin", Record(0, 2));
        folder.Write("data_batch_1.bin.gz", Gzip([.. Record(0, 1), .. Record(0, 5)]));
        Assert.Equal("'FOLDER/test_batch*.bin' does not exist; expected at least one such file of cifar-10, with or without '.gz', in the data folder", Read(folder.Path));
        folder.Write("test_batch_first2.bin.gz", Gzip(Record(0, 3)));
        Assert.Equal("data_batch_1.bin.gz + data_batch_2.bin: 1 5 2, test_batch_first2.bin.gz: 1", Read(folder.Path));
    }

    [Fact]
    public void Damaged_files_never_throw() => Survives(300, [Record(3, 3), Gzip(Record(3, 3))], "x.bin", path => Cifar10.ReadFile(path, ReadOptions.Default));

    [SkippableFact]
    public void Standard_files_hold_the_known_images()
    {
        var path = Path.Combine(OptionalFolder.Data.Path, "cifar-10");
        Skip.IfNot(Directory.Exists(path), OptionalFolder.Data.Reason);
        var (train, test) = Get(Cifar10.Read(path, Streamed));
        Assert.Equal((10000, 1000), (train.Rows, test.Rows));
        Assert.Equal([59, 62, 63, 43, 46, 45], train.Row(0).Take(6)); // the first two pixels of the frog
    }
}
