namespace Pics.Properties;

/// <summary>Every case of every error takes its own arm, and the sentence of the whole is that of the part.</summary>
public class ErrorCases
{
    private static readonly UnitId Unit = new(0);

    [Fact]
    public void Region_graph_errors() => Arms<RegionGraphError>(
        error => error.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5, _ => 6),
        error => (error.Explain(), new PicsError.Region(error)),
        new RegionGraphError.NoRegions(),
        new RegionGraphError.BadScope(0, Scope.Empty),
        new RegionGraphError.UnknownRegion(0, 1, 1),
        new RegionGraphError.TooFewParts(0, 0, 1),
        new RegionGraphError.Overlap(0, 0, 1, Scope.Single(0)),
        new RegionGraphError.Uncovered(0, 1, Scope.Single(0), Scope.Empty),
        new RegionGraphError.SeveralRoots(0, 1, 2));

    [Fact]
    public void Graph_errors() => Arms<GraphError>(
        error => error.Match(_ => 0, _ => 1, _ => 2),
        error => (error.Explain(), new PicsError.Graph(error)),
        new GraphError.Empty(),
        new GraphError.ForwardReference(Unit, Unit),
        new GraphError.Unreachable(Unit));

    [Fact]
    public void Circuit_errors() => Arms<CircuitError>(
        error => error.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5, _ => 6),
        error => (error.Explain(), new PicsError.Circuit(error)),
        new CircuitError.TooFewInputs(Unit, 1, 2),
        new CircuitError.NotDecomposable(Unit, Scope.Single(0)),
        new CircuitError.NotSmooth(Unit, Unit, Scope.Single(0), Scope.Single(1)),
        new CircuitError.LatentMismatch(Unit, 0, 1),
        new CircuitError.BadWeights(Unit, 1, Arr<double>.Empty),
        new CircuitError.BadFunction(Unit, 0, 0),
        new CircuitError.BadInput(Unit, -1, Option<double>.None));

    [Fact]
    public void Construction_errors() => Arms<ConstructionError>(
        error => error.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5, _ => 6),
        error => (error.Explain(), new PicsError.Construction(error)),
        new ConstructionError.ImageSize("structure", 0, 1),
        new ConstructionError.TuckerArity(Unit, Scope.Range(0, 3), 3),
        new ConstructionError.MultivariateLeaf(Unit, Scope.Range(0, 2)),
        new ConstructionError.TooWide(Unit, 2, 50000),
        new ConstructionError.BadFamily(0, new InputFamily.Poisson(0)),
        new ConstructionError.Structure(new StructureError.TooLarge("structure", "partitions", 1)),
        new ConstructionError.Evidence(new EvidenceError.NotOpen(0, Scope.Empty, new Observation.Hidden())));

    [Fact]
    public void Structure_errors() => Arms<StructureError>(
        error => error.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5, _ => 6),
        error => (error.Explain(), new PicsError.Construction(new ConstructionError.Structure(error))),
        new StructureError.Argument("structure", "depth", -1, 0, 5),
        new StructureError.TooLarge("structure", "partitions", 1),
        new StructureError.BadSplit(Scope.Single(0), Arr<Scope>.Empty),
        new StructureError.BadTree(0, 0, 1),
        new StructureError.BadInformation(0, 1, double.NaN),
        new StructureError.DifferentScopes(1, Scope.Single(0), Scope.Single(1)),
        new StructureError.Outside(Scope.Single(0), Scope.Single(1)));

    [Fact]
    public void Evidence_errors() => Arms<EvidenceError>(
        error => error.Match(_ => 0, _ => 1),
        error => (error.Explain(), new PicsError.Construction(new ConstructionError.Evidence(error))),
        new EvidenceError.NotOpen(0, Scope.Empty, new Observation.Hidden()),
        new EvidenceError.BadEvidence(0, Arr.create(0.5), new InputFamily.Poisson(1)));

    [Fact]
    public void Rule_errors() => Arms<RuleError>(
        error => error.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5, _ => 6),
        error => (error.Explain(), new PicsError.Rule(error)),
        new RuleError.NoNodes("rule"),
        new RuleError.LengthMismatch("rule", 1, 2),
        new RuleError.NotFinite("rule", 0),
        new RuleError.NegativeWeight("rule", 0, -1),
        new RuleError.OutsideDomain("rule", 0, 2),
        new RuleError.BadCount("rule", 0, "at least 1"),
        new RuleError.BadInterval("rule", 1, 0));

    [Fact]
    public void Document_errors() => Arms<DocumentError>(
        error => error.Match(_ => 0, _ => 1, _ => 2),
        error => (error.Explain(), new PicsError.Document(error)),
        new DocumentError.Malformed("$", 1, "reason"),
        new DocumentError.WrongFormat("found", "expected"),
        new DocumentError.UnknownVersion(2, 1));

    [Fact]
    public void Folding_errors() => Arms<FoldingError>(
        error => error.Match(_ => 0, _ => 1, _ => 2, _ => 3),
        error => (error.Explain(), new PicsError.Folding(error)),
        new FoldingError.NoLayers(),
        new FoldingError.BadShape(0, 1, 0, 1),
        new FoldingError.BadAddress(1, 0, new(1, 0)),
        new FoldingError.NotOneRoot(2));

    private static void Arms<TError>(Func<TError, int> arm, Func<TError, (string Part, PicsError Whole)> wrap, params TError[] cases)
    {
        Assert.Equal(Enumerable.Range(0, cases.Length), cases.Select(arm));
        Assert.All(cases.Select(wrap), pair => Assert.Equal(pair.Part, pair.Whole.Explain()));
        Assert.All(cases.Select(wrap), pair => Assert.False(string.IsNullOrWhiteSpace(pair.Part)));
    }
}
