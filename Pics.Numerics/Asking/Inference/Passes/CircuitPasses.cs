namespace Pics.Numerics;

/// <summary>How what every fold of a circuit gives is computed for rows of evidence; queries read it.</summary>
internal abstract class CircuitPasses : IDisposable
{
    /// <summary>Whether what a row gives is the same to the last bit whatever rows come with it.</summary>
    public abstract bool IsEachRowAlone { get; }

    /// <summary>The log-likelihood of each row, [B] in nats, not yet divided by Z.</summary>
    public abstract double[] LogLikelihood(EvidenceRows evidence);

    /// <summary>With sums, p(evidence below | node); and the log-likelihood of each row, [B], not yet divided by Z.</summary>
    public abstract (Activations Activations, double[] LogLikelihood) Sums(EvidenceRows evidence);

    /// <summary>With maxima: the largest value of an induced tree below, and of each row, [B].</summary>
    public abstract (Activations Activations, double[] LogLikelihood) Maxima(EvidenceRows evidence);

    /// <summary>The flows of evidence, and the log-likelihood of each row, [B].</summary>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="isWanted">Of each variable, whether those of its input units are wanted.</param>
    public abstract (Flows Flows, double[] LogLikelihood) Flow(EvidenceRows evidence, bool[] isWanted);

    /// <summary>What every fold gives where nothing is observed, to be kept.</summary>
    public abstract Activations Kept(EvidenceRows nothing);

    /// <summary>Another circuit in the same way.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="numbers">Its parameters, which are somebody else's.</param>
    public abstract CircuitPasses Of(FoldedQpc circuit, CircuitNumbers numbers);

    /// <summary>What a query gives, with what must be around it.</summary>
    public virtual T Around<T>(Func<T> query) => query();

    /// <inheritdoc/>
    public abstract void Dispose();
}
