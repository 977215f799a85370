namespace Pics.Numerics;

/// <summary>A set of kernel nets under one rule, and under that rule with all nodes moved, on memory; width and precision are known inside only.</summary>
internal interface IKernelNetSet : IDisposable
{
    /// <summary>The rule that the tables are for.</summary>
    QuadratureRule Rule { get; }

    /// <summary>Where nets are evaluated if not at the nodes of the rule.</summary>
    CoarseNodes? Nodes { get; }

    /// <summary>Whether the tables are those of nets, and the working memory is for as many threads as there are now.</summary>
    bool IsFor(ImmutableArray<KernelNetForm> nets);

    /// <summary>Computes the weights of all kernels.</summary>
    /// <param name="parameters">Where the parameters of each net lie.</param>
    /// <param name="weights">Where W of each net goes, [heads, rows, columns]; it must stay until the result is disposed of.</param>
    /// <param name="shift">How far all nodes are moved from those of the rule.</param>
    /// <param name="forGradients">Whether a backward pass will follow.</param>
    /// <param name="budget">Bytes of hidden layers that may be kept for it.</param>
    IKernelNetRun Run(ImmutableArray<KernelNetMemory> parameters, ImmutableArray<nint> weights, double shift, bool forGradients, long budget);
}

/// <summary>The weights of all kernels at one moment, and what was kept for the backward pass.</summary>
internal interface IKernelNetRun : IDisposable
{
    /// <summary>From the gradients by the weights to those by the parameters, which are added to what is there.</summary>
    /// <param name="parameters">Where the parameters of each net lie.</param>
    /// <param name="gradients">Where their gradients lie.</param>
    /// <param name="slopes">Where the gradients by W of each net lie, [heads, rows, columns].</param>
    void Backward(ImmutableArray<KernelNetMemory> parameters, ImmutableArray<KernelNetMemory> gradients, ImmutableArray<nint> slopes);
}
