using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>The words for each input family, and its values at the ends.</summary>
public class FamilyExamples
{
    private static readonly (InputFamily Family, string Json, string Label, double[] Has, double[] Lacks)[] Families =
    [
        (new InputFamily.Categorical(1, 4), """{"channels":1,"given":1,"categories":4}""", "categorical(4)", [0, 3], [-1, 4, 0.5]),
        (new InputFamily.Bernoulli(2), """{"channels":2,"given":1,"family":"Bernoulli"}""", "bernoulli(2 x 2)", [0, 1], [-1, 2, 0.5]),
        (new InputFamily.Binomial(1, 3), """{"channels":1,"given":1,"family":"Binomial","trials":3}""", "binomial(4)", [0, 3], [-1, 4, 2.5]),
        (new InputFamily.Gaussian(3), """{"channels":3,"given":1,"family":"Gaussian"}""", "gaussian(3 channels)", [-1e300, 0.5], [double.NaN, double.PositiveInfinity]),
        (new InputFamily.DiscretisedLogistic(1, 5), """{"channels":1,"given":1,"family":"DiscretisedLogistic","levels":5}""", "discretised logistic(5)", [0, 4], [-1, 5, 0.5]),
        (new InputFamily.Poisson(1), """{"channels":1,"given":1,"family":"Poisson"}""", "poisson", [0, 1e12], [-1, 0.5, double.NaN, double.PositiveInfinity]),
    ];

    private static Either<PicsError, Pic> Circuit(InputFamily family, Observation observation) => Pic.Create(
    [
        new CircuitUnit.Input(0, new(new FunctionSignature.Density(family, 1), 0, 0, Sharing.Full), observation),
        new CircuitUnit.Linear(new(0), new(new FunctionSignature.Kernel(0, 1), 1, 0, Sharing.Full)),
    ]);

    [Fact]
    public void Families_are_written_as_their_name_and_sizes() => Assert.All(Families, entry =>
    {
        var pic = Get(Circuit(entry.Family, new Observation.Open()));
        Assert.Contains($"\"density\":{entry.Json}", PicJson.Write(pic), StringComparison.Ordinal);
        Assert.Equal(pic, Get(PicJson.Read(PicJson.Write(pic))));
        Assert.Equal($"{entry.Label} given 1", pic.Groups[0].Signature.Label);
    });

    [Fact]
    public void Inputs_are_fixed_at_values_of_their_family() => Assert.All(Families, entry =>
    {
        Assert.All(entry.Has, value => Assert.Equal(value, ((Observation.Known)((CircuitUnit.Input)Get(PicJson.Read(PicJson.Write(Get(Circuit(entry.Family, new Observation.Known(value)))))).Units.Units[0]).Observation).Value));
        Assert.All(entry.Lacks, value => Assert.True(Circuit(entry.Family, new Observation.Known(value)).IsLeft));
    });

    [Theory]
    [InlineData("""{ "channels": 1, "given": 1 }""")]
    [InlineData("""{ "channels": 1, "given": 1, "categories": 2, "levels": 2 }""")]
    [InlineData("""{ "channels": 1, "given": 1, "family": "Poisson", "trials": 2 }""")]
    public void Sizes_of_another_family_are_refused(string density) => Assert.Equal(
        "the document is not a valid description at $, line 1: a density has the categories, trials or levels of its family and nothing else; without a family it is categorical",
        PicJson.Read($$"""{ "format": "pics-circuit", "version": 1, "groups": [{ "id": 0, "sharing": "Full", "density": {{density}} }], "units": [{ "input": 0, "function": [0, 0] }] }""")
            .Match(_ => "no error", error => error.Explain()));
}
