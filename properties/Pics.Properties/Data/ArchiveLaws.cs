using static Pics.Properties.DataFiles;
using static Pics.Properties.NumpyFiles;

namespace Pics.Properties;

/// <summary>NumPy archives of several arrays: which are the rows, by their names.</summary>
[Collection(TensorTests.Name)]
public class ArchiveLaws
{
    private static readonly byte[] Labels = Array("<i8", [3], [1, 2, 3]);

    /// <summary>Images with as many rows as are wished.</summary>
    private static byte[] Images(int rows, int side = 2) => Array("|u1", [rows, side, side], [.. Enumerable.Range(0, rows * side * side).Select(index => (double)index)]);

    private static string Found(ReadOptions options, params (string Name, byte[] Content)[] entries)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.npz", Archive([.. entries.Select(entry => ($"{entry.Name}.npy", entry.Content))]));
        return DataFormats.Read(path, options).Match(
            found => $"{found.Train.Rows} {found.Validation?.Rows} {found.Test?.Rows}",
            error => error.Explain().Replace(path, "FILE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x_train", "x_val", "x_test")]
    [InlineData("X_train", "X_valid", "X_test")]
    [InlineData("train_images", "val_images", "test_images")]
    [InlineData("trainX", "valX", "testX")]
    [InlineData("Xtr", "Xval", "Xte")]
    [InlineData("train", "valid", "test")]
    [InlineData("train_data", "validation_data", "test_data")]
    [InlineData("images_training", "images_dev", "images_testing")]
    [InlineData("data", "val", "test")]
    [InlineData("x", "x_validation", "x_test")]
    public void Usual_names_are_splits(string train, string validation, string test)
    {
        (string, byte[])[] labels = [("y_train", Labels), ("train_labels", Labels), ("y_test", Labels), ("labels_val", Labels), ("target", Labels)];
        Assert.Equal("5 3 4", Found(ReadOptions.Default, [(test, Images(4)), .. labels, (train, Images(5)), (validation, Images(3))]));
        Assert.Equal("5  4", Found(ReadOptions.Default, [.. labels, (train, Images(5)), (test, Images(4))]));
        Assert.Equal("5  ", Found(ReadOptions.Default, [.. labels, (train, Images(5))]));
    }

    [Fact]
    public void What_is_left_alone_is_said()
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.npz", Archive(("x_train.npy", Images(5)), ("y_train.npy", Labels), ("x_test.npy", Images(4))));
        Assert.Equal(
            ["Of the arrays 'x_train', 'x_test' are read, and 'y_train' is left alone; --array names another."],
            Get(DataFormats.Read(folder["x.npz"], ReadOptions.Default)).Train.Notes.ToArray());
        folder.Write("x.npz", Archive(("a.npy", Images(5))));
        Assert.Empty(Get(DataFormats.Read(folder["x.npz"], ReadOptions.Default)).Train.Notes);
    }

    [Fact]
    public void An_array_is_named_or_found()
    {
        (string, byte[])[] entries = [("x_train", Images(5)), ("x_test", Images(4)), ("other", Images(7))];
        Assert.Equal("5  4", Found(ReadOptions.Default, entries));
        Assert.Equal("7  ", Found(ReadOptions.Default.WithArray("other"), entries));
        Assert.Equal("4  ", Found(ReadOptions.Default.WithArray("x_test.npy"), entries));
        Assert.Equal("'FILE' cannot be read: it has no array 'y'; expected one of 'x_train', 'x_test', 'other'", Found(ReadOptions.Default.WithArray("y"), entries));
        Assert.Equal("'FILE' cannot be read: it has no array 'y'; expected some arrays, and it has none", Found(ReadOptions.Default.WithArray("y")));
        Assert.Equal("6  ", Found(ReadOptions.Default, ("arr_0", Images(6)), ("arr_1", Labels)));
        Assert.Equal("2  ", Found(ReadOptions.Default, ("x_test", Images(2))));
        Assert.Equal(
            "'FILE' cannot be read: it holds 3 arrays, 'p', 'q', 'x_test'; expected one of a usual name (data, x_train, test_images), or only one with rows of several numbers, or that one is named (--array)",
            Found(ReadOptions.Default, ("p", Images(2)), ("q", Images(2)), ("x_test", Images(2))));
        Assert.StartsWith("'FILE' cannot be read: it holds 2 arrays, 'x_train', 'train_x';", Found(ReadOptions.Default, ("x_train", Images(2)), ("train_x", Images(2))), StringComparison.Ordinal);
        Assert.Equal("'FILE/x_test.npy' has the shape of images of 3 x 3 pixels; expected of images of 2 x 2 pixels as 'x_train' has", Found(ReadOptions.Default, ("x_train", Images(2)), ("x_test", Images(2, 3))));
        Assert.Equal("3  ", Found(ReadOptions.Default, ("rows", Records("('a', '<f4'), ('b', '|u1')", 3, new byte[15])), ("ids", Labels)));
    }

    [Fact]
    public void An_array_cannot_be_named_where_there_are_no_names()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.npy", Images(2));
        Assert.Equal("'FILE' cannot be read: it is no NumPy archive, and has no array 'a'; expected one (.npz), or no name of an array (--array)", Explain(DataFormats.Read(path, ReadOptions.Default.WithArray("a")), path));
        var first = Get(DataFormats.Read(path, ReadOptions.Default)).Train;
        Assert.Equal("no error", Explain(DataFormats.Read(path, ReadOptions.Default.WithArray("a").Like(first.Form)), path));
    }

    [Fact]
    public void Splits_of_tables_have_the_kinds_of_the_rows_for_training()
    {
        using var folder = new TemporaryFolder();
        folder.Write("x.npz", Archive(("x_train.npy", Array("<i4", [4, 2], [1, 7, 2, 8, 1, 7, 2, 9])), ("x_test.npy", Array("<i4", [2, 2], [2, 9, 1, 9]))));
        var found = Get(DataFormats.Read(folder["x.npz"], ReadOptions.Default.WithKept("*")));
        Assert.Equal(found.Train.Columns.Select(column => column.Kind), found.Test!.Columns.Select(column => column.Kind));
        Assert.Equal(["2", "9"], found.Test.Texts(0).ToArray());
    }
}
