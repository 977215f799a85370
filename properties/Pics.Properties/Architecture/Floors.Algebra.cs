namespace Pics.Properties;

internal static partial class Floors
{
    private static readonly ImmutableArray<Floor> Algebra =
    [
        new("Terms", "The basic values: scopes, unit ids, addresses of folds, input families, functions, observations."),
        new("Errors", "Errors as data, and the interface of what can be validated again."),
        new("Graphs", "Rooted acyclic graphs of any kind of unit: one array, one traversal, hash-consing."),
        new("Regions", "Region graphs, and how they are made: from images, at random, from trees, from code, from JSON."),
        new("Integrals", "The units of circuits, the conditions on them, and the PIC."),
        new("Quadratures", "Quadrature rules, and the QPC: a circuit under a rule."),
        new("Folding", "The folded QPC: layers of equal units."),
        new("Passes", "Pure transformations from one representation to another, one per file."),
        new("Semantics", "What each representation means, slowly and plainly, and how it is printed."),
    ];
}
