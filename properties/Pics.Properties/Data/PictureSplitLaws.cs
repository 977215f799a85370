namespace Pics.Properties;

/// <summary>What names of folders say of their pictures.</summary>
public class PictureSplitLaws
{
    private const string Root = "root";

    private static Either<DataError, PictureSplits> Of(params string[] folders) =>
        PictureSplits.Of(Root, folders.Select((name, at) => Path.Combine([Root, .. name.Split('/'), $"{at}.png"])), true);

    private static PictureSplits Taken(params string[] folders) => Of(folders).Match(splits => splits, error => throw new InvalidOperationException(error.Explain()));

    private static string Says(params string[] folders) => Of(folders).Match(_ => "taken", error => error.Explain());

    [Theory]
    [InlineData("train_set", "test_set", null)]
    [InlineData("train2017", "test2017", "val2017")]
    [InlineData("trainA", "testA", null)]
    [InlineData("Training", "Testing", null)]
    [InlineData("Training_images", "Test_images", null)]
    [InlineData("train-images", "test-images", "validation-images")]
    [InlineData("TRAIN 1", "Test 1", "Valid 1")]
    [InlineData("TrainImages", "TestImages", "ValImages")]
    [InlineData("trainset", "testset", "valset")]
    [InlineData("train", "holdout", "dev")]
    [InlineData("train", "eval", "val")]
    [InlineData("train", "test", "eval")]
    [InlineData("train", "test_new", "dev")]
    [InlineData("photos/train_set/cats", "photos/test_set/cats", null)]
    public void Names_that_begin_with_the_word_of_a_split_are_splits(string train, string test, string? validation)
    {
        var splits = validation is null ? Taken(train, test) : Taken(train, test, validation);
        Assert.Equal((1, 1, validation is null ? 0 : 1), (splits.Train.Length, splits.Test.Length, splits.Validation.Length));
        Assert.EndsWith("0.png", splits.Train[0], StringComparison.Ordinal);
        Assert.EndsWith("1.png", splits.Test[0], StringComparison.Ordinal);
        Assert.StartsWith("Pictures are taken by their folders: ", splits.Notes[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cats", "testudo")]
    [InlineData("trainers", "testers")]
    [InlineData("valley", "devil")]
    public void Words_that_only_begin_alike_say_nothing(string one, string other)
    {
        var splits = Taken(one, other);
        Assert.Equal((2, 1), (splits.Train.Length, splits.Notes.Length));
    }

    [Theory]
    [InlineData("cats", "test_set", "test_set")]
    [InlineData("my_train", "my_test", "my_test")]
    [InlineData("imagesTrain", "imagesVal", "imagesVal")]
    [InlineData("cats", "dev", "dev")]
    public void What_is_learned_from_despite_its_name_is_said(string one, string other, string named)
    {
        var splits = Taken(one, other);
        Assert.Equal(2, splits.Train.Length);
        Assert.Equal($"Pictures are learned from in a folder whose name is like those for validation or testing ({named}); folders 'train', 'validation' and 'test' are told apart.", splits.Notes[^1]);
    }

    [Fact]
    public void Inside_the_folder_to_learn_from_it_is_said_too()
    {
        var splits = Taken("train/cats", "train/new-test", "test/cats");
        Assert.Equal((2, 1), (splits.Train.Length, splits.Test.Length));
        Assert.Contains("(new-test)", splits.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void One_folder_has_each_split()
    {
        Assert.Equal("'root' cannot be read: 'test' and 'test2' both have names of pictures to report on; expected one folder for each split, and other names for the rest", Says("train", "test", "test2"));
        Assert.Equal("'root' cannot be read: 'train_a' and 'train_b' both have names of pictures to learn from; expected one folder for each split, and other names for the rest", Says("train_a", "train_b", "val"));
        Assert.StartsWith("'root' cannot be read: 'val' and 'dev' and 'validation' all have names of pictures to tell when to stop;", Says("train", "val", "dev", "validation"), StringComparison.Ordinal);
        Assert.Equal("taken", Says("cats/train", "dogs/train", "cats/val", "dogs/val"));
    }
}
