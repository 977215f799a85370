namespace Pics.Numerics;

/// <summary>What the net of a group of kernels is, apart from what it learns.</summary>
/// <param name="Kernel">The latents of its kernels.</param>
/// <param name="Width">M, the width of its layers.</param>
/// <param name="Trunks">How many trunks.</param>
/// <param name="Heads">Heads of all trunks.</param>
/// <param name="Epsilon">What is added to every kernel value.</param>
/// <param name="Frequencies">Of its Fourier features, [latents, M/2].</param>
internal sealed record KernelNetForm(FunctionSignature.Kernel Kernel, int Width, int Trunks, int Heads, double Epsilon, ImmutableArray<double> Frequencies);

/// <summary>Where the parameters of a kernel net lie, or their gradients; zero for biases that there are not.</summary>
/// <param name="FirstWeight">[trunks, M_in, M_out].</param>
/// <param name="FirstBias">[trunks, M].</param>
/// <param name="SecondWeight">[trunks, M_in, M_out].</param>
/// <param name="SecondBias">[trunks, M].</param>
/// <param name="HeadWeight">[heads, M].</param>
/// <param name="HeadBias">[heads].</param>
internal readonly record struct KernelNetMemory(nint FirstWeight, nint FirstBias, nint SecondWeight, nint SecondBias, nint HeadWeight, nint HeadBias);
