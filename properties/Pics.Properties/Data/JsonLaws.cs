using static Pics.Properties.DataFiles;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class JsonLaws
{
    private static string[] Rows(string text, string name = "t.json")
    {
        using var folder = new TemporaryFolder();
        return TypedRows.Of(folder.Write(name, Text(text)));
    }

    [Fact]
    public void A_number_among_texts_leaves_them_as_they_are()
    {
        string[] wanted = ["title: Unknown, code: Text, year: Number, seen: Truth", "1776|007|1972|true", "Tea|7||false", "|x\"y|12345678901234567890123|"];
        Assert.Equal(wanted, Rows("""[{"title": 1776, "code": "007", "year": 1972, "seen": true}, {"title": "Tea", "code": "7", "seen": false, "year": null}, {"code": "x\"y", "year": 12345678901234567890123}]"""));
    }

    [Theory]
    [InlineData("[{\"a\": 1.50, \"b\": \"x\"},\n {\"b\": \"y\"}]")]
    [InlineData("{\"a\": 1.50, \"b\": \"x\"}\n{\"b\": \"y\"}\n")]
    [InlineData("\ufeff  [ {\"a\": 1.50, \"b\": \"x\"}, {\"b\": \"y\", \"a\": null} ]")]
    [InlineData("{ \"a\": 1.50,\n \"b\": \"x\" }\n{\n\"b\": \"y\" }")]
    public void Records_in_an_array_and_one_after_the_other_are_the_same(string text)
    {
        string[] wanted = ["a: Number, b: Text", "1.5|x", "|y"];
        Assert.Equal(wanted, Rows(text));
        Assert.Equal(wanted, Rows(text, "t"));
        using var folder = new TemporaryFolder();
        Assert.Equal(wanted, TypedRows.Of(folder.Write("t.jsonl.gz", Gzip(Text(text)))));
        Assert.Equal(wanted, TypedRows.Of(folder.Write("t.data", Gzip(Text(text)))));
    }

    [Fact]
    public void Names_of_fields_may_be_anything()
    {
        Assert.Equal(
            ["a b: Number, a/b~c: Number, it's \"x\": Number, A: Number, a: Number, $.a: Number, é: Text", "1|2|3|4|5|6|ü"],
            Rows("""[{"a b": 1, "a/b~c": 2, "it's \"x\"": 3, "A": 4, "a": 5, "$.a": 6, "é": "ü"}]"""));
    }

    [Fact]
    public void Fields_of_lists_and_objects_are_left_out_and_said()
    {
        Assert.Equal(["a: Number", "1", "2", "The fields 'l', 'o' are left out: they hold lists or objects, not one value each."], Rows("""[{"a": 1, "l": [1], "o": null}, {"a": 2, "o": {"x": 1}}]"""));
    }

    [Theory]
    [InlineData("[1, 2]", "record 0 is a number; expected objects, as {\"name\": value}")]
    [InlineData("[{\"a\": 1}, [2]]", "record 1 is a list; expected objects, as {\"name\": value}")]
    [InlineData("[{\"a\": [1]}]", "all fields of its records hold lists or objects; expected some with texts, numbers or truth values")]
    [InlineData("[{}, {}]", "its records have no fields; expected objects, as {\"name\": value}")]
    [InlineData("[]", "its records have no fields; expected objects, as {\"name\": value}")]
    [InlineData("[{\"a\": 1}, {\"a\": ]", "malformed JSON in file \"FILE\", at byte 7 in record/value 3: unexpected character")]
    [InlineData("{\"a\": 1}\n{\"a\": 2", "malformed JSON in file \"FILE\", at byte 8 in line 3: unexpected end of data")]
    public void What_is_no_table_is_refused_in_a_sentence(string text, string reason)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"'FILE' cannot be read: {reason}", TypedRows.Says(folder.Write("t.json", Text(text))));
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        var text = Text(string.Concat(Enumerable.Range(0, 200).Select(i => $$"""{"a": {{i}}, "b": "x{{i}}", "c": [1]}""" + "\n")));
        Survives(150, [text, Gzip(text)], "t", path => JsonTable.With(path, rows => rows.ForEach(_ => null)));
    }

    [SkippableTheory]
    [InlineData("penguins.json", 344, "Species: Text, Island: Text, Beak Length (mm): Number")]
    [InlineData("cars.json", 406, "Name: Text, Miles_per_Gallon: Number")]
    [InlineData("movies.json", 3201, "Title: Unknown, US Gross: Number")]
    public void Real_tables_are_read(string name, int rows, string columns)
    {
        var path = TypedRows.Real(name);
        Skip.If(path is null, $"{name} is not there");
        var found = TypedRows.Of(path!);
        Assert.Equal(rows + 1, found.Length);
        Assert.StartsWith(columns, found[0], StringComparison.Ordinal);
        Assert.DoesNotContain(found, row => row.StartsWith('"'));
    }
}
