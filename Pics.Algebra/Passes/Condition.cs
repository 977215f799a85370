namespace Pics.Algebra;

/// <summary>PIC to PIC, or QPC to QPC: fixes variables at values.</summary>
/// <remarks>
/// The value of the result at x is p(x, e) for the evidence e, not p(x | e): with everything else hidden it is p(e), so the log Z of
/// the result is log p(e). Structure and functions stay, so it commutes with <see cref="Materialize"/>. Order: condition, then
/// <see cref="Marginalise"/>, <see cref="Prune"/> and, on a QPC, <see cref="Absorb"/>.
/// </remarks>
public static class Condition
{
    /// <summary>
    /// The circuit with each variable at its value, in every channel. Error: <see cref="EvidenceError.NotOpen"/>,
    /// <see cref="EvidenceError.BadEvidence"/>.
    /// </summary>
    /// <typeparam name="TCircuit">A PIC or a QPC.</typeparam>
    public static Pass<TCircuit, TCircuit> On<TCircuit>(IEnumerable<KeyValuePair<int, double>> evidence)
        where TCircuit : class, ICircuit<TCircuit>
    {
        // The values of each variable, of which there should be one, in the order in which variables are first named.
        var given = evidence.GroupBy(entry => entry.Key, entry => entry.Value).Select(entry => (Variable: entry.Key, Values: entry.ToArr())).ToArr();
        return Pass.Partial<TCircuit, TCircuit>("condition", circuit => Fix(circuit, given));
    }

    private static Either<PicsError, TCircuit> Fix<TCircuit>(TCircuit circuit, Arr<(int Variable, Arr<double> Values)> given)
        where TCircuit : class, ICircuit<TCircuit>
    {
        if (given.Map(entry => FindError(circuit, entry.Variable, entry.Values)).FirstOrDefault(error => error is not null) is { } error) return PicsError.Of(error);
        var values = given.ToDictionary(entry => entry.Variable, entry => entry.Values[0]);
        return OpenInputs.Set(circuit, variable => values.TryGetValue(variable, out var value) ? new Observation.Known(value) : Option<Observation>.None);
    }

    private static EvidenceError? FindError<TCircuit>(TCircuit circuit, int variable, Arr<double> values)
        where TCircuit : class, ICircuit<TCircuit> =>
        OpenInputs.FindError(circuit, variable)
        ?? OpenInputs.Inputs(circuit)
            .Where(input => input.Variable == variable && input.Observation is Observation.Open)
            .Select(input => input.Density.Signature)
            .OfType<FunctionSignature.Density>()
            .Where(density => values.Count > 1 || !density.Family.Takes(values[0]))
            .Select(density => new EvidenceError.BadEvidence(variable, values, density.Family))
            .FirstOrDefault();
}
