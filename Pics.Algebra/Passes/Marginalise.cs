namespace Pics.Algebra;

/// <summary>PIC to PIC, or QPC to QPC: sums variables out.</summary>
/// <remarks>
/// The value of the result is the sum, or integral, of the circuit over all values of these variables: their input units become the
/// constant one, because a density is normalised. Structure and functions stay, so it commutes with <see cref="Materialize"/>;
/// <see cref="Prune"/> drops what has become constant.
/// </remarks>
public static class Marginalise
{
    /// <summary>The circuit without these variables. Error: <see cref="EvidenceError.NotOpen"/>.</summary>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    public static Pass<TCircuit, TCircuit> Over<TCircuit>(Scope variables)
        where TCircuit : class, ICircuit<TCircuit> => Pass.Partial<TCircuit, TCircuit>("marginalise", circuit => Hide(circuit, variables));

    private static Either<PicsError, TCircuit> Hide<TCircuit>(TCircuit circuit, Scope variables)
        where TCircuit : class, ICircuit<TCircuit> =>
        variables.Variables.Select(variable => OpenInputs.FindError(circuit, variable)).FirstOrDefault(error => error is not null) is { } error
            ? PicsError.Of(error)
            : OpenInputs.Set(circuit, variable => variables.Contains(variable) ? new Observation.Hidden() : Option<Observation>.None);
}
