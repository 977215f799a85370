namespace Pics.Algebra;

/// <summary>The one-way road as one pass: merge, share, materialize, fold.</summary>
public static class Pipeline
{
    /// <summary>Region graph to shared PIC, by default: CP-merges, and a root whose parts depend on each other (see <see cref="RootMerge"/>).</summary>
    public static Pass<RegionGraph, Pic> Model(InputFamily family) => Model(_ => family);

    /// <summary>The same with an input family per variable.</summary>
    public static Pass<RegionGraph, Pic> Model(Func<int, InputFamily> family) => Merge.Joined(family).Then(Share.Default);

    /// <summary>Region graph to shared PIC with the same merge for every partition, also for those of the root: a CP-merge of its only partition makes its parts independent.</summary>
    public static Pass<RegionGraph, Pic> Model(InputFamily family, MergeKind merge, Sharing inputs, Sharing integrals) =>
        Merge.With(family, merge).Then(Share.With(inputs, integrals));

    /// <summary>PIC to folded QPC under a rule: what is evaluated.</summary>
    public static Pass<Pic, FoldedQpc> Evaluation(QuadratureRule rule) => Materialize.With(rule).Then(Fold.Pass);
}
