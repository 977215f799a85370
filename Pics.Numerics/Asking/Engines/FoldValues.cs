namespace Pics.Numerics;

/// <summary>Where the values of one fold lie in the host's memory.</summary>
/// <param name="Values">[classes, stride] of the precision of the model, the K values of a class first; each row divided by a power of two.</param>
/// <param name="Stride">From one class to the next.</param>
/// <param name="Classes">The class of each row, of int; nowhere where each row is its own.</param>
/// <param name="WholeExponents">The powers of two of each class, of int, or nowhere.</param>
/// <param name="Exponents">The same of double, or nowhere.</param>
internal readonly record struct FoldValues(nint Values, int Stride, nint Classes, nint WholeExponents, nint Exponents);
