namespace Pics.Algebra;

/// <summary>PIC to PIC: sums variables out.</summary>
/// <remarks>
/// The value of the result is the sum, or integral, of the circuit over all values of these variables: their input units become the
/// constant one, because a density is normalised. Structure and functions stay; <see cref="Prune"/> drops what has become constant.
/// </remarks>
public static class Marginalise
{
    /// <summary>The circuit without these variables. Error: <see cref="EvidenceError.NotOpen"/>.</summary>
    public static Pass<Pic, Pic> Over(Scope variables) => Pass.Partial<Pic, Pic>("marginalise", pic =>
        variables.Variables.Select(variable => OpenInputs.FindError(pic, variable)).FirstOrDefault(error => error is not null) is { } error
            ? PicsError.Of(error)
            : OpenInputs.Set(pic, variable => variables.Contains(variable) ? new Observation.Hidden() : Option<Observation>.None));
}
