namespace Pics.Algebra;

/// <summary>PIC to QPC: every integral becomes a quadrature (the paper's algorithm 3, PIC2QPC).</summary>
/// <remarks>
/// Approximates: a unit over n latents becomes a vector of K^n values, one a combination of nodes. Unit by unit, so ids and
/// functions stay; the functions belong to the PIC, and the same PIC materialises under any rule.
/// </remarks>
public static class Materialize
{
    /// <summary>Materialisation under one rule for all latents. Error: <see cref="ConstructionError.TooWide"/>.</summary>
    public static Pass<Pic, Qpc> With(QuadratureRule rule) => Pass.Partial<Pic, Qpc>("materialize", pic =>
    {
        var tooWide = pic.Units.Ids.Filter(id => Qpc.Width(rule.Count, pic.Latents[id.Index]) is null).ToSeq();
        return tooWide.IsEmpty
            ? Qpc.Create(pic.Units.Units.Select(Layer), rule)
            : new PicsError.Construction(new ConstructionError.TooWide(tooWide[0], pic.Latents[tooWide[0].Index], rule.Count));
    });

    private static QpcUnit Layer(PicUnit unit) => unit.Match<QpcUnit>(
        input => new QpcUnit.Input(input.Variable, input.Density, input.Observation),
        hadamard => new QpcUnit.Hadamard(hadamard.Factors),
        kronecker => new QpcUnit.Kronecker(kronecker.Factors),
        integral => new QpcUnit.Sum(integral.Integrand, integral.Kernel),
        mixture => new QpcUnit.Mixing(mixture.Inputs, mixture.Weights));
}
