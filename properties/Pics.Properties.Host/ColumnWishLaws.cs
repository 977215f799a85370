using FsCheck.Xunit;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Lists of columns on the command line and in a configuration.</summary>
public class ColumnWishLaws
{
    [Property]
    public bool A_list_is_split_where_its_parts_were_joined(string[] columns)
    {
        var some = columns.Where(column => column is not null && column.Trim().Length > 0).Select(column => column.Trim()).ToArray();
        return ColumnWishes.Split(string.Join(',', some.Select(ColumnWishes.Quote))).SequenceEqual(some);
    }

    [Theory]
    [InlineData("a, b", "a", "b")]
    [InlineData("\"smith, john\",c", "smith, john", "c")]
    [InlineData("\"he said \"\"no\"\"\"", "he said \"no\"")]
    [InlineData(",,a,", "a")]
    public void Commas_part_and_quotes_join(string list, params string[] parts) => Assert.Equal(parts, ColumnWishes.Split(list));

    [Fact]
    public void Lists_are_given_on_the_command_line_and_in_a_configuration_alike()
    {
        using var folder = new TemporaryFolder();
        var options = new RunOptions();
        var command = new System.CommandLine.Command("train");
        foreach (var option in options.All) command.Options.Add(option);
        command.Options.Add(ConfigFile.Option);
        DataSettings Read(params string[] words) => (command.Parse(words) is var parsed && parsed.GetValue(ConfigFile.Option) is { } path
            ? ConfigFile.Added(command, options, words, parsed, path).Match(found => found, failure => throw new InvalidOperationException(failure.Sentence))
            : parsed) is var result ? options.Bind(result).Data : new();
        var given = Read("--missing", "-999", "--missing", "none", "--ignore", "a,\"b, c\"", "--ignore", "d", "--keep", "*", "--kinds", "e=ordinal", "--separator", "tab", "--unseen", "hide");
        Assert.Equal((TextList.Of(["-999", "none"]), TextList.Of(["a", "b, c", "d"]), TextList.Of(["*"]), UnseenValues.Hide), (given.Missing, given.Ignore, given.Keep, given.Unseen));
        var file = folder.Write("c.json", Text(System.Text.Json.JsonSerializer.Serialize(new RunSettings { Data = given }, RunSettings.Json)));
        Assert.Equal(given, Read("--config", file));
        var first = folder.Write("old.json", Text("""{ "missing": "none" }"""));
        Assert.Equal(TextList.Of(["none"]), Read("--config", first).Missing);
        Assert.Equal(TextList.Of(["NA"]), Read("--config", file, "--missing", "NA").Missing);
    }
}
