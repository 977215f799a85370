namespace Pics.Algebra;

/// <summary>PIC to PIC, or QPC to QPC: sums variables out.</summary>
/// <remarks>
/// The value of the result is the sum, or integral, of the circuit over all values of these variables: their input units become the
/// constant one, because a density is normalised. Structure and functions stay, so it commutes with <see cref="Materialize"/>;
/// <see cref="Prune"/> drops what has become constant.
/// </remarks>
public static class Marginalise
{
    private const string Name = "marginalise";

    /// <summary>The circuit without these variables. Error: <see cref="EvidenceError.NotOpen"/>.</summary>
    public static Pass<Pic, Pic> Over(Scope variables) => Pass.Partial<Pic, Pic>(Name, pic => Hide(pic, variables));

    /// <summary>The same for a QPC.</summary>
    public static Pass<Qpc, Qpc> OverQpc(Scope variables) => Pass.Partial<Qpc, Qpc>(Name, qpc => Hide(qpc, variables));

    private static Either<PicsError, TCircuit> Hide<TCircuit, TUnit>(ICircuit<TCircuit, TUnit> circuit, Scope variables)
        where TUnit : class, ICircuitUnit<TUnit> =>
        variables.Variables.Select(variable => OpenInputs.FindError(circuit, variable)).FirstOrDefault(error => error is not null) is { } error
            ? PicsError.Of(error)
            : OpenInputs.Set(circuit, variable => variables.Contains(variable) ? new Observation.Hidden() : Option<Observation>.None);
}
