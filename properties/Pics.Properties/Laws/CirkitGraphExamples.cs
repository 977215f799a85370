using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Region graphs as cirkit dumps them, of all its versions.</summary>
public class CirkitGraphExamples
{
    private static readonly RegionGraph Pairs = Get(RegionGraph.Create(Decomposition.Of(
        [Scope.Single(0), Scope.Single(1), Scope.Single(2), Scope.Single(3), Scope.Of([0, 1]), Scope.Of([2, 3]), Scope.Range(0, 4)],
        [new Split(4, Arr.create(0, 1)), new Split(5, Arr.create(2, 3)), new Split(6, Arr.create(4, 5))])));

    private static string Says(string json) => RegionGraphJson.Read(json).Match(_ => "no error", error => error.Explain());

    [Theory]
    [InlineData("""{"regions":{"0":[0],"1":[1],"2":[2],"3":[3],"4":[0,1],"5":[2,3],"6":[0,1,2,3]},"roots":["6"],"graph":[{"output":4,"inputs":[0,1]},{"output":5,"inputs":[2,3]},{"output":6,"inputs":[4,5]}]}""")]
    [InlineData("""{"regions":{"0":{"scope":[0],"metadata":{"sort_key":0}},"1":{"scope":[1]},"2":{"scope":[2]},"3":{"scope":[3]},"4":{"scope":[0,1]},"5":{"scope":[2,3]},"6":{"scope":[0,1,2,3]}},"graph":[{"inputs":[0,1],"output":4,"metadata":{}},{"inputs":[2,3],"output":5},{"inputs":[4,5],"output":6}]}""")]
    [InlineData("""{"regions":{"0":[0],"1":[1],"2":[2],"3":[3],"4":[0,1],"5":[2,3],"6":[0,1,2,3]},"graph":[{"p":4,"l":0,"r":1},{"p":5,"l":2,"r":3},{"p":6,"l":4,"r":5}]}""")]
    [InlineData("""{"graph":[{"output":60,"inputs":[40,50]},{"output":40,"inputs":[0,10]},{"output":50,"inputs":[20,30]}],"regions":{"0":[0],"10":[1],"20":[2],"30":[3],"40":[1,0],"50":[2,3],"60":[0,1,2,3]}}""")]
    public void Graphs_of_every_version_are_read(string json) => Assert.Equal(Pairs, Get(RegionGraphJson.Read(json)));

    [Fact]
    public void A_leaf_of_several_variables_is_split_into_them()
    {
        var graph = Get(RegionGraphJson.Read("""{"regions":{"0":[0,2],"1":[1],"2":[0,1,2]},"roots":[2],"graph":[{"output":2,"inputs":[0,1]}]}"""));
        Assert.Equal((3, 2), (graph.Statistics().Leaves, graph.Statistics().Partitions));
        Assert.True(RegionGraphOracle.IsRegionGraph(graph.ToDecomposition()));
    }

    [Theory]
    [InlineData("""{"regions":[[0]],"graph":[]}""", "$.regions: a region graph of cirkit has 'regions' by number")]
    [InlineData("""{"regions":{"0":[0]},"graph":{}}""", "$.graph: a region graph of cirkit has 'regions' by number")]
    [InlineData("""{"regions":{"x":[0]},"graph":[]}""", "$.regions.x: a region graph of cirkit")]
    [InlineData("""{"regions":{"0":["a"]},"graph":[]}""", "$.regions.0: a region graph of cirkit")]
    [InlineData("""{"regions":{"0":[0]},"graph":[{"output":0}]}""", "$.graph[0]: a region graph of cirkit")]
    [InlineData("""{"regions":{"0":[0]},"graph":[{"output":7,"inputs":[0]}]}""", "$.graph[0]: there is no region 7 in 'regions'")]
    [InlineData("""{"regions":{"0":[0],"1":[1]},"roots":["0","1"],"graph":[]}""", "$.roots: expected one root, as [\"6\"]: several outputs are no distribution")]
    [InlineData("""{"regions":{"0":[0],"1":[1],"2":[0,1]},"roots":["0"],"graph":[{"output":2,"inputs":[0,1]}]}""", "$.roots: region 0 is not there or a part of another, so it is no root")]
    public void What_is_wrong_is_said(string json, string sentence) => Assert.StartsWith($"the document is not a valid description at {sentence}", Says(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"regions":[[0]]}""", "$, line 1: it has no field 'format'")]
    [InlineData("""{"format":"pics-region-graph","version":1,"regions":{"0":[0]},"splits":[]}""", "$.regions, line 1: what its field 'regions' has")]
    [InlineData("""{"format":"pics-region-graph","version":1,"regions":[[0]],"splits":[[0]]}""", "$.splits[0], line 1: what its field 'splits[0]' has")]
    [InlineData("""{"format":"pics-region-graph","version":[],"regions":[[0]],"splits":[]}""", "$.version, line 1: what its field 'version' has")]
    public void The_own_form_is_named_where_a_document_is_none(string json, string sentence) => Assert.StartsWith($"the document is not a valid description at {sentence}", Says(json), StringComparison.Ordinal);
}
