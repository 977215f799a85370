using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

/// <summary>Every case of every error of the algebra, provoked through the public API, with its exact sentence.</summary>
public class ErrorExamples
{
    private static readonly FunctionSignature.Density Input = new(Binary, 1);
    private static readonly FunctionSignature.Kernel ToRoot = new(0, 1);
    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 2));

    private static void Says<T>(string sentence, Either<PicsError, T> result) =>
        Assert.Equal(sentence, result.Match(_ => "no error", error => error.Explain()));

    private static Either<PicsError, RegionGraph> Graph(Scope[] regions, params Split[] splits) => RegionGraph.Create(Decomposition.Of(regions, splits));

    private static Split Split(int region, params int[] parts) => new(region, parts.ToArr());

    private static Scope Variables(params int[] variables) => Scope.Of(variables);

    private static FunctionSpec Spec(FunctionSignature signature, int group, int head = 0, Sharing sharing = Sharing.Composite) => new(signature, group, head, sharing);

    private static UnitId Id(int index) => new(index);

    private static CircuitUnit Leaf(int variable, int head = 0) => new CircuitUnit.Input(variable, Spec(Input, 0, head));

    private static CircuitUnit Sum(int of, int head = 0) => new CircuitUnit.Linear(Id(of), Spec(ToRoot, 1, head));

    [Fact]
    public void Region_graphs()
    {
        Says("the region graph has no regions; it needs at least one", Graph([]));
        Says("region 0 has an empty scope; every region needs at least one variable", Graph([Variables()]));
        Says("region 0 names variable -2; variables are numbered from 0", Graph([Variables(-2, 1)]));
        Says("split 0 names region 3, but there are only regions 0 to 1", Graph([Variables(0), Variables(0, 1)], Split(1, 0, 3)));
        Says("split 0 of region 1 has 1 part(s); a partition needs at least two", Graph([Variables(0), Variables(0, 1)], Split(1, 0)));
        Says("split 0 is not decomposable: its parts 0 and 1 share the variables {1}; parts must be disjoint", Graph([Variables(0, 1), Variables(1, 2), Variables(0, 1, 2)], Split(2, 0, 1)));
        Says("split 0 is not smooth: its parts lack the variables {2} of region 2; their union must be the region's scope", Graph([Variables(0), Variables(1), Variables(0, 1, 2)], Split(2, 0, 1)));
        Says("split 0 is not smooth: its parts add the variables {1} of region 2; their union must be the region's scope", Graph([Variables(0), Variables(1, 2), Variables(0, 2)], Split(2, 0, 1)));
        Says("split 0 is not smooth: its parts lack the variables {3} and add the variables {1} of region 2; their union must be the region's scope", Graph([Variables(0), Variables(1, 2), Variables(0, 2, 3)], Split(2, 0, 1)));
        Says("2 regions are part of no split (0 and 1 among them); a region graph has exactly one root", Graph([Variables(0), Variables(1)]));
    }

    [Fact]
    public void Graphs()
    {
        Says("the graph has no units; it needs at least one, the root last", Pic.Create([]));
        Says("u0 has the child u0; children must come before their parents in the array", Pic.Create([Sum(0)]));
        Says("u1 has the child u-1; children must come before their parents in the array", Pic.Create([Leaf(0), Sum(-1)]));
        Says("u0 does not feed the root; every unit but the last must be the child of another", Pic.Create([Leaf(0), Leaf(1)]));
    }

    [Fact]
    public void Circuits()
    {
        Says("u2 has 1 input(s); it needs at least 2", Pic.Create([Leaf(0), Sum(0), new CircuitUnit.Hadamard(Arr.create(Id(1)))]));
        Says("u2 is not decomposable: two of its inputs share the variables {0}; a product's inputs must have disjoint scopes", Pic.Create([Leaf(0), Sum(0), new CircuitUnit.Hadamard(Arr.create(Id(1), Id(1)))]));
        Says(
            "u4 is not smooth: its input u3 has scope {1} where its first input has {0}; a mixture's inputs must have equal scopes",
            Pic.Create([Leaf(0), Leaf(1), Sum(0), Sum(1), new CircuitUnit.Mixture(Arr.create(Id(2), Id(3)), Arr.create(0.5, 0.5))]));
        Says(
            "u0 needs an input of size 0 but gets one of size 1 (sizes count latents in a PIC and quadrature values in a QPC; the root has no latent, one value)",
            Pic.Create([Leaf(0)]));
        Says(
            "u2 needs an input of size 1 but gets one of size 0 (sizes count latents in a PIC and quadrature values in a QPC; the root has no latent, one value)",
            Pic.Create([Leaf(0), Sum(0), Sum(1, 1)]));
        Says("u2 mixes 1 input(s) with the weights [0.5]; it needs one weight per input, none negative, with sum 1", Pic.Create([Leaf(0), Sum(0), new CircuitUnit.Mixture(Arr.create(Id(1)), Arr.create(0.5))]));
        Says("u3 mixes 2 input(s) with the weights [1.5, -0.5]; it needs one weight per input, none negative, with sum 1", Pic.Create([Leaf(0), Sum(0), Sum(0, 1), new CircuitUnit.Mixture(Arr.create(Id(1), Id(2)), Arr.create(1.5, -0.5))]));
        Says("u0 is over variable -1; variables are numbered from 0", Pic.Create([Leaf(-1), Sum(0)]));
        CircuitUnit Fixed(double value, InputFamily family) => new CircuitUnit.Input(3, Spec(new FunctionSignature.Density(family, 1), 0), new Observation.Known(value));
        foreach (var (value, family) in new (double, InputFamily)[] { (2, Binary), (-1, Binary), (0.5, Binary), (double.NaN, Binary), (double.PositiveInfinity, new InputFamily.Gaussian(1)), (1.5, new InputFamily.Poisson(1)) })
            Says(FormattableString.Invariant($"u0 fixes variable 3 at {value}; it must be a value that the unit's family has"), Pic.Create([Fixed(value, family), Sum(0)]));
        foreach (var (value, family) in new (double, InputFamily)[] { (0, Binary), (1, Binary), (-0.5, new InputFamily.Gaussian(1)), (1e9, new InputFamily.Poisson(1)), (3, new InputFamily.Binomial(1, 3)) })
            Says("no error", Pic.Create([Fixed(value, family), Sum(0)]));
        const string Function = "an input unit takes a density and an integral unit a kernel, all units of a group agree on signature and sharing, groups and heads are numbered from 0, full sharing has only head 0, and a signature counts channels and categories from 1 and latents from 0";
        Says($"u0 cannot use head 0 of function group 1: {Function}", Pic.Create([new CircuitUnit.Input(0, Spec(ToRoot, 1))]));
        Says($"u1 cannot use head 0 of function group 0: {Function}", Pic.Create([Leaf(0), new CircuitUnit.Linear(Id(0), Spec(Input, 0))]));
        Says($"u1 cannot use head 1 of function group 1: {Function}", Pic.Create([Leaf(0), new CircuitUnit.Linear(Id(0), Spec(ToRoot, 1, 1, Sharing.Full))]));
        Says($"u1 cannot use head -1 of function group 1: {Function}", Pic.Create([Leaf(0), Sum(0, -1)]));
        Says($"u1 cannot use head 0 of function group -1: {Function}", Pic.Create([Leaf(0), new CircuitUnit.Linear(Id(0), Spec(ToRoot, -1))]));
        Says($"u1 cannot use head 0 of function group 0: {Function}", Pic.Create([Leaf(0), new CircuitUnit.Linear(Id(0), Spec(ToRoot, 0))]));
        Says($"u2 cannot use head 1 of function group 1: {Function}", Pic.Create([Leaf(0), Sum(0), new CircuitUnit.Linear(Id(0), Spec(ToRoot, 1, 1, Sharing.None)), new CircuitUnit.Mixture(Arr.create(Id(1), Id(2)), Arr.create(0.5, 0.5))]));
    }

    [Fact]
    public void Constructions()
    {
        Says("a quad tree over 0 x 3 pixels cannot be built; height and width must be at least 1 and their product at most 16777216", QuadTree.Create(0, 3));
        Says("a quad graph over 3 x -1 pixels cannot be built; height and width must be at least 1 and their product at most 16777216", QuadGraph.Create(3, -1));
        Says("a quad tree over 100000 x 100000 pixels cannot be built; height and width must be at least 1 and their product at most 16777216", QuadTree.Create(100000, 100000));
        Says(
            "partition u4 of {0-3} has 4 parts; a Tucker-merge takes exactly two, so use a CP-merge there or binarise the region graph",
            Merge.With(Binary, MergeKind.Tucker).Apply(Get(QuadTree.Create(2, 2))));
        Says("leaf region u0 has the variables {0, 1}; an input unit is over one variable, so split the region further", Merge.With(Binary, MergeKind.Cp).Apply(Get(Graph([Variables(0, 1)]))));
        Says("variable 0 was given the family categorical with 1 channel(s) of 0 values; an input needs at least one channel and one value, a binomial one trial", Merge.With(new InputFamily.Categorical(1, 0), MergeKind.Cp).Apply(Get(QuadTree.Create(1, 1))));
        Says("variable 0 was given the family categorical with 0 channel(s) of 2 values; an input needs at least one channel and one value, a binomial one trial", Merge.With(new InputFamily.Categorical(0, 2), MergeKind.Cp).Apply(Get(QuadTree.Create(1, 1))));
        var wide = Get(Merge.With(Binary, MergeKind.Tucker).Apply(Get(QuadTree.Create(1, 2))));
        var rule = Get(QuadratureRule.Create("many", 0, 1, Enumerable.Repeat(0.5, 50000), Enumerable.Repeat(1.0, 50000)));
        Says("u2 has 2 latents, which with 50000 quadrature nodes each give more than 2147483647 values; use fewer nodes or a merge with fewer latents", Materialize.With(rule).Apply(wide));
    }

    [Fact]
    public void Structures()
    {
        Says("a Poon-Domingos structure over 0 x 3 pixels cannot be built; height and width must be at least 1 and their product at most 16777216", PoonDomingos.Create(0, 3, [1]));
        Says("a Poon-Domingos structure with cut distance 0 cannot be built; it must be at least 1", PoonDomingos.Create(3, 3, []));
        Says("a Poon-Domingos structure with cut distance -2 cannot be built; it must be at least 1", PoonDomingos.Create(3, 3, [4, -2]));
        Says("a Poon-Domingos structure like this has more than 262144 partitions; use larger cut distances or a smaller image", PoonDomingos.Create(40, 40, [1]));
        Says("a Poon-Domingos structure like this has more than 134217728 pixels in its rectangles together; use larger cut distances or a smaller image", PoonDomingos.Create(2048, 2048, [128]));
        Says("a balanced tree with variables 0 cannot be built; it must be from 1 to 16777216", BalancedTree.Create(0));
        Says("a fully factorised structure with variables 16777217 cannot be built; it must be from 1 to 16777216", FullyFactorised.Create(16777217));
        Says("a tree of random splits with variables 2097153 cannot be built; it must be from 1 to 2097152", RandomSplits.Create(2097153, 1));
        Says("a linear chain with variables 0 cannot be built; it must be from 1 to 16384", LinearChain.Create([]));
        Says("{0, 1} was split into {0}, {1}, {0}; the parts must be two or more, not empty, disjoint, and together the whole", LinearChain.Create([0, 1, 0]));
        Says("region 0 names variable -1; variables are numbered from 0", LinearChain.Create([0, -1]));
        Says("a forest of random binary trees with variables 0 cannot be built; it must be from 1 to 16777216", RandomBinaryTrees.Create(0, 1, 1, 1));
        Says("a forest of random binary trees with depth -1 cannot be built; it must be at least 0", RandomBinaryTrees.Create(4, -1, 1, 1));
        Says("a forest of random binary trees with replicas 0 cannot be built; it must be from 1 to 4194304", RandomBinaryTrees.Create(4, 1, 0, 1));
        Says("a Chow-Liu tree with variables 0 cannot be built; it must be from 1 to 16384", ChowLiuTree.Create(0, (_, _) => 1));
        Says("the mutual information of variables 0 and 1 is NaN; it must be a number", ChowLiuTree.Create(3, (_, _) => double.NaN));
        Says("a tree over no variables cannot be built; it needs at least one", VariableTree.Create([]));
        Says("variable 0 of 2 has the parent -1; parents must lead to one root without a cycle, and the root alone has the parent -1", VariableTree.Create([-1, -1]));
        Says("variable 1 of 3 has the parent 3; parents must lead to one root without a cycle, and the root alone has the parent -1", VariableTree.Create([-1, 3, 0]));
        Says("variable 2 of 3 has the parent 1; parents must lead to one root without a cycle, and the root alone has the parent -1", VariableTree.Create([-1, 2, 1]));
        Says("{0, 1} was split into nothing; the parts must be two or more, not empty, disjoint, and together the whole", RecursiveSplits.Create(Scope.Range(0, 2), _ => [[]]));
        Says("{0, 1} was split into {0, 1}; the parts must be two or more, not empty, disjoint, and together the whole", RecursiveSplits.Create(Scope.Range(0, 2), scope => [[scope]]));
        Says("{0-2} was split into {0, 1}, {1, 2}; the parts must be two or more, not empty, disjoint, and together the whole", RecursiveSplits.Create(Scope.Range(0, 3), _ => [[Scope.Range(0, 2), Scope.Range(1, 2)]]));
        Says("a union of no region graphs cannot be built; it needs at least one", Replicas.Union([]));
        Says("region graph 1 of a union is over {0-2} where the first is over {0, 1}; all must be over the same variables", Replicas.Union([Get(BalancedTree.Create(2)), Get(BalancedTree.Create(3))]));
        Says("a region graph over {0, 1} cannot be restricted to {2}; at least one variable must be in both", Restrict.To(Scope.Single(2)).Apply(Get(BalancedTree.Create(2))));
    }

    [Fact]
    public void Evidence()
    {
        InputFamily[] families = [Binary, new InputFamily.Gaussian(1), new InputFamily.Poisson(1), new InputFamily.Categorical(1, 3)];
        var pic = Get(Merge.With(variable => families[variable], _ => MergeKind.Cp).Apply(Get(QuadTree.Create(1, 4))));
        Pass<Pic, Pic> On(params (int Variable, double Value)[] evidence) => Condition.On<Pic>(evidence.Select(entry => KeyValuePair.Create(entry.Variable, entry.Value)));
        Says("the circuit has no variable 7; the variables that can be fixed or summed out are {0-3}", On((0, 1), (7, 0)).Apply(pic));
        Says("variable 0 is fixed at 1 already; the variables that can be fixed or summed out are {1-3}", On((0, 1)).Then(On((0, 1))).Apply(pic));
        Says("variable 1 is summed out already; the variables that can be fixed or summed out are {0, 2, 3}", Marginalise.Over<Pic>(Variables(1)).Then(On((0, 1), (1, 2))).Apply(pic));
        Says("the circuit has no variable -1; the variables that can be fixed or summed out are {0-3}", Marginalise.Over<Pic>(Variables(-1, 0)).Apply(pic));
        Says("variable 1 is fixed at -2.5 already; the variables that can be fixed or summed out are {}", On((1, -2.5)).Then(Marginalise.Over<Pic>(Variables(0, 2, 3))).Then(Marginalise.Over<Pic>(Variables(1))).Apply(pic));
        Says("variable 3 is given the values 0, 1; evidence has one value per variable", On((3, 0), (1, 0), (3, 1)).Apply(pic));
        Says("variable 0 cannot be 2; categorical(2) has the whole numbers from 0 to 1", On((0, 2)).Apply(pic));
        Says("variable 3 cannot be 0.5; categorical(3) has the whole numbers from 0 to 2", On((0, 1), (3, 0.5)).Apply(pic));
        Says("variable 2 cannot be -1; poisson has the whole numbers from 0", On((2, -1)).Apply(pic));
        Says("variable 2 cannot be NaN; poisson has the whole numbers from 0", On((2, double.NaN)).Apply(pic));
        Says("variable 1 cannot be Infinity; gaussian has all finite numbers", On((1, double.PositiveInfinity)).Apply(pic));
    }

    [Fact]
    public void Rules()
    {
        Says("the made rule has no nodes; it needs at least one", QuadratureRule.Create("made", 0, 1, [], []));
        Says("the made rule has 2 nodes but 1 weights; it needs one weight per node", QuadratureRule.Create("made", 0, 1, [0, 1], [1]));
        Says("the made rule has a node or weight at position 1 that is not a finite number", QuadratureRule.Create("made", 0, 1, [0, double.NaN], [1, 1]));
        Says("the made rule has a node or weight at position 0 that is not a finite number", QuadratureRule.Create("made", 0, 1, [0], [double.PositiveInfinity]));
        Says("the made rule has the weight -0.5 at position 0; every weight must be positive", QuadratureRule.Create("made", 0, 1, [0], [-0.5]));
        Says("the made rule has the weight 0 at position 0; every weight must be positive", QuadratureRule.Create("made", 0, 1, [0], [0]));
        Says("the made rule has the node 1.5 at position 0, outside its domain", QuadratureRule.Create("made", 0, 1, [1.5], [1]));
        Says("the made rule has the node -1 at position 0, outside its domain", QuadratureRule.Create("made", 0, 1, [-1], [1]));
        Says("the made rule cannot be put on [1, 1]; the interval needs finite ends in increasing order", QuadratureRule.Create("made", 1, 1, [1], [1]));
        Says("the Simpson rule cannot have 4 node(s); it needs an odd number of at least 3", Quadrature.Create(RuleKind.Simpson, 4));
        Says("the trapezoidal rule cannot have 1 node(s); it needs at least 2", Quadrature.Create(RuleKind.Trapezoidal, 1));
        Says("the midpoint rule cannot have 0 node(s); it needs at least 1", Quadrature.Create(RuleKind.Midpoint, 0));
        Says("the Gauss-Legendre rule cannot have 0 node(s); it needs at least 1", Quadrature.Create(RuleKind.GaussLegendre, 0));
        Says("the Gauss-Hermite rule cannot have -1 node(s); it needs at least 1", Quadrature.Create(RuleKind.GaussHermite, -1));
        Says("the Clenshaw-Curtis rule cannot have 1 node(s); it needs at least 2", Quadrature.Create(RuleKind.ClenshawCurtis, 1));
        Says("the midpoint rule cannot be put on [2, 1]; the interval needs finite ends in increasing order", Quadrature.Midpoint(3, 2, 1));
        Says("the midpoint rule cannot be put on [0, Infinity]; the interval needs finite ends in increasing order", Quadrature.Midpoint(3, 0, double.PositiveInfinity));
    }

    [Fact]
    public void Documents()
    {
        Says("the document has format 'other'; expected 'pics-region-graph'", RegionGraphJson.Read("""{ "format": "other", "version": 1, "regions": [], "splits": [] }"""));
        Says("the document has format 'pics-circuit'; expected 'pics-region-graph'", RegionGraphJson.Read(PicJson.Write(PicBuilder.Random(2, 3))));
        Says("the document has version 2; this library reads version 1", RegionGraphJson.Read("""{ "format": "pics-region-graph", "version": 2, "regions": [], "splits": [] }"""));
        Says("the document is not a valid description at $, line 1: a region or split is null", RegionGraphJson.Read("""{ "format": "pics-region-graph", "version": 1, "regions": [null], "splits": [] }"""));
        Says("the document is not a valid description at $, line 1: the document is null", RegionGraphJson.Read("null"));
        Says("the document has format 'null'; expected 'pics-circuit'", PicJson.Read("{}"));
        Says("the document has version 7; this library reads version 1", PicJson.Read("""{ "format": "pics-circuit", "version": 7 }"""));
        Says("the document is not a valid description at $, line 1: groups is missing or null", PicJson.Read("""{ "format": "pics-circuit", "version": 1 }"""));
        Says("the document is not a valid description at $, line 1: there is no group 0", PicJson.Read("""{ "format": "pics-circuit", "version": 1, "groups": [], "units": [{ "input": 0, "function": [0, 0] }] }"""));
        Assert.All(
            new[] { "", "{", "[]", "{ \"format\": 1 }", """{ "format": "pics-region-graph", "version": 1, "regions": [], "splits": [], "more": 1 }""" },
            text => Assert.True(RegionGraphJson.Read(text).Match(_ => false, error => error is PicsError.Document(DocumentError.Malformed))));
    }

    [Fact]
    public void Foldings()
    {
        var input = new FoldedLayer.Input(2, Arr.create(0), Arr.create(Spec(Input, 0)));
        Says("the folded circuit has no layers; it needs at least one, the root last", FoldedQpc.Create([], Rule));
        Says(
            "layer 1 of 1 fold(s) lists 1 input(s) and 0 function(s) or weight(s), which do not fit its arity",
            FoldedQpc.Create([input, new FoldedLayer.Cp(1, 1, 2, 1, Arr.create(new FoldAddress(0, 0)), Arr<FunctionSpec>.Empty)], Rule));
        Says(
            "layer 1 reads layer 1 fold 0 at slot 0; inputs must be folds of earlier layers",
            FoldedQpc.Create([input, new FoldedLayer.Cp(1, 1, 2, 1, Arr.create(new FoldAddress(1, 0)), Arr.create(Spec(ToRoot, 1)))], Rule));
        Says(
            "the last layer has 2 folds; the root is a single one",
            FoldedQpc.Create([new FoldedLayer.Input(2, Arr.create(0, 1), Arr.create(Spec(Input, 0), Spec(Input, 0, 1)))], Rule));
        Says(
            "u1 needs an input of size 5 but gets one of size 2 (sizes count latents in a PIC and quadrature values in a QPC; the root has no latent, one value)",
            FoldedQpc.Create([input, new FoldedLayer.Cp(1, 1, 5, 1, Arr.create(new FoldAddress(0, 0)), Arr.create(Spec(ToRoot, 1)))], Rule));
        Says(
            "u1 needs an input of size 3 but gets one of size 1 (sizes count latents in a PIC and quadrature values in a QPC; the root has no latent, one value)",
            FoldedQpc.Create([input, new FoldedLayer.Cp(1, 1, 2, 3, Arr.create(new FoldAddress(0, 0)), Arr.create(Spec(ToRoot, 1)))], Rule));
    }

    [Fact]
    public void Each_error_matches_its_own_case()
    {
        PicsError[] errors =
        [
            new PicsError.Region(new RegionGraphError.NoRegions()), new PicsError.Graph(new GraphError.Empty()), new PicsError.Circuit(new CircuitError.BadInput(Id(0), -1, Option<double>.None)),
            new PicsError.Construction(new ConstructionError.ImageSize("x", 0, 0)), new PicsError.Rule(new RuleError.NoNodes("x")),
            new PicsError.Document(new DocumentError.WrongFormat("x", "y")), new PicsError.Folding(new FoldingError.NoLayers()),
        ];
        Assert.Equal(Enumerable.Range(0, 7), errors.Select(error => error.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5, _ => 6)));
        Assert.All(errors, error => Assert.EndsWith(error.Match(e => e.Error.Explain(), e => e.Error.Explain(), e => e.Error.Explain(), e => e.Error.Explain(), e => e.Error.Explain(), e => e.Error.Explain(), e => e.Error.Explain()), error.Explain()));
    }
}
