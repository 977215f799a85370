using System.Globalization;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>IDX files of every type and number of dimensions.</summary>
[Collection(TensorTests.Name)]
public class IdxLaws
{
    private static readonly (byte Code, string Type)[] Types = [(8, ">u1"), (9, ">i1"), (11, ">i2"), (12, ">i4"), (13, ">f4"), (14, ">f8")];

    private static byte[] File(byte code, int[] lengths, byte[] body) => [0, 0, code, (byte)lengths.Length, .. lengths.SelectMany(length => NumpyFiles.Bytes(">i4", length)), .. body];

    [Property(MaxTest = 200)]
    public void Files_of_every_type_and_shape_are_read_back(byte type, byte rank, byte a, byte b, byte c, byte d, bool compressed, bool streamed)
    {
        using var folder = new TemporaryFolder();
        var (code, name) = Types[type % Types.Length];
        var shape = new[] { 1 + (a % 5), 1 + (b % 4), 1 + (c % 4), 1 + (2 * (d % 2)) }[..(1 + (rank % 4))];
        var total = shape.Aggregate(1, (product, length) => product * length);
        var numbers = Enumerable.Range(0, total).Select(index => name[1] == 'f' ? (index * 0.75) - 2 : index % 100).ToArray();
        var file = File(code, shape, [.. numbers.SelectMany(number => NumpyFiles.Bytes(name, number))]);
        var data = Get(DataFormats.Read(folder.Write("x", compressed ? Gzip(file) : file), (streamed ? Streamed : ReadOptions.Default).WithKept("*"))).Train;
        var channels = shape.Length < 4 || (shape[1] is 1 or 3 && shape[3] is not (1 or 3)) ? 1 : shape[3];
        Assert.Equal((shape[0], total / shape[0] / channels, channels), (data.Rows, data.Variables, data.Channels));
        Assert.Equal(shape.Length < 3 ? null : (shape[1], shape[2]), data.Image);
        var read = Enumerable.Range(0, data.Rows).SelectMany(row => data.Texts(row)).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        for (var index = 0; index < numbers.Length; index++) Assert.Equal(numbers[index], read[index], 1e-6);
    }

    [Fact]
    public void What_is_no_table_and_no_image_is_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        string Says(byte[] file) => Explain(DataFormats.Read(folder.Write("x", file), ReadOptions.Default), folder["x"]);
        Assert.Equal("'FILE' has the shape of 5 dimensions; expected 1 for a column, 2 for a table, or 3 or 4 for images", Says(File(13, [1, 1, 1, 1, 1], new byte[4])));
        Assert.Equal("'FILE' has the shape of 0 dimensions; expected 1 for a column, 2 for a table, or 3 or 4 for images", Says([0, 0, 12, 0, 1, 2, 3, 4]));
        Assert.Equal("'FILE' holds 6 bytes of data where its header promises 12; the file is truncated", Says([0, 0, 12, 2, 1, 2]));
        Assert.Equal("'FILE' holds 3 bytes of data where its header promises 8; the file is truncated", Says(File(11, [2, 2], new byte[3])));
        Assert.Equal("'FILE' holds at least 9 bytes of data where its header promises 8; the file is too long", Says(Gzip(File(11, [2, 2], new byte[9]))));
        Assert.Equal("'FILE' has the shape 0 x 2; expected an array [rows] or [rows, columns], and lengths of at least 1", Says(File(12, [0, 2], [])));
        Assert.Equal("'FILE' has the value 256 at row 0, variable 1; values are 0 to 255, or -1 where not observed", Says(File(12, [1, 1, 2], [0, 0, 0, 1, 0, 0, 1, 0])));
        Assert.Equal(
            "'FILE' starts with the bytes 0 0 10 1; expected the bytes 0 0, then one of 8 9 11 12 13 14 for the type, then the number of dimensions of an IDX file",
            Explain(IdxReader.Read(folder.Write("x", [0, 0, 10, 1, 0, 0, 0, 0]), ReadOptions.Default), folder["x"]));
    }
}
