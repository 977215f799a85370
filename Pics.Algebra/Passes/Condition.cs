namespace Pics.Algebra;

/// <summary>PIC to PIC, or QPC to QPC: fixes variables at values.</summary>
/// <remarks>
/// The value of the result at x is p(x, e) for the evidence e, not p(x | e): with everything else hidden it is p(e), so the log Z of
/// the result is log p(e). Structure and functions stay, so it commutes with <see cref="Materialize"/>. Order: condition, then
/// <see cref="Marginalise"/>, <see cref="Prune"/> and, on a QPC, <see cref="Absorb"/>.
/// </remarks>
public static class Condition
{
    private const string Name = "condition";

    /// <summary>
    /// The circuit with each variable at its value, in every channel. Error: <see cref="EvidenceError.NotOpen"/>,
    /// <see cref="EvidenceError.BadEvidence"/>.
    /// </summary>
    public static Pass<Pic, Pic> On(IEnumerable<KeyValuePair<int, double>> evidence)
    {
        var given = Collect(evidence);
        return Pass.Partial<Pic, Pic>(Name, pic => Fix(pic, given));
    }

    /// <summary>The same for a QPC.</summary>
    public static Pass<Qpc, Qpc> OnQpc(IEnumerable<KeyValuePair<int, double>> evidence)
    {
        var given = Collect(evidence);
        return Pass.Partial<Qpc, Qpc>(Name, qpc => Fix(qpc, given));
    }

    /// <summary>The values of each variable, of which there should be one, in the order in which variables are first named.</summary>
    private static Arr<(int Variable, Arr<double> Values)> Collect(IEnumerable<KeyValuePair<int, double>> evidence) =>
        evidence.GroupBy(entry => entry.Key, entry => entry.Value).Select(entry => (entry.Key, entry.ToArr())).ToArr();

    private static Either<PicsError, TCircuit> Fix<TCircuit, TUnit>(ICircuit<TCircuit, TUnit> circuit, Arr<(int Variable, Arr<double> Values)> given)
        where TUnit : class, ICircuitUnit<TUnit>
    {
        if (given.Map(entry => FindError(circuit, entry.Variable, entry.Values)).FirstOrDefault(error => error is not null) is { } error) return PicsError.Of(error);
        var values = given.ToDictionary(entry => entry.Variable, entry => entry.Values[0]);
        return OpenInputs.Set(circuit, variable => values.TryGetValue(variable, out var value) ? new Observation.Known(value) : Option<Observation>.None);
    }

    private static EvidenceError? FindError<TCircuit, TUnit>(ICircuit<TCircuit, TUnit> circuit, int variable, Arr<double> values)
        where TUnit : class, ICircuitUnit<TUnit> =>
        OpenInputs.FindError(circuit, variable)
        ?? OpenInputs.Inputs(circuit)
            .Where(input => input.Variable == variable && input.Observation is Observation.Open)
            .Select(input => input.Function!.Signature)
            .OfType<FunctionSignature.Density>()
            .Where(density => values.Count > 1 || !density.Family.Takes(values[0]))
            .Select(density => new EvidenceError.BadEvidence(variable, values, density.Family))
            .FirstOrDefault();
}
