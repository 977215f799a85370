using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pics.Host;

namespace Pics.Properties;

/// <summary>The options of a run are records in the program and one flat object in config.json, whose fields and their order stay.</summary>
public class RunSettingsJsonTests
{
    private const int Always = 30; // fields that runs of all versions have

    // No value is the default, so that each is seen to go to its own place and back.
    private const string Text = """
        {
          "dataset": "file",
          "data": "a.csv",
          "structure": "linear-chain",
          "merge": "tucker",
          "model": "pc",
          "k": 3,
          "rule": "gauss-legendre",
          "inputSharing": "none",
          "integralSharing": "full",
          "width": 10,
          "sigma": 2.5,
          "bias": false,
          "double": true,
          "device": "cuda",
          "learningRate": 0.25,
          "weightDecay": 0.125,
          "schedule": "constant",
          "period": 7,
          "minimumRate": 0.0625,
          "reduction": "mean",
          "batchSize": 11,
          "maxEpochs": 12,
          "maxSteps": 13,
          "validateEvery": 14,
          "patience": 15,
          "minDelta": 0.5,
          "validation": 0.375,
          "splitSeed": 16,
          "seed": 17,
          "threads": 18,
          "engine": "scaled",
          "microBatch": 19,
          "reportEvery": 20,
          "precision": "double",
          "rootMerge": "cp",
          "grouping": "circuit",
          "family": "gaussian",
          "families": "a=poisson",
          "binarise": true,
          "distances": "4,2",
          "depth": 21,
          "replicas": 22,
          "structureSeed": 23,
          "bins": 24,
          "smoothing": 0.75,
          "validationData": "b.csv",
          "testData": "c.csv",
          "colour": "ycocg-r",
          "imageSize": 25,
          "stream": true,
          "header": "absent",
          "missing": [
            "none",
            "-999"
          ],
          "schema": "s.json",
          "array": "rows",
          "checkpointEvery": 26,
          "keepCheckpoints": 27,
          "troubleFactor": 0.1,
          "troubleRetries": 28,
          "ignore": [
            "id"
          ],
          "keep": [
            "*"
          ],
          "kinds": "a=ordinal",
          "unseen": "hide",
          "encoding": "utf-16",
          "separator": ";",
          "decimal": ",",
          "sql": "select 1",
          "folder": "/somewhere",
          "channels": "rgb",
          "levels": 29,
          "lastBatch": "even",
          "shift": true,
          "refine": "2,3x50,4",
          "refineBy": "plateau",
          "netNodes": 30,
          "maxSeconds": 31.5,
          "optimiser": "em",
          "from": "runs/a",
          "momentum": 0.25,
          "pseudoCount": 0.35,
          "prune": 0.45,
          "patch": "8x4",
          "shards": 16,
          "sum": "nets",
          "averageEvery": 32,
          "version": 5
        }
        """;

    [Fact]
    public void Every_option_is_written_where_it_was_read() => Assert.Equal(Text, Write(Read(Text)));

    [Fact]
    public void Sizes_of_pictures_are_numbers_for_squares_and_texts_otherwise()
    {
        Assert.Equal(new PictureSize(25, 25), Read(Text).Data.ImageSize);
        var other = Text.Replace("\"imageSize\": 25", "\"imageSize\": \"8x24\"", StringComparison.Ordinal);
        Assert.Equal((new PictureSize(8, 24), other), (Read(other).Data.ImageSize, Write(Read(other))));
        Assert.Equal([null, null, null, null, null], new[] { "x", "8x", "8x2x4", "eight", "" }.Select(PictureSize.Parse));
    }

    [Fact]
    public void No_default_is_in_the_example_above()
    {
        var (example, byDefault) = (Fields(Text), Fields(Write(new RunSettings())));
        Assert.Equal(example.Select(field => field.Key), byDefault.Select(field => field.Key));
        Assert.Equal(["version"], example.Where(field => JsonNode.DeepEquals(field.Value, byDefault[field.Key])).Select(field => field.Key));
    }

    [Fact]
    public void Every_property_of_the_records_is_a_field()
    {
        static IEnumerable<PropertyInfo> Written(Type type) => type.GetProperties().Where(property => property.CanWrite);
        var (records, own) = (Written(typeof(RunSettings)).Where(property => property.PropertyType.IsClass).ToList(), Written(typeof(RunSettings)).Count(property => !property.PropertyType.IsClass));
        Assert.Equal(RunSettingsJson.Names.Length, own + records.Sum(record => Written(record.PropertyType).Count()));
        Assert.Equal(RunSettingsJson.Names, Fields(Text).Select(field => field.Key));
    }

    [Fact]
    public void Fields_that_earlier_versions_lack_are_optional_and_the_others_are_not() => Assert.All(RunSettingsJson.Names.Select((name, place) => (name, place)), field =>
    {
        var some = Fields(Text);
        some.Remove(field.name);
        var read = RunFolder.ParseSettings(some.ToJsonString(), "FILE");
        if (field.place < Always) Assert.StartsWith($"'FILE' has no field '{field.name}'; expected ", read.Match(_ => string.Empty, failure => failure.Sentence), StringComparison.Ordinal);
        else
            read.Match(
                settings => Assert.True(JsonNode.DeepEquals(Fields(Write(new RunSettings()))[field.name], Fields(Write(settings))[field.name]), field.name),
                failure => Assert.Fail(failure.Sentence));
    });

    [Fact]
    public void Words_of_choices_are_those_of_the_serializer() => Assert.All(
        new[] { typeof(ColourTransform), typeof(PictureChannels), typeof(HeaderKind), typeof(UnseenValues), typeof(MergeKind), typeof(RuleKind), typeof(Sharing), typeof(Grouping), typeof(FamilyChoice), typeof(ModelKind), typeof(ScheduleKind), typeof(LossReduction), typeof(RefineBy), typeof(LastBatch), typeof(DeviceKind), typeof(EngineOption), typeof(Precision), typeof(FillKind), typeof(SplitName) }
            .SelectMany(type => Enum.GetValues(type).Cast<Enum>()),
        value => Assert.Equal($"\"{EnumWord.Of(value)}\"", JsonSerializer.Serialize(value, value.GetType(), RunSettings.Json)));

    [Theory]
    [InlineData("k", "null", "'FILE' has null in the field 'k'; expected a whole number")]
    [InlineData("dataset", "null", "'FILE' has null in the field 'dataset'; expected a text")]
    [InlineData("data", "1", "'FILE' has 1 in the field 'data'; expected a text, or null")]
    [InlineData("maxSteps", "\"many\"", "'FILE' has \"many\" in the field 'maxSteps'; expected a whole number, or null")]
    [InlineData("precision", "\"half\"", "'FILE' has \"half\" in the field 'precision'; expected one of \"float\", \"double\", \"tf32\", or null")]
    [InlineData("learning", "{}", "'FILE' has the unknown field 'learning'; this program writes none of that name")]
    [InlineData("K", "3", "'FILE' has the field 'k' twice")]
    public void A_field_that_is_wrong_is_named(string name, string value, string sentence)
    {
        var some = Fields(Text);
        some[name] = JsonNode.Parse(value);
        Assert.Equal(sentence, RunFolder.ParseSettings(some.ToJsonString(), "FILE").Match(_ => "no error", failure => failure.Sentence));
    }

    [Fact]
    public void Records_of_two_runs_are_not_one()
    {
        var (first, second) = (Read(Text), Read(Text.Replace("\"k\": 3", "\"k\": 4", StringComparison.Ordinal)));
        Assert.Equal((3, 4, new ModelSettings().K), (first.Model.K, second.Model.K, new RunSettings().Model.K));
    }

    private static RunSettings Read(string text) => RunFolder.ParseSettings(text, "FILE").Match(settings => settings, failure => throw new InvalidOperationException(failure.Sentence));

    private static string Write(RunSettings settings) => JsonSerializer.Serialize(settings, RunSettings.Json);

    private static JsonObject Fields(string text) => JsonNode.Parse(text)!.AsObject();
}
