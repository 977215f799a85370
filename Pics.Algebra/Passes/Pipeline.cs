namespace Pics.Algebra;

/// <summary>The one-way road as one pass: merge, share, materialize, fold.</summary>
public static class Pipeline
{
    /// <summary>Region graph to shared PIC: fixes the model class.</summary>
    public static Pass<RegionGraph, Pic> Model(InputFamily family, MergeKind merge, Sharing inputs, Sharing integrals) =>
        Merge.With(family, merge).Then(Share.With(inputs, integrals));

    /// <summary>PIC to folded QPC under a rule: what is evaluated.</summary>
    public static Pass<Pic, FoldedQpc> Evaluation(QuadratureRule rule) => Materialize.With(rule).Then(Fold.Pass);
}
