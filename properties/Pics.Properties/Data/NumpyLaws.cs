using static Pics.Properties.DataFiles;
using static Pics.Properties.NumpyFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class NumpyLaws
{
    private static readonly string[] Types = ["|b1", "|u1", "|i1", "<u2", ">u2", "<i2", ">i2", "<u4", ">u4", "<i4", ">i4", "<u8", ">u8", "<i8", ">i8", "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"];

    [Property(MaxTest = 300)]
    public void Arrays_of_every_type_order_and_shape_are_read_back(byte type, byte rank, byte a, byte b, byte c, byte d, bool fortran, bool compressed, bool streamed, bool archived)
    {
        using var folder = new TemporaryFolder();
        var name = Types[type % Types.Length];
        var shape = new[] { 1 + (a % 5), 1 + (b % 4), 1 + (c % 4), 1 + (d % 4) }[..(1 + (rank % 4))];
        var total = shape.Aggregate(1, (product, length) => product * length);
        var numbers = Enumerable.Range(0, total).Select(index => name[1] == 'b' ? index % 2.0 : name[1] == 'f' ? (index * 0.75) - 2 : index % 100).ToArray();
        var array = Array(name, shape, numbers, fortran, 1 + (a % 3));
        var file = archived ? Archive(("x.npy", array)) : compressed ? Gzip(array) : array;
        var options = (streamed && !fortran ? Streamed : ReadOptions.Default).WithKept("*");
        var data = Get(archived ? NumpyReader.ReadArchive(folder.Write("x", file), options) : NumpyReader.ReadArray(folder.Write("x", file), options));
        var isPlanar = shape.Length == 4 && shape[1] is 1 or 3 && shape.Length == 4 && shape[3] is not (1 or 3);
        var (width, channels) = (total / shape[0], shape.Length < 4 ? 1 : isPlanar ? shape[1] : shape[3]);
        Assert.Equal((shape[0], width / channels, channels), (data.Rows, data.Variables, data.Channels));
        Assert.Equal(shape.Length < 3 ? null : isPlanar ? (shape[2], shape[3]) : (shape[1], shape[2]), data.Image);
        for (var row = 0; row < data.Rows; row++)
            for (var place = 0; place < width; place++)
            {
                var from = isPlanar ? (place % channels * (width / channels)) + (place / channels) : place;
                Assert.Equal(numbers[(row * width) + from], Number(data.Columns[place / channels], data.Row(row)[place]), 1e-6);
            }
    }

    /// <summary>The number that a value was made from.</summary>
    private static double Number(Column column, double value) => double.Parse(column.Text(value), System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Kinds_follow_from_types()
    {
        using var folder = new TemporaryFolder();
        ColumnKind Kind(string type, params double[] numbers) => Get(NumpyReader.ReadArray(folder.Write("x", Array(type, [numbers.Length], numbers)), ReadOptions.Default)).Columns[0].Kind;
        Assert.Equal(new ColumnKind.Categorical(256, Arr<string>.Empty), Kind("|u1", 1, 2));
        Assert.Equal(new ColumnKind.Categorical(2, Arr<string>.Empty), Kind("|b1", 1, 0));
        Assert.Equal(new ColumnKind.Categorical(2, Arr.create("-3", "7")), Kind("<i4", 7, -3, 7));
        Assert.Equal(new ColumnKind.Categorical(2, Arr.create("1", "3")), Kind("<f4", 1, double.NaN, 3));
        Assert.Equal(new ColumnKind.Categorical(2, Arr.create("1", "3")), Kind(">f2", 1, double.NaN, 3));
        Assert.IsNotType<ColumnKind.Categorical>(Kind("<f8", [.. Enumerable.Range(0, 200).Select(number => number * 0.37)]));
        var data = Get(NumpyReader.ReadArray(folder.Write("x", Array("<f8", [3, 1, 1], [1.5, double.NaN, 3.5])), ReadOptions.Default));
        Assert.Equal([-1, double.NaN, 1], Values(data));
        var again = Get(NumpyReader.ReadArray(folder.Write("y", Array("<f8", [1, 1, 1], [5.5])), ReadOptions.Default.Like(data.Form)));
        Assert.Equal([3], Values(again));
    }

    [Fact]
    public void Tables_of_numbers_are_learned_as_those_of_a_text()
    {
        using var folder = new TemporaryFolder();
        var numbers = Enumerable.Range(0, 90).Select(index => index % 3 == 0 ? index % 4 : index % 3 == 1 ? index * 0.25 : index - 40).ToArray();
        var text = string.Concat(numbers.Chunk(3).Select(row => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row[0]},{row[1]},{row[2]}\n")));
        var table = Get(CsvTable.Read(folder.Write("x.csv", Text(text)), ReadOptions.Default.WithHeader(HeaderKind.Absent)));
        foreach (var (type, fortran) in new[] { ("<f8", false), (">f8", true), ("<f4", false), ("<f2", false) })
        {
            var array = Get(NumpyReader.ReadArray(folder.Write("x.npy", Array(type, [30, 3], numbers, fortran)), ReadOptions.Default));
            Assert.Equal(table.Columns.Select(column => column.Kind), array.Columns.Select(column => column.Kind));
            Assert.Equal(Values(table), Values(array));
        }
    }

    [Theory]
    [InlineData("<i8")]
    [InlineData(">i8")]
    [InlineData("<u8")]
    [InlineData(">u8")]
    public void Whole_numbers_keep_all_their_digits(string type)
    {
        using var folder = new TemporaryFolder();
        Int128[] numbers = type[1] == 'i' ? [long.MinValue, long.MaxValue, (1L << 53) + 1, 1L << 53, -(1L << 53) - 1, 0] : [ulong.MaxValue, ulong.MaxValue - 1, (1UL << 63) + 1, (1L << 53) + 1, 1L << 53, 0];
        byte[] file = [.. Header($"{{'descr': '{type}', 'fortran_order': False, 'shape': (3, 2), }}"), .. numbers.SelectMany(number => Whole(type, number))];
        Assert.Equal(numbers.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)), Cells(new ArraySource.Npy(folder.Write("x", file))));
    }

    /// <summary>The cells of a table as they are before anything is learned.</summary>
    private static List<string> Cells(ArraySource source)
    {
        var (rows, cells) = (Get(ArrayRows.Of(source, "x", ReadOptions.Default)), new List<string>());
        Get(rows.ForEach(row =>
        {
            for (var column = 0; column < rows.Names.Length; column++) cells.Add(row[column].ToString());
            return null;
        }));
        return cells;
    }

    [Fact]
    public void Archives_of_images_are_read_channel_after_channel()
    {
        const string Usual = "expected one of a usual name (data, x_train, test_images), or only one with rows of several numbers, or that one is named (--array)";
        using var folder = new TemporaryFolder();
        var data = Array("|u1", [2, 12], [.. Enumerable.Range(0, 24).Select(index => (double)index)]);
        var images = Get(NumpyReader.ReadArchive(folder.Write("x.npz", Archive(("labels.npy", Array("<i8", [2], [1, 2])), ("data.npy", data), ("mean.npy", Array("<f8", [12], new double[12])))), ReadOptions.Default));
        Assert.Equal((3, (2, 2)), (images.Channels, images.Image!.Value));
        Assert.Equal([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], images.Row(0).ToArray());
        string Says(params (string, byte[])[] entries) => Explain(NumpyReader.ReadArchive(folder.Write("x.npz", Archive(entries)), ReadOptions.Default), folder["x.npz"]);
        Assert.Equal("no error", Says(("y.npy", Array("<i8", [2], [1, 2])), ("X.npy", data)));
        Assert.Equal($"'FILE' cannot be read: it holds no arrays; {Usual}", Says(("a.txt", [1])));
        Assert.Equal($"'FILE' cannot be read: it holds 2 arrays, 'a', 'b'; {Usual}", Says(("a.npy", data), ("b.npy", data)));
        Assert.Equal("'FILE/a.npy' starts with the bytes 1 2; expected the bytes 147 78 85 77 80 89 of a NumPy file and a version", Says(("a.npy", [1, 2])));
        Assert.Equal("'FILE/a.npy' holds 20 bytes of data where its header promises 24; the file is truncated", Says(("a.npy", data[..^4])));
        Assert.Equal("'FILE' cannot be read: it is no zip archive, or a damaged one", Explain(NumpyReader.ReadArchive(folder.Write("z", [1, 2]), ReadOptions.Default), folder["z"]));
        Assert.Equal("'FILE' cannot be read: it is compressed again with gzip; expected the archive itself", Explain(NumpyReader.ReadArchive(folder.Write("z", Gzip(Archive(("a.npy", data)))), ReadOptions.Default), folder["z"]));
        Assert.Equal("'FILE' does not exist; expected a NumPy archive", Explain(NumpyReader.ReadArchive(folder["none"], ReadOptions.Default), folder["none"]));
    }

    [Fact]
    public void Small_imagenet_folders_are_joined()
    {
        using var folder = new TemporaryFolder();
        byte[] Batch(byte first) => Archive(("data.npy", Array("|u1", [2, 12], [.. Enumerable.Range(first, 24).Select(index => (double)index)])), ("labels.npy", Array("<i8", [2], [1, 2])));
        string Read() => ImageNetFolder.Read(folder.Path, ReadOptions.Default).Match(
            data => $"{string.Join(' ', Enumerable.Range(0, data.Train.Rows).Select(row => data.Train.Row(row)[0]))}, {data.Test.Rows}",
            error => error.Explain().Replace(folder.Path, "FOLDER", StringComparison.Ordinal));
        Assert.Equal("'FOLDER/train_data_batch_*.npz' does not exist; expected at least one such archive in the data folder", Read());
        folder.Write("train_data_batch_2.npz", Batch(50));
        folder.Write("train_data_batch_1.npz", Batch(0));
        Assert.Equal("'FOLDER/val_data.npz' does not exist; expected a NumPy archive", Read());
        folder.Write("val_data.npz", Batch(9));
        Assert.Equal("0 12 50 62, 2", Read());
        folder.Write("val_data.npz", Archive(("data.npy", Array("|u1", [1, 27], new double[27])), ("labels.npy", Array("<i8", [1], [1]))));
        Assert.Equal("'val_data.npz' has the shape 9 variable(s) of 3 channel(s); expected 4 of 3 as in 'train_data_batch_1.npz + train_data_batch_2.npz'", Read());
    }

    [Theory]
    [InlineData("[]", "'{' is expected at character 0")]
    [InlineData("{}", "it has no descr")]
    [InlineData("{'descr': '<f4'}", "it has no fortran_order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "it has no shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': false, 'shape': (1,)}", "True or False is expected at character 34")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", "it has the key 'x' where descr, fortran_order and shape are expected once each")]
    [InlineData("{'descr': '<f4', 'descr': '<f4'}", "it has the key 'descr' where descr, fortran_order and shape are expected once each")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "a length is expected at character 51")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", "a length is expected at character 51")]
    [InlineData("{'descr': '<f4", "the text at character 11 does not end")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x", "it goes on after its end at character 55")]
    public void Headers_that_are_not_those_of_arrays_are_refused_in_a_sentence(string header, string fault) =>
        Assert.Equal($"'FILE' cannot be read: its header is not that of an array: {fault}", Says(Header(header)));

    [Fact]
    public void Wrong_files_are_refused_in_a_sentence()
    {
        const string Shapes = "[rows], [rows, columns], [rows, height, width], [rows, height, width, channels] or [rows, channels, height, width] with 1 or 3 channels";
        static byte[] Claims(string type, string shape) => Header($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}");
        Assert.Equal("'FILE' starts with nothing; expected the bytes 147 78 85 77 80 89 of a NumPy file and a version", Says([]));
        Assert.Equal("'FILE' starts with the bytes 0 1; expected the bytes 147 78 85 77 80 89 of a NumPy file and a version", Says([0, 1]));
        Assert.Equal("'FILE' cannot be read: it has the NumPy format 4.0; expected 1.0, 2.0 or 3.0", Says([0x93, .. "NUMPY"u8, 4, 0]));
        Assert.Equal("'FILE' cannot be read: it ends inside its header", Says([0x93, .. "NUMPY"u8, 1, 0, 9]));
        Assert.Equal("'FILE' cannot be read: it ends inside its header", Says([0x93, .. "NUMPY"u8, 1, 0, 9, 0, 1]));
        Assert.Equal("'FILE' cannot be read: its header claims 16777216 bytes; expected at most 65536", Says([0x93, .. "NUMPY"u8, 2, 0, 0, 0, 0, 1]));
        Assert.Equal("'FILE' cannot be read: its numbers have the type '<c8'; expected one of b1, u1, u2, u4, u8, i1, i2, i4, i8, f2, f4, f8 after <, > or |, or texts (S, U)", Says(Claims("<c8", "(1,)")));
        Assert.Equal($"'FILE' has the shape of a single number; expected an array {Shapes}, and lengths of at least 1", Says(Claims("<f4", "()")));
        Assert.Equal($"'FILE' has the shape 1 x 1 x 1 x 1 x 1; expected an array {Shapes}, and lengths of at least 1", Says(Claims("<f4", "(1, 1, 1, 1, 1)")));
        Assert.Equal("'FILE' has the shape 1 x 99999 x 99999; expected at most 2147483647 rows and at most 16777216 numbers per row", Says(Claims("<f4", "(1, 99999, 99999)")));
        Assert.Equal("'FILE' holds 0 bytes of data where its header promises 4000000000; the file is truncated", Says(Claims("|u1", "(1000, 2000, 2000)")));
        Assert.Equal("'FILE' holds 0 bytes of data where its header promises 32000000000; the file is truncated", Says(Gzip(Claims(">f8", "(1000, 2000, 2000)"))));
        Assert.Equal("'FILE' holds 8 bytes of data where its header promises 16; the file is truncated", Says(Array("<f4", [2, 2], new double[4])[..^8]));
        Assert.Equal("'FILE' holds at least 17 bytes of data where its header promises 16; the file is too long", Says([.. Array("<f4", [2, 2], new double[4]), 1]));
        Assert.Equal("'x' has the value 2 at row 1, variable 0; values are 0 to 1, or -1 where not observed", Says(Array("|b1", [2], [0, 2])));
        Assert.Equal("'FILE' cannot be read: row 1, column 2 has the number Infinity; expected a finite one, or NaN where it is not observed", Says(Array("<f4", [2, 2], [0, 1, 2, double.PositiveInfinity])));
        Assert.Equal("'x' has the value Infinity at row 1, variable 1; real numbers must be finite", Says(Array("<f4", [2, 2, 1], [0, 1, 2, double.PositiveInfinity])));
        Assert.Equal("'FILE' cannot be read: it has 65537 columns; expected at most 65536", Says(Claims("<f4", "(1, 65537)")));
        Assert.Equal("'FILE' has the value 256 at row 0, variable 1; values are 0 to 255, or -1 where not observed", Says(Array("<i4", [1, 1, 2], [0, 256])));
        Assert.Equal("'FILE' cannot be read: its 4 bytes have the first axis as the fastest (Fortran order), which is read in memory only; save it in C order, or allow more memory", Says(Array("|u1", [2, 2], new double[4], true), Streamed));
    }

    [Fact]
    public void Damaged_files_never_throw()
    {
        var arrays = new[] { Array("|u1", [2, 3, 2], new double[12]), Array("<f8", [2, 2], [1, 2, 3, 4]), Array(">i4", [2, 2], [1, 2, 3, 4], true), Gzip(Array(">i2", [4], [1, 2, 3, 4])) };
        Survives(1500, arrays, "x", path => NumpyReader.ReadArray(path, ReadOptions.Default));
        Survives(500, [Archive(("a.npy", arrays[0]), ("b.npy", Array("|u1", [2], [1, 2])))], "x", path => NumpyReader.ReadArchive(path, ReadOptions.Default));
    }

    private static string Says(byte[] bytes, ReadOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x", bytes);
        return Explain(NumpyReader.ReadArray(path, options ?? ReadOptions.Default), path);
    }
}
