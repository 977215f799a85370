namespace Pics.Properties;

/// <summary>Circuits as documents: the text of one, and what is refused.</summary>
public class PicJsonExamples
{
    private const string Groups =
        """{ "id": 0, "sharing": "Full", "density": { "channels": 1, "categories": 2, "given": 1 } }, { "id": 1, "sharing": "Composite", "kernel": { "outputs": 0, "inputs": 1 } }""";

    private const string Leaf = """{ "input": 0, "function": [0, 0] }""";

    private static Either<PicsError, Pic> Read(string units, string groups = Groups) =>
        PicJson.Read($$"""{ "format": "pics-circuit", "version": 1, "groups": [{{groups}}], "units": [{{units}}] }""");

    [Fact]
    public void A_circuit_is_written_as_its_groups_and_units()
    {
        var pic = PicBuilder.Get(Read($$"""{{Leaf}}, { "integral": 0, "function": [1, 0] }"""));
        Assert.Equal("u0 = input x0 g0.0 : {0} over 1 latent(s)\nu1 = integral g1.0 (u0) : {0} over 0 latent(s)", Printer.PrintPic(pic));
        Assert.Equal(
            """{"format":"pics-circuit","version":1,"groups":[{"id":0,"sharing":"Full","density":{"channels":1,"given":1,"categories":2}},{"id":1,"sharing":"Composite","kernel":{"outputs":0,"inputs":1}}],"units":[{"input":0,"function":[0,0]},{"integral":0,"function":[1,0]}]}""",
            PicJson.Write(pic));
    }

    [Fact]
    public void Fixed_and_hidden_inputs_say_so()
    {
        const string Units = """{"input":0,"function":[0,0],"known":1},{"input":1,"function":[0,0],"hidden":true},{"hadamard":[0,1]},{"integral":2,"function":[1,0]}""";
        var pic = PicBuilder.Get(Read(Units));
        Assert.Equal(
            "u0 = input x0 = 1 g0.0 : {} over 1 latent(s)\nu1 = input x1 hidden g0.0 : {} over 1 latent(s)\nu2 = hadamard (u0, u1) : {} over 1 latent(s)\nu3 = integral g1.0 (u2) : {} over 0 latent(s)",
            Printer.PrintPic(pic));
        Assert.EndsWith($$""","units":[{{Units}}]}""", PicJson.Write(pic));
    }

    [Theory]
    [InlineData("""{ "input": 0, "function": [0, 0], "known": 1, "hidden": true }""")]
    [InlineData("""{ "input": 0, "function": [0, 0], "hidden": false }""")]
    public void Inputs_are_open_known_or_hidden(string unit) => Malformed("an input unit is open, known at a value or hidden true", Read(unit));

    [Theory]
    [InlineData("""{ "input": 0 }""", "an input or integral unit needs a function [group, head]")]
    [InlineData("""{ "input": 0, "function": [0] }""", "an input or integral unit needs a function [group, head]")]
    [InlineData("""{ "input": 0, "function": [5, 0] }""", "there is no group 5")]
    [InlineData("""{ "function": [0, 0] }""", OneCase)]
    [InlineData("""{ "input": 0, "hadamard": [0, 1], "function": [0, 0] }""", OneCase)]
    [InlineData("""{ "input": 0, "function": [0, 0], "weights": [1] }""", OneCase)]
    [InlineData("""{ "hadamard": [0, 1], "function": [0, 0] }""", OneCase)]
    [InlineData("""{ "kronecker": [0, 1], "weights": [1] }""", OneCase)]
    [InlineData("""{ "kronecker": [0, 1], "hadamard": [0, 1] }""", OneCase)]
    [InlineData("""{ "integral": 0, "function": [1, 0], "mixture": [0] }""", OneCase)]
    [InlineData("""{ "integral": 0, "function": [1, 0], "known": 0 }""", OneCase)]
    [InlineData("""{ "hadamard": [0, 1], "hidden": true }""", OneCase)]
    [InlineData("""{ "mixture": [0, 1] }""", OneCase)]
    [InlineData("""{ "mixture": [0, 1], "weights": [0.5, 0.5], "function": [0, 0] }""", OneCase)]
    [InlineData("null", "a unit is missing or null")]
    public void Units_are_exactly_one_of_their_cases(string unit, string reason) => Malformed(reason, Read(unit));

    private const string OneCase = "a unit is exactly one of input, hadamard, kronecker, integral and mixture, with what belongs to it";

    [Theory]
    [InlineData("""{ "id": 0, "sharing": "Full" }""", "a group is either a density or a kernel")]
    [InlineData("""{ "id": 0, "sharing": "Full", "density": { "channels": 1, "categories": 2, "given": 1 }, "kernel": { "outputs": 0, "inputs": 1 } }""", "a group is either a density or a kernel")]
    [InlineData("null", "a group is missing or null")]
    public void Groups_are_a_density_or_a_kernel(string group, string reason) => Malformed(reason, Read(Leaf, group));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "format": "pics-circuit", "version": 1, "groups": [] }""")]
    [InlineData("""{ "format": "pics-circuit", "version": 1, "groups": [], "units": [], "more": 0 }""")]
    [InlineData("""{ "format": "pics-circuit", "version": 1, "groups": [{ "id": 0, "sharing": 1, "kernel": { "outputs": 0, "inputs": 1 } }], "units": [] }""")]
    [InlineData("""{ "format": "pics-circuit", "version": 1, "groups": [{ "id": 0, "sharing": "Some", "kernel": { "outputs": 0, "inputs": 1 } }], "units": [] }""")]
    public void Other_documents_are_refused_without_an_exception(string json) =>
        Assert.True(PicJson.Read(json).Match(_ => false, error => error is PicsError.Document(DocumentError.Malformed)));

    [Fact]
    public void A_document_without_units_is_an_empty_graph() =>
        Assert.True(Read("").Match(_ => false, error => error is PicsError.Graph(GraphError.Empty)));

    private static void Malformed(string reason, Either<PicsError, Pic> read) =>
        Assert.Equal($"the document is not a valid description at $, line 1: {reason}", read.Match(_ => "no error", error => error.Explain()));
}
