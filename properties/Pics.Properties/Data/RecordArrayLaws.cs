using static Pics.Properties.DataFiles;
using static Pics.Properties.NumpyFiles;

namespace Pics.Properties;

/// <summary>Arrays of NumPy whose rows have named fields, or whose values are texts.</summary>
[Collection(TensorTests.Name)]
public class RecordArrayLaws
{
    private static readonly ReadOptions All = ReadOptions.Default.WithKept("*");

    [Theory]
    [InlineData('<', false, false)]
    [InlineData('>', false, true)]
    [InlineData('<', true, false)]
    [InlineData('>', true, true)]
    public void Fields_are_columns(char order, bool aligned, bool compressed)
    {
        using var folder = new TemporaryFolder();
        var fields = $"('a', '{order}i4'), {(aligned ? "('', '|V4'), " : string.Empty)}('b', '{order}f8'), (('the title', 'it\\'s'), '|S6'), ('g\\xe4', '{order}U3'), ('e', '|b1'), ('f', '{order}f4'), ('g', '{order}M8[D]'), ('h', '{order}M8[ms]')";
        byte[] Row(int a, double b, string c, string d, bool e, double f, long g, long h) =>
        [
            .. Bytes($"{order}i4", a), .. new byte[aligned ? 4 : 0], .. Bytes($"{order}f8", b), .. Letters("|S6", c), .. Letters($"{order}U3", d), e ? (byte)1 : (byte)0, .. Bytes($"{order}f4", f),
            .. Whole($"{order}i8", g), .. Whole($"{order}i8", h),
        ];
        var file = Records(
            fields,
            4,
            Row(-7, 0.5, "né", "x", true, 0.1, 0, 0),
            Row(8, double.NaN, string.Empty, "\ud83d\ude00y", false, 0.1, 19782, 1709210096000),
            Row(8, 2.25, "sixsix", "abc", true, 2.5, long.MinValue, 1709210096000),
            Row(-7, 0.5, "x", "x", false, 2.5, 19782, long.MinValue));
        var path = folder.Write("x.npy", compressed ? Gzip(file) : file);
        foreach (var options in new[] { All, All with { MemoryLimit = 0 } })
        {
            var data = Get(DataFormats.Read(path, options)).Train;
            Assert.Equal(["a", "b", "it's", "gä", "e", "f", "g", "h"], data.Columns.Select(column => column.Name));
            Assert.Equal(["-7", "0.5", "né", "x", "true", "0.1", "1970-01-01", "1970-01-01 00:00:00"], data.Texts(0).ToArray());
            Assert.Equal(["8", "", "", "\ud83d\ude00y", "false", "0.1", "2024-02-29", "2024-02-29 12:34:56"], data.Texts(1).ToArray());
            Assert.Equal(["8", "2.25", "sixsix", "abc", "true", "2.5", "", "2024-02-29 12:34:56"], data.Texts(2).ToArray());
            Assert.Equal(["-7", "0.5", "x", "x", "false", "2.5", "2024-02-29", ""], data.Texts(3).ToArray());
        }
    }

    [Fact]
    public void A_source_says_what_its_columns_are()
    {
        using var folder = new TemporaryFolder();
        var file = Records("('a', '<u2'), ('b', '<f2'), ('c', '|b1'), ('d', '|S1'), ('e', '<U1'), ('f', '<M8[D]'), ('g', '<M8[ns]')", 1, new byte[26]);
        var rows = Get(ArrayRows.Of(new ArraySource.Npy(folder.Write("x", file)), "x", All));
        Assert.Equal([CellType.Number, CellType.Number, CellType.Truth, CellType.Text, CellType.Text, CellType.Date, CellType.DateTime], rows.Names.Select((_, column) => rows.TypeOf(column)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Arrays_of_texts_are_tables(bool fortran)
    {
        using var folder = new TemporaryFolder();
        string[] texts = fortran ? ["a", "cc", "b", "a"] : ["a", "b", "cc", "a"];
        byte[] file = [.. Header($"{{'descr': '<U2', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': (2, 2), }}"), .. texts.SelectMany(text => Letters("<U2", text))];
        var data = Get(NumpyReader.ReadArray(folder.Write("x", file), All));
        Assert.Equal([["a", "b"], ["cc", "a"]], Enumerable.Range(0, 2).Select(row => data.Texts(row).ToArray()));
    }

    [Theory]
    [InlineData("('a', '<i4'), ('b', '<c16')", "its rows have named fields (a, b), and 'b' has the type '<c16'; expected a number, a truth value, a date or a text in each")]
    [InlineData("('a', '<i4'), ('b', '|O')", "its rows have named fields (a, b), and 'b' has the type '|O'; expected a number, a truth value, a date or a text in each")]
    [InlineData("('a', [('x', '<f4'), ('y', [('z', '|u1', (2,))])]), ('b', '<i4')", "its rows have named fields (a, b), and 'a' has fields of its own; expected a number, a truth value, a date or a text in each")]
    [InlineData("('a', '<i4', (2, 3)), ('b', '<i4')", "its rows have named fields (a, b), and 'a' has several values; expected a number, a truth value, a date or a text in each")]
    [InlineData("('a', '<i4', 3)", "its rows have named fields (a), and 'a' has several values; expected a number, a truth value, a date or a text in each")]
    [InlineData("", "its rows have no fields; expected at least one")]
    [InlineData("('', '|V4')", "its rows have no fields; expected at least one")]
    [InlineData("('a', '<U536870911')", "its rows have named fields of 2147483644 bytes in all; expected at most 16777216")]
    [InlineData("('a', '<i4'", "its header is not that of an array: ')' is expected at character 22")]
    [InlineData("('a' '<i4')", "its header is not that of an array: ',' is expected at character 16")]
    [InlineData("'a'", "its header is not that of an array: '(' is expected at character 11")]
    public void Fields_that_are_no_single_values_are_refused_in_a_sentence(string fields, string fault) =>
        Assert.Equal($"'FILE' cannot be read: {fault}", Says(Records(fields, 1)));

    [Fact]
    public void Wrong_values_are_refused_in_a_sentence()
    {
        Assert.Equal("'FILE' cannot be read: row 0, column 'a' has the number -Infinity; expected a finite one, or NaN where it is not observed", Says(Records("('a', '<f2')", 1, Bytes("<f2", double.NegativeInfinity))));
        Assert.Equal("'FILE' cannot be read: row 0, column 'a' has bytes that are no text in UTF-8; expected such, or letters (U)", Says(Records("('a', '|S2')", 1, [0xe9, 0])));
        Assert.Equal("'FILE' cannot be read: row 0, column 'a' has the number 55296 where a letter should be; expected one of Unicode", Says(Records("('a', '<U1')", 1, [0, 0xd8, 0, 0])));
        Assert.Equal("'FILE' cannot be read: row 0, column 'a' has a date that is 9000000000000000000 s from 1970; expected one in the years 1 to 9999", Says(Records("('a', '<M8[s]')", 1, Whole("<i8", 9_000_000_000_000_000_000))));
        Assert.Equal("'FILE' holds 5 bytes of data where its header promises 8; the file is truncated", Says(Records("('a', '<f4')", 2, new byte[5])));
        Assert.Equal("'FILE' holds 5 bytes of data where its header promises 8; the file is truncated", Says(Gzip(Records("('a', '<f4')", 2, new byte[5]))));
        Assert.Equal("'FILE' holds at least 9 bytes of data where its header promises 8; the file is too long", Says(Gzip(Records("('a', '<f4')", 2, new byte[9]))));
        Assert.Equal("'FILE' has the shape 2 x 3; expected an array [rows] of rows with named fields, and lengths of at least 1", Says(Header("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }")));
        Assert.Equal("'FILE' has the shape 0; expected an array [rows] of rows with named fields, and lengths of at least 1", Says(Records("('a', '<f4')", 0)));
    }

    [Fact]
    public void A_mask_is_plain_numbers()
    {
        using var folder = new TemporaryFolder();
        var data = Get(NumpyReader.ReadArray(folder.Write("x", Array("|u1", [2, 2], [1, 2, 3, 4])), All));
        string Mask(byte[] file) => Explain(MaskFile.Read(folder.Write("m", file), data), folder["m"]);
        Assert.Equal("'FILE' cannot be read: its rows have named fields (a, b); expected plain numbers", Mask(Records("('a', '|u1'), ('b', '|u1')", 1, [1, 1])));
        Assert.Equal("'FILE' cannot be read: it has texts; expected numbers of one of b1, u1, u2, u4, u8, i1, i2, i4, i8, f2, f4, f8 after <, > or |", Mask(Header("{'descr': '|S1', 'fortran_order': False, 'shape': (2,), }")));
        Assert.Equal("no error", Mask(Array("<f2", [2], [0, 1])));
    }

    private static string Says(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x", bytes);
        return Explain(NumpyReader.ReadArray(path, All), path);
    }
}
