namespace Pics.Numerics;

/// <summary>A circuit with its parameters in plain memory, in the fused engine: what stays as it is of them is made once.</summary>
/// <remarks>Not for use by several threads at once: it keeps its working memory from batch to batch. The parameters are somebody else's and must outlive it.</remarks>
internal sealed unsafe class FusedCircuit : IDisposable
{
    private readonly FusedPlan plan;
    private readonly CircuitNumbers numbers;
    private readonly IFusedStack stack;

    /// <summary>Of a circuit.</summary>
    public FusedCircuit(FoldedQpc circuit, CircuitNumbers numbers)
        : this(new FusedPlan(circuit), numbers, takesMaxima: false)
    {
    }

    private FusedCircuit(FusedPlan plan, CircuitNumbers numbers, bool takesMaxima)
    {
        (this.plan, this.numbers, stack) = (plan, numbers, FusedStacks.Of(plan, numbers.IsDouble, takesMaxima));
        stack.Hold(numbers.Memory);
    }

    /// <summary>The same circuit with the maximum in place of each sum, and what is not observed at its mode: the upward half of max-product.</summary>
    public FusedCircuit Maxima() => new(plan, numbers, takesMaxima: true);

    /// <summary>The log-likelihood of each row, [B] in nats, not yet divided by Z.</summary>
    public double[] LogLikelihood(EvidenceRows evidence) => On(evidence, (rows, result) => stack.LogLikelihood(numbers.Memory, rows, result, areHeld: true));

    /// <summary>The log-likelihoods, and how they depend on the input units of some variables, see <see cref="ReadSlopes"/>.</summary>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="isWanted">Of each variable, whether its input units are wanted.</param>
    public double[] Flow(EvidenceRows evidence, bool[] isWanted) => On(evidence, (rows, result) => stack.Flow(numbers.Memory, rows, result, isWanted, areHeld: true));

    /// <summary>Where the slopes by the values of a fold lie for the batch that <see cref="Flow"/> was asked about; null where they were not wanted.</summary>
    public FoldSlopes? ReadSlopes(FoldAddress fold) => stack.ReadSlopes(fold);

    /// <summary>Where the values of a fold lie for the batch that was evaluated last.</summary>
    public FoldValues Read(FoldAddress fold) => stack.Read(fold);

    /// <inheritdoc/>
    public void Dispose() => stack.Dispose();

    private double[] On(EvidenceRows evidence, Action<EvidenceMemory, nint> run)
    {
        var extended = plan.Constants.Extend(evidence);
        var logs = new double[evidence.Rows];
        if (logs.Length == 0) return logs;
        var singles = numbers.IsDouble ? [] : new float[logs.Length];
        fixed (double* start = extended.All)
        fixed (double* wide = logs)
        fixed (float* narrow = singles)
            run(new((nint)start, extended.Rows, extended.Variables, extended.Channels, IsReal: true), numbers.IsDouble ? (nint)wide : (nint)narrow);
        for (var row = 0; row < singles.Length; row++) logs[row] = singles[row];
        GC.KeepAlive(numbers);
        return logs;
    }
}
