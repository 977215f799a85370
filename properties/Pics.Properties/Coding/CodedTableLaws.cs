using System.Buffers.Binary;
using System.Text;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Tables in text come back from coded files byte for byte; files that are wrong behind right checksums are refused in a sentence.</summary>
[Collection(TensorTests.Name)]
public sealed class CodedTableLaws : IDisposable
{
    private static readonly CodecSettings Small = CodecSettings.Default with { BlockRows = 7 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A table of people as somebody wrote it: other columns, odd numbers, missing cells, blank lines, ends of lines of two kinds.</summary>
    private string People(int rows, string end = "\n")
    {
        var random = new Random(rows);
        var text = new StringBuilder("# who came\nid;sex;age group;visits;income;remark\n".Replace("\n", end, StringComparison.Ordinal));
        for (var row = 0; row < rows; row++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{100 + row};{(row % 7 == 3 ? "\"f\"" : random.Next(2) == 0 ? "f" : "m")};{(row % 5 == 4 ? "NA" : new[] { "1", "2", "4" }[random.Next(3)])};{random.Next(9)};{(random.Next(6) == 0 ? string.Empty : (random.NextDouble() * 3).ToString(row % 9 == 0 ? "F1" : "F2", System.Globalization.CultureInfo.InvariantCulture))};{(row % 4 == 0 ? "\"well; done\"" : "-")}").Append(end);
            if (row % 11 == 10) text.Append(end);
        }

        return folder.Write("t.csv", DataFiles.Text(text.ToString()));
    }

    private static byte[] Coded(PicModel model, string path, CodecSettings settings)
    {
        using var to = new MemoryStream();
        var report = Codec.EncodeTable(model, path, to, settings: settings).OrThrow();
        Assert.Equal(to.Length, report.Bytes);
        return to.ToArray();
    }

    private static Either<PicsFault, byte[]> Back(byte[] bytes, PicModel? model, Dataset? given = null)
    {
        using var to = new MemoryStream();
        return Codec.Open(new MemoryStream(bytes), model).Bind(rows =>
        {
            using (rows) return rows.WriteText(to, given);
        }).Map(_ => to.ToArray());
    }

    [Theory]
    [InlineData(0, "\n")]
    [InlineData(1, "\n")]
    [InlineData(40, "\n")]
    [InlineData(40, "\r\n")]
    public void Tables_come_back_byte_for_byte(int rows, string end)
    {
        using var model = FaceModel.OfPeople();
        var path = People(rows, end);
        var data = CsvTable.Read(path, ReadOptions.Default.Like(FaceModel.People)).OrThrow();
        foreach (var settings in new[] { Small, CodecSettings.Default with { Embed = true } })
        {
            var bytes = Coded(model.Model, path, settings);
            Assert.Equal(File.ReadAllBytes(path), Back(bytes, settings.Embed ? null : model.Model).OrThrow());
            Assert.Equal(Values(data), Values(Codec.Decode(new MemoryStream(bytes), model.Model).OrThrow()));
            Assert.True(Codec.Describe(new MemoryStream(bytes)).OrThrow().HasText);
        }

        var given = Coded(model.Model, path, Small with { Given = [0, 3] });
        Assert.Equal(File.ReadAllBytes(path), Back(given, model.Model, data).OrThrow());
    }

    [Fact]
    public void Rows_alone_have_no_text()
    {
        using var model = FaceModel.OfPeople();
        using var to = new MemoryStream();
        Codec.Encode(model.Model, FaceModel.Rows(3, 1), to).OrThrow();
        Assert.StartsWith("'the coded rows' cannot be read: it has rows and not how their text was written", FaceModel.Says(Back(to.ToArray(), model.Model)), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_given_rows_are_found_out()
    {
        using var model = FaceModel.OfPeople();
        var path = People(20);
        var data = CsvTable.Read(path, ReadOptions.Default.Like(FaceModel.People)).OrThrow();
        var bytes = Coded(model.Model, path, Small with { Given = [2] });
        var other = Dataset.Table("other", data.Columns, Values(data).Select((value, place) => place % 4 == 2 ? value + 1 : value)).OrThrow();
        Assert.Contains("expected those that its writer had", FaceModel.Says(Back(bytes, model.Model, other)), StringComparison.Ordinal);
    }

    /// <summary>What a machine with other arithmetic, or somebody who knows how checksums are made, may bring about.</summary>
    [Fact]
    public void Bytes_that_are_wrong_behind_right_checksums_do_no_harm()
    {
        using var model = FaceModel.OfPeople();
        var path = People(30);
        var (bytes, text) = (Coded(model.Model, path, Small with { Embed = true }), File.ReadAllBytes(path));
        var sections = Sections(bytes).ToArray();
        var random = new Random(5);
        for (var trial = 0; trial < 600; trial++)
        {
            var wrong = (byte[])bytes.Clone();
            var (start, length) = sections[trial % sections.Length];
            for (var change = random.Next(1, 4); change > 0; change--) wrong[start + random.Next(length)] = trial % 3 == 0 ? (byte)255 : (byte)random.Next(256);
            BinaryPrimitives.WriteUInt32LittleEndian(wrong.AsSpan(start + length), CodedSections.Checksum(wrong.AsSpan(start, length)));
            foreach (var known in new[] { model.Model, null })
            {
                var rows = Codec.Decode(new MemoryStream(wrong), known);
                Assert.True(rows.IsRight || FaceModel.Says(rows).Contains("cannot be read", StringComparison.Ordinal) || FaceModel.Says(rows).Length > 20, FaceModel.Says(rows));
                Back(wrong, known).IfRight(found => Assert.Equal(text, found)); // or a sentence
            }
        }
    }

    /// <summary>A header that is damaged is most often no Brotli: here what is in it is another one of the same length, or nearly.</summary>
    [Fact]
    public void Headers_that_claim_what_cannot_be_are_refused()
    {
        using var model = FaceModel.OfPeople();
        var bytes = Coded(model.Model, People(30), Small);
        var (start, length) = Sections(bytes).First();
        var header = Encoding.UTF8.GetString(CodedSections.Unpack(bytes[start..(start + length)], 1 << 20)!);
        var random = new Random(6);
        var digits = Enumerable.Range(0, header.Length).Where(place => char.IsAsciiDigit(header[place])).ToArray();
        for (var trial = 0; trial < 400; trial++)
        {
            var letters = header.ToCharArray();
            var place = trial % 2 == 0 ? digits[random.Next(digits.Length)] : random.Next(letters.Length);
            letters[place] = trial % 2 == 0 ? (char)('0' + random.Next(10)) : (char)random.Next(32, 127);
            var said = new string(letters);
            if (trial % 5 == 0) said = said.Replace(",", trial % 2 == 0 ? "9," : "99999999,", StringComparison.Ordinal);
            using var to = new MemoryStream();
            to.Write(CodedSections.Mark);
            CodedSections.Write(to, CodedSections.Pack(Encoding.UTF8.GetBytes(said)));
            to.Write(bytes.AsSpan(start + length + sizeof(uint)));
            var moved = to.ToArray();
            var place0 = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(bytes.Length - CodedSections.Trailer)) + moved.Length - bytes.Length;
            BinaryPrimitives.WriteInt64LittleEndian(moved.AsSpan(moved.Length - CodedSections.Trailer), place0);
            var told = Back(moved, model.Model);
            Assert.True(told.IsRight || FaceModel.Says(told).Length > 20);
            Assert.True(Codec.Describe(new MemoryStream(moved)) is var summary && (summary.IsRight || FaceModel.Says(summary).Length > 20));
        }
    }

    /// <summary>Where the contents of all sections are.</summary>
    private static IEnumerable<(int Start, int Length)> Sections(byte[] bytes)
    {
        for (var place = CodedSections.Mark.Length; place < bytes.Length - CodedSections.Trailer;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(place));
            yield return (place + sizeof(int), length);
            place += length + CodedSections.Around;
        }
    }
}
