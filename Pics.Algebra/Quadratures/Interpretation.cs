namespace Pics.Algebra;

/// <summary>What the functions of a circuit mean, for given evidence.</summary>
/// <param name="Kernel">The value f(z_out, z_in) &gt; 0 of a kernel, given the latents in order.</param>
/// <param name="Density">The value p(x_v | z) of a density for variable v under the evidence, given the latents; 1 where x_v is not observed.</param>
public sealed record Interpretation(
    Func<FunctionSpec, Arr<double>, double> Kernel,
    Func<int, FunctionSpec, Arr<double>, double> Density);
