using System.Text;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Which encoding a text is told to have, and what is said of it.</summary>
public class EncodingLaws
{
    private const string Towns = "ville;n\nZürich;1,5\nGenève;2,5\n";

    private static string Says(byte[] bytes, ReadOptions? options = null)
    {
        using var folder = TemporaryFolder.InMemory();
        var path = folder.Write("t", bytes);
        return Encodings.Find(path, "a table in text", options ?? ReadOptions.Default).Match(
            found => $"{found.Name}, {found.Mark}: {found.Note}",
            error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));
    }

    [Fact]
    public void Encodings_are_told_from_bytes()
    {
        const string Wide = "The text was read as UTF-16, told by its zero bytes since it has no mark; --encoding says otherwise.";
        Assert.Equal("UTF-8, 0: ", Says(Text(Towns)));
        Assert.Equal("UTF-8, 0: ", Says([]));
        Assert.Equal("UTF-8, 3: ", Says([0xef, 0xbb, 0xbf, .. Text(Towns)]));
        Assert.Equal("UTF-16, 2: ", Says([0xff, 0xfe, .. Encoding.Unicode.GetBytes(Towns)]));
        Assert.Equal("UTF-16 (big endian), 2: ", Says([0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(Towns)]));
        Assert.Equal($"UTF-16, 0: {Wide}", Says(Encoding.Unicode.GetBytes(Towns)));
        Assert.Equal($"UTF-16 (big endian), 0: {Wide}", Says(Encoding.BigEndianUnicode.GetBytes(Towns)));
        Assert.Equal("Windows-1252, 0: The text is no UTF-8 and was read as Windows-1252; --encoding says otherwise.", Says(Encoding.Latin1.GetBytes(Towns)));
        Assert.Equal("Windows-1252, 0: The text is no UTF-8 and was read as Windows-1252; --encoding says otherwise.", Says(Gzip(Encoding.Latin1.GetBytes(Towns))));
    }

    [Fact]
    public void A_letter_far_from_the_start_tells_as_well()
    {
        var ascii = new string('a', 200_001) + "\n";
        Assert.StartsWith("UTF-8", Says(Text(ascii + "é")), StringComparison.Ordinal);
        Assert.StartsWith("Windows-1252", Says([.. Text(ascii), 0xe9]), StringComparison.Ordinal);
        for (var length = (1 << 16) - 4; length < (1 << 16) + 4; length++) Assert.Equal("UTF-8, 0: ", Says(Text(new string('a', length) + "é€😀")));
    }

    [Fact]
    public void Two_encodings_in_one_file_are_refused()
    {
        Assert.Equal("'FILE' cannot be read: line 4 is no UTF-8 text, though other lines are; expected one encoding, or one that is given by --encoding", Says([.. Text(Towns), .. Encoding.Latin1.GetBytes("Zürich;3\n")]));
        Assert.Equal("Windows-1252, 0: ", Says([.. Text(Towns), .. Encoding.Latin1.GetBytes("Zürich;3\n")], ReadOptions.Default with { Encoding = "windows-1252" }));
    }

    [Fact]
    public void Encodings_may_be_given()
    {
        ReadOptions Given(string name) => ReadOptions.Default with { Encoding = name };
        Assert.Equal("iso-8859-15, 0: ", Says(Text(Towns), Given("iso-8859-15")));
        Assert.Equal("UTF-8, 3: ", Says([0xef, 0xbb, 0xbf, .. Text(Towns)], Given("UTF-8")));
        Assert.Equal("UTF-16 (big endian), 2: ", Says([0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(Towns)], Given("utf-16")));
        Assert.Equal("UTF-16, 0: ", Says(Encoding.Unicode.GetBytes(Towns), Given("utf-16")));
        Assert.Equal("'FILE' cannot be read: there is no encoding 'klingon'; expected a name as utf-8, utf-16, windows-1252 or iso-8859-15", Says(Text(Towns), Given("klingon")));
        Assert.Equal("'FILE' cannot be read: there is no encoding ''; expected a name as utf-8, utf-16, windows-1252 or iso-8859-15", Says(Text(Towns), Given("")));
    }

    [Fact]
    public void Tables_in_UTF_16_are_recognised_and_zeros_alone_are_not()
    {
        using var folder = new TemporaryFolder();
        string Of(byte[] bytes) => DataFormats.Recognise(folder.Write("x", bytes)).Match(format => $"{format}", _ => "refused");
        Assert.Equal("Table", Of(Encoding.Unicode.GetBytes(Towns)));
        Assert.Equal("Table", Of(Encoding.BigEndianUnicode.GetBytes(Towns)));
        Assert.Equal("Table", Of([0xff, 0xfe, .. Encoding.Unicode.GetBytes(string.Concat(Enumerable.Repeat(Towns, 200)))]));
        Assert.Equal("Table", Of(Encoding.Unicode.GetBytes(string.Concat(Enumerable.Repeat("𝒳,1\n", 2000)))));
        Assert.Equal("refused", Of([7, 0, 1]));
        Assert.Equal("refused", Of([7, 0, 9, 0, 1, 0]));
        Assert.Equal("refused", Of([0xff, 0xfe, 0, 0, 1, 0]));
    }

    [Fact]
    public void Labels_are_the_letters_of_the_file()
    {
        using var folder = TemporaryFolder.InMemory();
        foreach (var bytes in new[] { Encoding.Latin1.GetBytes(Towns), Encoding.Unicode.GetBytes(Towns), Text(Towns) })
        {
            var data = Get(CsvTable.Read(folder.Write("t", bytes), ReadOptions.Default));
            Assert.Equal(["Zürich", "Genève"], Enumerable.Range(0, 2).Select(row => data.Text(row, 0)));
        }

        Assert.Equal("The text is no UTF-8 and was read as Windows-1252; --encoding says otherwise.", string.Join(" ", Get(CsvTable.Read(folder.Write("t", Encoding.Latin1.GetBytes(Towns)), ReadOptions.Default)).Notes));
    }

    [Fact]
    public void A_fill_that_the_encoding_lacks_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("t", Encoding.Latin1.GetBytes("ville;n\nZürich;1\n;2\n"));
        string Of(string fill) => TableRewrite.Write(path, ReadOptions.Default, folder["out"], (_, _) => fill).Match(_ => Encoding.Latin1.GetString(File.ReadAllBytes(folder["out"])), error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));
        Assert.Equal("ville;n\nZürich;1\nBâle;2\n", Of("Bâle"));
        File.Delete(folder["out"]);
        Assert.Equal("'FILE' cannot be read: line 3, column 'ville' would get 'Łódź', which Windows-1252 cannot write; expected the table in UTF-8", Of("Łódź"));
        Assert.False(File.Exists(folder["out"]));
    }
}
