namespace Pics.Algebra;

/// <summary>The input units that are open to the data: what conditioning and marginalising change.</summary>
internal static class OpenInputs
{
    /// <summary>The input units in order.</summary>
    public static IEnumerable<CircuitUnit.Input> Inputs<TCircuit>(TCircuit circuit)
        where TCircuit : class, ICircuit<TCircuit> => circuit.Units.Units.OfType<CircuitUnit.Input>();

    /// <summary>The variable if it is not open, with what it is instead.</summary>
    public static EvidenceError? FindError<TCircuit>(TCircuit circuit, int variable)
        where TCircuit : class, ICircuit<TCircuit> => circuit.Scope.Contains(variable)
        ? null
        : new EvidenceError.NotOpen(
            variable,
            circuit.Scope,
            Inputs(circuit).Where(input => input.Variable == variable).Select(input => input.Observation).HeadOrNone());

    /// <summary>The same circuit with other observations of some variables, where they are open.</summary>
    public static TCircuit Set<TCircuit>(TCircuit circuit, Func<int, Option<Observation>> observe)
        where TCircuit : class, ICircuit<TCircuit> => circuit.With(circuit.Units.Map((_, unit) => unit is CircuitUnit.Input { Observation: Observation.Open } input
            ? observe(input.Variable).Match(observation => input with { Observation = observation }, () => input)
            : unit));
}
