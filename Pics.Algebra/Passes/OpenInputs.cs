namespace Pics.Algebra;

/// <summary>The input units that are open to the data: what conditioning and marginalising change, in a PIC or a QPC.</summary>
internal static class OpenInputs
{
    /// <summary>The input units in order.</summary>
    public static IEnumerable<CircuitForm> Inputs<TCircuit, TUnit>(ICircuit<TCircuit, TUnit> circuit)
        where TUnit : class, ICircuitUnit<TUnit> => circuit.Units.Units.Select(unit => unit.Form(latents => latents)).Where(form => form.Kind == FormKind.Leaf);

    /// <summary>The variable if it is not open, with what it is instead.</summary>
    public static EvidenceError? FindError<TCircuit, TUnit>(ICircuit<TCircuit, TUnit> circuit, int variable)
        where TUnit : class, ICircuitUnit<TUnit> => circuit.Scope.Contains(variable)
        ? null
        : new EvidenceError.NotOpen(
            variable,
            circuit.Scope,
            Inputs(circuit).Where(input => input.Variable == variable).Select(input => input.Observation!).HeadOrNone());

    /// <summary>The same circuit with other observations of some variables, where they are open.</summary>
    public static TCircuit Set<TCircuit, TUnit>(ICircuit<TCircuit, TUnit> circuit, Func<int, Option<Observation>> observe)
        where TUnit : class, ICircuitUnit<TUnit> => circuit.With(circuit.Units.Map((_, unit) => unit.Form(latents => latents) is { Observation: Observation.Open } input
            ? observe(input.Variable).Match(unit.Observe, () => unit)
            : unit));
}
