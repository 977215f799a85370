namespace Pics.Algebra;

/// <summary>PIC to QPC: every integral becomes a quadrature (the paper's algorithm 3, PIC2QPC).</summary>
/// <remarks>
/// Approximates: a unit over n latents becomes a vector of K^n values, one per combination of nodes. The units stay as they are and are read as
/// vectors, so ids and functions stay too; the functions belong to the PIC, and the same PIC materialises under any rule.
/// </remarks>
public static class Materialize
{
    /// <summary>Materialisation under one rule for all latents. Error: <see cref="ConstructionError.TooWide"/>.</summary>
    public static Pass<Pic, Qpc> With(QuadratureRule rule) => Pass.Partial<Pic, Qpc>("materialize", pic =>
    {
        var tooWide = pic.Units.Ids.Filter(id => Sizing.Width(rule.Count, pic.Latents[id.Index]) is null).HeadOrNone();
        return tooWide.Match<Either<PicsError, Qpc>>(
            id => new PicsError.Construction(new ConstructionError.TooWide(id, pic.Latents[id.Index], rule.Count)),
            () => Qpc.Trusted(pic.Units, rule));
    });
}
