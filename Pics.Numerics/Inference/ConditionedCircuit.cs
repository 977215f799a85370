namespace Pics.Numerics;

/// <summary>A circuit with evidence built in, as small as the evidence makes it, with parameters of its own; for queries that ask it again and again.</summary>
/// <remarks>
/// For every engine and row x of evidence on the open variables, the log-likelihood of <see cref="Circuit"/> with <see cref="Parameters"/> is
/// log p(x, e) in nats, that of the whole circuit with x and the evidence e together; with nothing observed it is log p(e). Columns keep their numbers.
/// Owns its parameters: the functions that remain share memory with those it was made of, so changing those in place changes them; constants are copies,
/// which hold the trained parameters of one moment. In the fused engine a constant below 2^-1048576 counts as zero.
/// </remarks>
public sealed class ConditionedCircuit : IDisposable
{
    private ConditionedCircuit(FoldedQpc circuit, CircuitTensors parameters) => (Circuit, Parameters) = (circuit, parameters);

    /// <summary>The circuit over the variables that are neither known nor hidden.</summary>
    public FoldedQpc Circuit { get; }

    /// <summary>Its parameters.</summary>
    public CircuitTensors Parameters { get; }

    /// <summary>Fixes variables, sums others out, and evaluates what is constant. Error: <see cref="EvidenceError"/>.</summary>
    /// <param name="circuit">The whole circuit.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="known">The values of the variables that are observed as the circuit sees them, the same in every channel, real ones centred and scaled.</param>
    /// <param name="hidden">The variables that are summed out.</param>
    /// <param name="isNormalised">
    /// Whether every row of the kernels sums to one, as for the nets of a PIC: parts that are hidden as a whole are one then and go away. If not, they are
    /// evaluated like all that is constant.
    /// </param>
    public static Either<PicsError, ConditionedCircuit> Create(
        FoldedQpc circuit, CircuitTensors parameters, IEnumerable<KeyValuePair<int, double>> known, Scope hidden, bool isNormalised = true) =>
        from absorbed in Condition.On<Qpc>(known)
            .Then(Marginalise.Over<Qpc>(hidden))
            .Then(isNormalised ? Prune.Pass<Qpc>() : Pass.Identity<Qpc>())
            .Then(Absorb.After(parameters.Groups.Last()))
            .Apply(circuit.Unfold())
        from folded in Fold.Pass.Apply(absorbed.Circuit)
        select new ConditionedCircuit(folded, Collect(absorbed, parameters));

    /// <inheritdoc/>
    public void Dispose() => Parameters.Dispose();

    private static CircuitTensors Collect(AbsorbedQpc absorbed, CircuitTensors parameters)
    {
        using var numbers = TensorNumbers.Of(parameters);
        var vectors = ConstantVectors.Of(absorbed, numbers);
        var like = parameters[parameters.Groups.First()];
        using var scope = NewDisposeScope();
        var constants = absorbed.Constants.Zip(vectors)
            .GroupBy(entry => entry.Item1.Function.Group, entry => entry.Item2)
            .Select(group => (group.Key, tensor([.. group.SelectMany(vector => vector)], [group.Count(), group.First().Length, 1, 1], like.dtype, like.device)));
        var kept = absorbed.Circuit.Groups.Select(group => group.Id).Where(parameters.Groups.Contains).Select(group => (group, parameters[group].alias()));
        return new([.. kept, .. constants]);
    }
}
