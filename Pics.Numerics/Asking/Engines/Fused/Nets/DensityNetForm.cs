namespace Pics.Numerics;

/// <summary>What the net of a group of densities is, apart from what it learns.</summary>
/// <param name="Density">Its family and latents.</param>
/// <param name="Width">M, the width of its hidden layer.</param>
/// <param name="Trunks">How many trunks: one, or as many as heads.</param>
/// <param name="Heads">How many heads.</param>
/// <param name="Frequencies">Of its Fourier features, [latents, M/2].</param>
internal sealed record DensityNetForm(FunctionSignature.Density Density, int Width, int Trunks, int Heads, ImmutableArray<double> Frequencies);

/// <summary>Where the parameters of a density net lie; zero for biases that there are not.</summary>
/// <param name="HiddenWeight">[trunks, M_in, M_out].</param>
/// <param name="HiddenBias">[trunks, M].</param>
/// <param name="HeadWeight">[heads, M, C P].</param>
/// <param name="HeadBias">[heads, C P].</param>
internal readonly record struct DensityNetMemory(nint HiddenWeight, nint HiddenBias, nint HeadWeight, nint HeadBias);
