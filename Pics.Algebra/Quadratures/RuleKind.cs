namespace Pics.Algebra;

/// <summary>The quadrature rules that <see cref="Quadrature"/> constructs.</summary>
public enum RuleKind
{
    /// <summary>Equally spaced nodes with both ends, linear between them; the paper's default.</summary>
    Trapezoidal,

    /// <summary>The centres of equal cells.</summary>
    Midpoint,

    /// <summary>Equally spaced nodes with both ends, parabolas through three of them; an odd number.</summary>
    Simpson,

    /// <summary>The roots of a Legendre polynomial.</summary>
    GaussLegendre,

    /// <summary>The extrema of a Chebyshev polynomial.</summary>
    ClenshawCurtis,

    /// <summary>The roots of a Hermite polynomial: a standard normal latent on the whole line.</summary>
    GaussHermite,
}
