namespace Pics.Algebra;

/// <summary>PIC to PIC: fixes variables at values.</summary>
/// <remarks>
/// The value of the result at x is p(x, e) for the evidence e, not p(x | e): with everything else hidden it is p(e), so the log Z of
/// the result is log p(e). Structure and functions stay.
/// </remarks>
public static class Condition
{
    /// <summary>
    /// The circuit with each variable at its value, in every channel. Error: <see cref="EvidenceError.NotOpen"/>,
    /// <see cref="EvidenceError.BadEvidence"/>.
    /// </summary>
    public static Pass<Pic, Pic> On(IEnumerable<KeyValuePair<int, double>> evidence)
    {
        var given = evidence.GroupBy(entry => entry.Key, entry => entry.Value).Select(entry => (Variable: entry.Key, Values: entry.ToArr())).ToArr();
        var values = given.ToDictionary(entry => entry.Variable, entry => entry.Values[0]);
        return Pass.Partial<Pic, Pic>("condition", pic => given.Map(entry => FindError(pic, entry.Variable, entry.Values)).FirstOrDefault(error => error is not null) is { } error
            ? PicsError.Of(error)
            : OpenInputs.Set(pic, variable => values.TryGetValue(variable, out var value) ? new Observation.Known(value) : Option<Observation>.None));
    }

    private static EvidenceError? FindError(Pic pic, int variable, Arr<double> values) =>
        OpenInputs.FindError(pic, variable)
        ?? pic.Units.Units.OfType<PicUnit.Input>()
            .Where(input => input.Variable == variable && input.Observation is Observation.Open)
            .Select(input => input.Density.Signature)
            .OfType<FunctionSignature.Density>()
            .Where(density => values.Count > 1 || !density.Family.Takes(values[0]))
            .Select(density => new EvidenceError.BadEvidence(variable, values, density.Family))
            .FirstOrDefault();
}
