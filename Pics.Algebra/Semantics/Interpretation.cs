namespace Pics.Algebra;

/// <summary>What the functions of a circuit mean, and the evidence.</summary>
/// <param name="Kernel">The value f(z_out, z_in) &gt; 0 of a kernel, given the latents in order.</param>
/// <param name="Density">The value p(x | z) of a density, given x and the latents.</param>
/// <param name="Evidence">The value of a variable where it is observed; a unit that is open to an unobserved variable is the constant one.</param>
public sealed record Interpretation(
    Func<FunctionSpec, Arr<double>, double> Kernel,
    Func<FunctionSpec, double, Arr<double>, double> Density,
    Func<int, Option<double>> Evidence);
