namespace Pics.Numerics;

/// <summary>What every fold of a circuit gives for some rows, in the host's memory: what a top-down pass reads.</summary>
internal abstract class Activations : IDisposable
{
    /// <summary>The values of a fold; valid until the next use of the model.</summary>
    public abstract FoldValues Of(FoldAddress fold);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}

/// <summary>Those in the working memory of the fused engine.</summary>
internal sealed class FusedActivations(FusedCircuit circuit) : Activations
{
    /// <inheritdoc/>
    public override FoldValues Of(FoldAddress fold) => circuit.Read(fold);
}
