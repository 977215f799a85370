namespace Pics.Numerics;

/// <summary>Which region graph a model has: how its variables are decomposed.</summary>
public abstract record StructureChoice
{
    /// <summary>The choice in a word, as the console has it.</summary>
    public abstract string Label { get; }

    /// <summary>Whether it needs images.</summary>
    internal virtual bool IsOverImages => false;

    /// <summary>What rows are made for where nobody chooses: a hidden Chow-Liu tree for tables, the quad graph for images.</summary>
    public static StructureChoice For(Dataset data) => data.Image is null ? new HiddenChowLiu() : new QuadGraph();

    /// <summary>The graph over the variables of a data set. Error: an image structure over a table, sizes that are impossible, or a graph over other variables.</summary>
    public Either<PicsFault, RegionGraph> Build(Dataset data) => data.Image is var (height, width) ? Over(height, width, data) : Over(1, data.Variables, data);

    /// <summary>Takes the choice apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<HiddenChowLiu, T> hiddenChowLiu,
        Func<QuadGraph, T> quadGraph,
        Func<QuadTree, T> quadTree,
        Func<PoonDomingos, T> poonDomingos,
        Func<RandomBinaryTrees, T> randomBinaryTrees,
        Func<RandomSplits, T> randomSplits,
        Func<BalancedTree, T> balancedTree,
        Func<LinearChain, T> linearChain,
        Func<FullyFactorised, T> fullyFactorised,
        Func<Own, T> own);

    /// <summary>The graph over images of a size, or over the columns of a table, of which the height is 1. Error: as <see cref="Build"/>, and a structure that is learned without rows.</summary>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Columns of pixels, or of the table.</param>
    /// <param name="data">The rows; null where there are none, so that nothing can be learned.</param>
    public Either<PicsFault, RegionGraph> Over(int height, int width, Dataset? data)
    {
        if (IsOverImages && data is { Image: null }) return PicsFault.Of(new TrainingError.BadSetting("the structure", Label, "one over tables, as hidden-chow-liu, since the rows are no images"));
        var variables = height * width;
        return Match(
            tree => Learned(tree, data),
            _ => Algebra.QuadGraph.Create(height, width).OrFault(),
            _ => Algebra.QuadTree.Create(height, width).OrFault(),
            poon => Algebra.PoonDomingos.Create(height, width, poon.Distances).OrFault(),
            trees => Algebra.RandomBinaryTrees.Create(variables, trees.Depth ?? int.MaxValue, trees.Replicas, trees.Seed).OrFault(),
            splits => Algebra.RandomSplits.Create(variables, splits.Seed).OrFault(),
            _ => Algebra.BalancedTree.Create(variables).OrFault(),
            _ => Algebra.LinearChain.Create(Enumerable.Range(0, variables)).OrFault(),
            _ => Algebra.FullyFactorised.Create(variables).OrFault(),
            own => own.Graph is null ? PicsFault.Of(new TrainingError.BadSetting("the structure", "no region graph", $"one over all {variables} variable(s) of the rows")) : own.Graph.Scope.Equals(Scope.Range(0, variables))
                ? own.Graph
                : PicsFault.Of(new TrainingError.BadSetting("the structure", $"a region graph over {own.Graph.Scope}", $"one over all {variables} variable(s) of the rows")));
    }

    private static Either<PicsFault, RegionGraph> Learned(HiddenChowLiu tree, Dataset? data)
    {
        TrainingError.BadSetting? wrong = data is null ? new("the structure", tree.Label, "one that is not learned, since there are no rows")
            : tree.Bins is < 2 or > 256 ? new("the number of bins of the structure", $"{tree.Bins}", "from 2 to 256")
            : !(tree.Smoothing >= 0) || double.IsInfinity(tree.Smoothing) ? new("the smoothing of the structure", tree.Smoothing.ToString(System.Globalization.CultureInfo.InvariantCulture), "zero or a positive number")
            : null;
        if (wrong is not null) return PicsFault.Of(wrong);
        if (data!.Variables > RegionLimits.MaxDeepVariables) return ChowLiuTree.Create(data.Variables, (_, _) => 0).Bind(Algebra.HiddenChowLiu.Create).OrFault(); // refused before pairs are counted
        var information = MutualInformation.Of(data!, tree.Bins, tree.Smoothing);
        return ChowLiuTree.Create(information.Variables, information.Corrected).Bind(Algebra.HiddenChowLiu.Create).OrFault();
    }

    /// <summary>A latent variable for each variable, joined as the Chow-Liu tree of the rows is.</summary>
    /// <param name="Bins">Values that a variable is reduced to when pairs are counted, from 2 to 256.</param>
    /// <param name="Smoothing">The pseudo-count of a pair's table.</param>
    public sealed record HiddenChowLiu(int Bins = 8, double Smoothing = 1) : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "hidden-chow-liu";

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => hiddenChowLiu(this);
    }

    /// <summary>Images halved both ways, regions shared.</summary>
    public sealed record QuadGraph() : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "quad-graph";

        internal override bool IsOverImages => true;

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => quadGraph(this);
    }

    /// <summary>Images quartered, and quartered again.</summary>
    public sealed record QuadTree() : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "quad-tree";

        internal override bool IsOverImages => true;

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => quadTree(this);
    }

    /// <summary>Images cut at all multiples of some distances.</summary>
    /// <param name="Distances">Pixels between cuts, the widest first.</param>
    public sealed record PoonDomingos(Arr<int> Distances) : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "poon-domingos";

        internal override bool IsOverImages => true;

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => poonDomingos(this);
    }

    /// <summary>Halves at random, several trees under one root.</summary>
    /// <param name="Depth">Of the trees; null for down to single variables.</param>
    /// <param name="Replicas">How many trees.</param>
    /// <param name="Seed">Equal seeds give equal trees.</param>
    public sealed record RandomBinaryTrees(int? Depth = null, int Replicas = 1, int Seed = 42) : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "random-binary-trees";

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => randomBinaryTrees(this);
    }

    /// <summary>A tree of random splits.</summary>
    /// <param name="Seed">Equal seeds give equal trees.</param>
    public sealed record RandomSplits(int Seed = 42) : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "random-splits";

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => randomSplits(this);
    }

    /// <summary>Halves in the order of the variables.</summary>
    public sealed record BalancedTree() : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "balanced-tree";

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => balancedTree(this);
    }

    /// <summary>One variable after the other.</summary>
    public sealed record LinearChain() : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "linear-chain";

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => linearChain(this);
    }

    /// <summary>All variables independent.</summary>
    public sealed record FullyFactorised() : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "fully-factorised";

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => fullyFactorised(this);
    }

    /// <summary>A region graph of one's own.</summary>
    /// <param name="Graph">It is over all variables of the rows.</param>
    public sealed record Own(RegionGraph Graph) : StructureChoice
    {
        /// <inheritdoc/>
        public override string Label => "own";

        /// <inheritdoc/>
        public override T Match<T>(Func<HiddenChowLiu, T> hiddenChowLiu, Func<QuadGraph, T> quadGraph, Func<QuadTree, T> quadTree, Func<PoonDomingos, T> poonDomingos, Func<RandomBinaryTrees, T> randomBinaryTrees, Func<RandomSplits, T> randomSplits, Func<BalancedTree, T> balancedTree, Func<LinearChain, T> linearChain, Func<FullyFactorised, T> fullyFactorised, Func<Own, T> own) => own(this);
    }
}
