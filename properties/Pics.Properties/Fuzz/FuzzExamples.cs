using Pics.Host;
using SkiaSharp;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>What malformed files have shown, each as small as it became.</summary>
[Collection(TensorTests.Name)]
public sealed class FuzzExamples : IDisposable
{
    private const long Little = 4 << 20; // bytes

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Says<T>(Either<DataError, T> result, string name) => Explain(result, folder[name]);

    private string Says<T>(Either<Failure, T> result) => Pngs.Says(result, folder.Path);

    /// <summary>What is said, after little memory was taken.</summary>
    private static string Cheaply(Func<string> read)
    {
        read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var said = read();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
        return said;
    }

    [Fact]
    public void What_is_quoted_from_a_file_stays_in_one_line()
    {
        Assert.Equal("as it is é \ud83d\ude00", OneLine.Of("as it is é \ud83d\ude00"));
        Assert.Equal("a\\u000ab\\u001b[31m\\u202ec\\u2028\\ud800", OneLine.Of("a\nb\u001b[31m\u202ec\u2028\ud800"));
        Assert.Equal(
            "'FILE/e.json' is not an experiment: it has the unknown field 'a\\u000ab'",
            Says(Experiment.Read(folder.Write("e.json", Text("""{"a\nb":1}""")))));
        folder.Write("t.csv", Text("\"a\n\u001b[31mb\"\n?\n"));
        Assert.Equal("'FILE' cannot be read: no column is left: column 'a\\u000a\\u001b[31mb' was left out, as it is observed in no row", Says(CsvTable.Read(folder["t.csv"], ReadOptions.Default with { Header = HeaderKind.Present }), "t.csv"));
    }

    [Property]
    public void Lines_are_of_bounded_length(NonNull<string> text, byte times)
    {
        var line = OneLine.Of(string.Concat(Enumerable.Repeat(text.Get + "\ud83d\ude00\n", times * 8)));
        Assert.InRange(line.Length, 0, OneLine.Longest);
        Assert.Equal(line, OneLine.Of(line));
    }

    [Fact]
    public void A_compressed_file_takes_no_memory_for_rows_that_are_not_there()
    {
        folder.Write("emnist-x", Gzip([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 16, 0, 0, 0, 16, 0, 1]));
        Assert.Equal("'FILE' holds 1 bytes of data where its header promises 16777216; the file is truncated", Cheaply(() => Says(IdxReader.ReadImages(folder["emnist-x"]), "emnist-x")));
    }

    [Fact]
    public void An_archive_of_very_many_arrays_is_not_searched()
    {
        var archive = NumpyFiles.Archive([.. Enumerable.Range(0, 300).Select(index => ($"{index}.npy", NumpyFiles.Array("|u1", [1], [1])))]);
        folder.Write("a.npz", archive);
        Assert.Equal(
            "'FILE' cannot be read: it holds 300 arrays, '0', '1', '2', '3', '4', '5', '6', '7' and others; expected one of a usual name (data, x_train, test_images), or only one with rows of several numbers among at most 256, or that one is named (--array)",
            Cheaply(() => Says(NumpyReader.ReadArchive(folder["a.npz"], ReadOptions.Default), "a.npz")));
    }

    [Fact]
    public void A_picture_too_large_for_its_file_is_not_decoded()
    {
        using var bitmap = new SKBitmap(1, 1, SKColorType.Gray8, SKAlphaType.Opaque);
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        var bytes = data.ToArray();
        var frame = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xff, 0xc0]);
        bytes[frame + 5] = bytes[frame + 7] = 16; // 4096 + 1 pixels in each direction
        folder.Write("a.jpg", bytes);
        Assert.Equal("'FILE' cannot be read: the picture is cut short", Says(ImageFolder.Read(folder.Path, ReadOptions.Default with { ImageSize = (2, 2) }), "a.jpg"));
    }

    [Fact]
    public void Numbers_near_the_largest_are_centred_or_refused()
    {
        var most = double.MaxValue;
        Assert.All(Values(Get(NumpyReader.ReadArray(folder.Write("a.npy", NumpyFiles.Array("<f8", [2, 1, 1], [most, -most])), ReadOptions.Default))), value => Assert.True(double.IsFinite(value)));
        folder.Write("a.npy", NumpyFiles.Array("<f8", [4, 1, 1], [most, most, most, -most]));
        Assert.Equal("'a.npy' has the value -1.7976931348623157E+308 at row 3, variable 0; real numbers must be finite", Says(NumpyReader.ReadArray(folder["a.npy"], ReadOptions.Default), "a.npy"));
    }

    [Fact]
    public void A_run_that_tells_of_enormous_rows_is_refused_before_memory_is_taken()
    {
        folder.Write("data.json", Text("""{"variables":1,"channels":2147483647,"categories":2,"height":1,"width":1}"""));
        Assert.Equal(
            "'FILE/data.json' tells of rows of 1 variable(s), 2147483647 channel(s), 2 values and 1 x 1 pixels, which there are not; expected it as 'train' wrote it",
            Cheaply(() => Says(RunData.Form(folder.Path, DocumentTargets.Settings))));
    }

    [Theory]
    [InlineData("""{"k":"\ud800"}""", "is not valid JSON: a text in it has half of a letter, \\ud800 to \\udfff alone")]
    [InlineData("""{"\ud800":1}""", "is not valid JSON: a text in it has half of a letter, \\ud800 to \\udfff alone")]
    public void Halves_of_letters_in_options_are_refused(string json, string expected) =>
        Assert.Equal($"'FILE/o.json' {expected}", Says(DocumentTargets.Bound(folder.Write("o.json", Text(json)))));

    [Fact]
    public void Halves_of_letters_in_a_region_graph_are_refused() => Assert.StartsWith(
        "'FILE/g.json': the document is not a valid description at $", Says(StructureFile.Read(folder.Write("g.json", Text("""{"format":"\ud800","other":1}""")), "--structure")), StringComparison.Ordinal);

    [Fact]
    public void Values_of_options_in_a_file_are_values_whatever_they_begin_with()
    {
        folder.Write("words", Text("1\n2\n"));
        var found = Pngs.Get(DocumentTargets.Bound(folder.Write("o.json", Text(JsonText($$"""{"data":"@{{folder["words"]}}","missing":"--k","schema":"","families":"a=b:c"}""")))));
        Assert.Equal(($"@{folder["words"]}", "--k", string.Empty, "a=b:c"), (found.Data.Path, found.Data.Missing?.ToString(), found.Data.Schema, found.Model.Families));
    }

    private static string JsonText(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal);

    [Theory]
    [InlineData("\"rows\":[null]")]
    [InlineData("\"rows\":[{\"name\":\"a\",\"options\":{}}],\"evaluations\":[null]")]
    public void Rows_of_an_experiment_that_are_null_are_refused(string members) => Assert.Equal(
        "the experiment 'FILE/e.json' has a row or an evaluation that is null; each must be an object",
        Says(Experiment.Read(folder.Write("e.json", Text($$"""{"title":"t","measure":"log-likelihood","common":{},"seeds":[1],{{members}}}""")))));

    [Fact]
    public void Members_that_come_twice_are_refused()
    {
        folder.Write("data.json", Text("""{"variables":4,"channels":1,"categories":2,"height":2,"width":2,"width":2}"""));
        Assert.Equal(
            "'FILE/data.json' has the field 'width' twice",
            Says(RunData.Form(folder.Path, DocumentTargets.Settings)));
    }

    [Theory]
    [InlineData('x', "07777777777")] // a name of a gigabyte
    [InlineData('0', "\u0080\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")] // more than a number can be
    public void A_tape_archive_that_claims_too_much_is_refused_and_takes_no_memory(char type, string size)
    {
        var tape = new byte[2048];
        Text("././@PaxHeader").CopyTo(tape, 0);
        System.Text.Encoding.Latin1.GetBytes(size).CopyTo(tape, 124);
        tape[156] = (byte)type;
        Text("ustar\00000").CopyTo(tape, 257);
        tape.AsSpan(148, 8).Fill((byte)' ');
        Text($"{Convert.ToString(tape.Take(512).Sum(one => one), 8).PadLeft(6, '0')}\0 ").CopyTo(tape, 148);
        folder.Write("a.tar.gz", Gzip(tape));
        Assert.Equal(
            "'HERE' is no archive that can be unpacked, or a damaged one; run it again or name another place with --from",
            Cheaply(() => Says(Unpacking.Unpack(folder["a.tar.gz"], KnownDownloads.Find("cifar-10")!.Files[0], folder.Path, "HERE"))));
    }

    [Fact]
    public void A_name_that_is_far_too_long_is_not_compared_letter_by_letter()
    {
        Assert.Equal(300, EditDistance.Between(new string('a', 300), "job"));
        Assert.Equal(256, EditDistance.Between(new string('a', 256), "job"));
        Assert.Equal(3, EditDistance.Between("abc", "xyz"));
    }
}
