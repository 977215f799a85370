using System.Text.Json;

namespace Pics.Properties;

/// <summary>What is said of texts that are no JSON.</summary>
public class JsonFaultLaws
{
    private const string NoGraph = "it is no region graph; expected an object with the fields 'format' (\"pics-region-graph\"), 'version', 'regions' and 'splits', or one of cirkit with 'regions' by number and 'graph'";

    private const string Whole = """{ "format": "a\u00e9\n", "numbers": [1, -2.5, 1e-3, 0], "flags": [true, false, null], "deep": { "x": [[], {}] } }""";

    private static readonly string[] Foreign = ["JSON reader", "invalid", "Expected", "LineNumber", "BytePosition", "mode", "payload", "delimiter"];

    /// <summary>Whether a text is JSON, as the reader of documents has it.</summary>
    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [Property]
    public bool Texts_are_right_or_get_a_phrase_with_a_place(int place, char sign, byte way)
    {
        var at = Math.Abs(place % Whole.Length);
        if (char.IsSurrogate(sign)) sign = 'x'; // halves of letters are in no file
        var text = (way % 4) switch
        {
            0 => Whole.Remove(at, 1),
            1 => Whole.Insert(at, sign.ToString()),
            2 => Whole[..at],
            _ => Whole.Remove(at, 1).Insert(at, "{}[],:\"'/-.0te "[sign % 15].ToString()),
        };
        var said = JsonFault.Find(text);
        return (said is null) == IsJson(text) && (said is null || !Foreign.Any(word => said.Contains(word, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[1,2,]", "a comma too many at line 1, character 5")]
    [InlineData("[,1]", "a comma too many at line 1, character 2")]
    [InlineData("{\"a\":1,,\"b\":2}", "a comma too many at line 1, character 8")]
    [InlineData("{\"a\" 1}", "'1' at line 1, character 6; expected a colon after a name")]
    [InlineData("{\"a\"=1}", "'=' at line 1, character 5; expected a colon after a name")]
    [InlineData("{\"a\":01}", "a number with a zero in front at line 1, character 6")]
    [InlineData("{\"a\":.5}", "a number that begins with '.' at line 1, character 6")]
    [InlineData("{\"a\":+1}", "a number that begins with '+' at line 1, character 6")]
    [InlineData("{\"a\":1.}", "a number that is not whole at line 1, character 6")]
    [InlineData("{\"a\":1e}", "a number that is not whole at line 1, character 6")]
    [InlineData("{\"a\":NaN}", "the word 'NaN' at line 1, character 6; names and texts are in double quotes")]
    [InlineData("{\"a\":None}", "the word 'None' at line 1, character 6; expected null")]
    [InlineData("{\"a\":nul}", "the word 'nul' at line 1, character 6; names and texts are in double quotes")]
    [InlineData("{\"a\":1}x", "the word 'x' at line 1, character 8; names and texts are in double quotes")]
    [InlineData("{\"a\":1}\n{\"b\":2}", "'{' at line 2, character 1, after its end")]
    [InlineData("{\"a\":\"x\ny\"}", "a line break or another control sign inside a text at line 1, character 8")]
    [InlineData("{\"a\":\"C:\\data\"}", "a backslash at line 1, character 9 that begins no sign; one that is meant itself is written twice")]
    [InlineData("{\"a\":\"\\u12\"}", "a backslash at line 1, character 7 that begins no sign; one that is meant itself is written twice")]
    [InlineData("{\"a\":\u201cx\u201d}", "the quote \u201c at line 1, character 6; texts are in plain double quotes")]
    [InlineData("{\"a\":1]", "the bracket ']' at line 1, character 7, which closes none")]
    [InlineData("{\"a\":1;\"b\":2}", "';' at line 1, character 7, which cannot stand there")]
    [InlineData("\"\ud83d\ude00\" 1", "'1' at line 1, character 6, after its end")]
    [InlineData("  ", "it is empty")]
    public void Faults_are_named(string text, string phrase) => Assert.Equal(phrase, JsonFault.Find(text));

    [Fact]
    public void What_is_nested_too_deeply_is_said() => Assert.Equal("it is nested too deeply", JsonFault.Find(new string('[', 100) + new string(']', 100)));

    [Theory]
    [InlineData("""{"format":"pics-region-graph","version":1,"regions":[[0,"a"]],"splits":[]}""", "what its field 'regions[0][1]' has at line 1 is of another kind than it must be; expected a whole number")]
    [InlineData("""{"format":"pics-region-graph","version":1,"regions":"all","splits":[]}""", "what its field 'regions' has at line 1 is of another kind than it must be; expected a list, as [1, 2]")]
    [InlineData("""{"format":"pics-region-graph","version":1,"regions":[[0]],"splits":[[0]]}""", "what its field 'splits[0]' has at line 1 is of another kind than it must be; expected an object with named fields, as { \"name\": 1 }")]
    [InlineData("""{"format":"pics-region-graph","version":1,"splits":[]}""", "it has no field 'regions'")]
    [InlineData("""{"format":"pics-region-graph","version":1,"regions":null,"splits":[]}""", "its field 'regions' is null")]
    [InlineData("""{"format":"pics-region-graph","version":1,"regions":[],"splits":[],"more":1}""", "it has the unknown field 'more'")]
    [InlineData("""{"format":"pics-region-graph","version":1,"version":1,"regions":[],"splits":[]}""", "it has the field 'version' twice")]
    [InlineData("""{"format":"pics-region-graph","version":1,"regions":[null],"splits":[]}""", "a region or split is null")]
    [InlineData("""[1]""", NoGraph)]
    [InlineData("""[[0,1],[2,3]]""", NoGraph)]
    [InlineData("""{"hello":1}""", NoGraph)]
    [InlineData("\"x\"", NoGraph)]
    [InlineData("""{"format":"pics-region-graph","version":1,"regions":[[0],],"splits":[]}""", "a comma too many at line 1, character 57")]
    public void Documents_of_another_shape_are_named_field_by_field(string text, string phrase)
    {
        var said = RegionGraphJson.Read(text).Match(_ => "no error", error => error.Explain());
        Assert.EndsWith($": {phrase}", said, StringComparison.Ordinal);
    }
}
