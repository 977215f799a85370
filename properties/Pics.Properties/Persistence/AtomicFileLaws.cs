namespace Pics.Properties;

public class AtomicFileLaws
{
    private static string Explain<T>(Either<ModelError, T> result, string path) => result.Match(_ => "no error", error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_no_part()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("old.txt", [1, 2, 3]);
        var result = AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(9);
            throw new IOException("the disk is full.");
        });
        Assert.Equal("'FILE' cannot be read or written: the disk is full", Explain(result, path));
        Assert.Equal(new byte[] { 1, 2, 3 }, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_write_that_throws_leaves_the_old_file_and_no_part()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("old.txt", [1, 2, 3]);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(9);
            throw new InvalidOperationException();
        }));
        Assert.Equal(new byte[] { 1, 2, 3 }, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_second_writer_is_refused_and_leaves_the_first_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder["x.txt"];
        Assert.True(AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(7);
            Assert.True(AtomicFile.WriteText(path, "other").IsLeft);
        }).IsRight);
        Assert.Equal(new byte[] { 7 }, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Paths_that_name_no_file_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("'' cannot be read or written: it does not name a file", AtomicFile.WriteText("", "x").Match(_ => "no error", error => error.Explain()));
        Assert.Equal("'FILE' cannot be read or written: it does not name a file", Explain(AtomicFile.WriteText(folder["a/"], "x"), folder["a/"]));
        Assert.Equal("'FILE' cannot be read or written: Could not find a part of the path 'FILE'", Explain(AtomicFile.WriteText(folder["a/b"], "x"), folder["a/b"]));
        Directory.CreateDirectory(folder["d"]);
        Assert.True(AtomicFile.WriteText(folder["d"], "x").IsLeft);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
