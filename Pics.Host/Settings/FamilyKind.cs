namespace Pics.Host;

/// <summary>Names of input families.</summary>
internal enum FamilyKind
{
    Auto,
    Categorical,
    Bernoulli,
    Binomial,
    Gaussian,
    DiscretisedLogistic,
    Poisson,
}
