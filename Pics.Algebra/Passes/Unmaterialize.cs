namespace Pics.Algebra;

/// <summary>QPC to the PIC of the same units, ids and functions: the inverse of <see cref="Materialize"/>.</summary>
/// <remarks>The rule is forgotten, so the functions mean something at the nodes of that rule only; materialising with it again gives the same QPC.</remarks>
public static class Unmaterialize
{
    /// <summary>The pass. Error: <see cref="CircuitError"/> where widths fit under the rule, but the numbers of latents do not.</summary>
    public static Pass<Qpc, Pic> Pass { get; } = Algebra.Pass.Partial<Qpc, Pic>("unmaterialize", qpc => Pic.Create(qpc.Units.Units));
}
