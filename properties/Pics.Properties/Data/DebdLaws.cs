using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class DebdLaws
{
    private static string Says(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.data", Text(text));
        return Explain(Debd.ReadFile(path, ReadOptions.Default), path);
    }

    [Property(MaxTest = 60)]
    public void Any_rows_of_bits_are_read_back(PositiveInt width, NonEmptyArray<int> seeds, bool spaces, bool carriage, bool last, bool compressed, bool streamed)
    {
        using var folder = new TemporaryFolder();
        var rows = seeds.Get.Select(seed => Enumerable.Range(0, width.Get).Select(bit => (seed >> (bit % 31)) & 1).ToArray()).ToArray();
        var text = Text(string.Join(carriage ? "\r\n" : "\n", rows.Select(row => string.Join(spaces ? " " : ",", row))) + (last ? "\n" : string.Empty));
        var data = Get(Debd.ReadFile(folder.Write("x.data", compressed ? Gzip(text) : text), streamed ? Streamed : ReadOptions.Default));
        Assert.Equal((rows.Length, width.Get, 1, 2, streamed), (data.Rows, data.Variables, data.Channels, data.Categories, data.IsStreamed));
        Assert.Equal(rows.SelectMany(row => row).Select(bit => (double)bit), Values(data));
    }

    [Theory]
    [InlineData("no error", "0,1\n\n1,1\n\n")]
    [InlineData("no error", "0 1 \n1  1 \n")]
    [InlineData("'FILE' cannot be read: it has no rows; expected lines of 0 and 1", "")]
    [InlineData("'FILE' cannot be read: it has no rows; expected lines of 0 and 1", "\n\n")]
    [InlineData("'FILE' cannot be read: line 2 has 3 value(s); expected 2 as in the lines before it", "0,1\n1,1,0\n")]
    [InlineData("'FILE' cannot be read: line 2 has 1 value(s); expected 2 as in the lines before it", "0,1\n1")]
    [InlineData("'FILE' cannot be read: line 2 has '2' at value 2; expected 0 and 1, separated by commas or spaces", "0,1\n1,2\n")]
    [InlineData("'FILE' cannot be read: line 1 has '0' at value 1; expected 0 and 1, separated by commas or spaces", "10\n")]
    [InlineData("'FILE' cannot be read: line 1 has ',' at value 2; expected 0 and 1, separated by commas or spaces", "0,,1\n")]
    [InlineData("'FILE' cannot be read: line 1 has the byte 201 at value 1; expected 0 and 1, separated by commas or spaces", "\u0249")]
    [InlineData("'FILE' cannot be read: line 1 ends with a comma; expected a value after it", "0,1,\n")]
    public void Lines_are_read_or_refused_in_a_sentence(string sentence, string text) => Assert.Equal(sentence, Says(text));

    [Fact]
    public void The_three_splits_are_found_in_the_folder_or_one_below()
    {
        using var folder = new TemporaryFolder();
        string Read(string name) => Debd.Read(name, folder.Path, ReadOptions.Default).Match(
            data => $"{data.Train.Rows} {data.Validation.Rows} {data.Test.Rows}",
            error => error.Explain().Replace(folder.Path, "FOLDER", StringComparison.Ordinal));
        folder.Write("a.train.data", Text("0,1\n1,1\n0,0\n"));
        Assert.Equal("'FOLDER/a.valid.data' does not exist; expected it or 'a.valid.data.gz' in the data folder or in its folder 'a'", Read("a"));
        folder.Write("a.valid.data.gz", Gzip(Text("1,1\n")));
        Directory.CreateDirectory(folder["a"]);
        File.WriteAllText(Path.Combine(folder["a"], "a.test.data"), "1,1,1\n");
        Assert.Equal("'a.test.data' has the shape 3 variables; expected 2 as in 'a.train.data'", Read("a"));
        File.WriteAllText(Path.Combine(folder["a"], "a.test.data"), "1,1\n0,1\n");
        Assert.Equal("3 1 2", Read("a"));
        Assert.Equal("'none' does not exist; expected a folder with the files of a data set", Debd.Read("a", "none", ReadOptions.Default).Match(_ => "", error => error.Explain()));
    }

    [Fact]
    public void Damaged_files_never_throw() =>
        Survives(1000, [Text("0,1,0\n1,1,1\n0,0,1\n"), Gzip(Text("0,1,0\n1,1,1\n0,0,1\n"))], "x.data", path => Debd.ReadFile(path, ReadOptions.Default));

    [SkippableTheory]
    [InlineData("nltcs", 16, 16181, 2157, 3236)]
    [InlineData("plants", 69, 17412, 2321, 3482)]
    [InlineData("baudio", 100, 15000, 2000, 3000)]
    [InlineData("jester", 100, 9000, 1000, 4116)]
    [InlineData("bnetflix", 100, 15000, 2000, 3000)]
    [InlineData("accidents", 111, 12758, 1700, 2551)]
    [InlineData("pumsb_star", 163, 12262, 1635, 2452)]
    [InlineData("dna", 180, 1600, 400, 1186)]
    [InlineData("bbc", 1058, 1670, 225, 330)]
    public void Standard_files_have_the_published_counts(string name, int variables, int train, int validation, int test)
    {
        var path = Path.Combine(OptionalFolder.Data.Path, "debd");
        Skip.IfNot(Directory.Exists(path), OptionalFolder.Data.Reason);
        var data = Get(Debd.Read(name, path, ReadOptions.Default));
        Assert.Equal((variables, train, validation, test), (data.Train.Variables, data.Train.Rows, data.Validation.Rows, data.Test.Rows));
    }
}
