using Parameter = TorchSharp.Modules.Parameter;
using Tensor = TorchSharp.torch.Tensor;

namespace Pics.Properties;

/// <summary>Parameters that count how often their numbers are computed for gradients.</summary>
internal sealed class CountingParameters(ICircuitParameters inner) : ICircuitParameters
{
    public int Count { get; private set; }

    public IReadOnlyList<Parameter> Trainable => inner.Trainable;

    public IEnumerable<(string Name, Tensor Tensor)> Named => inner.Named;

    public bool IsNormalised => inner.IsNormalised;

    public bool IsOfEveryRule => inner.IsOfEveryRule;

    public Materialization Materialize(QuadratureRule rule, bool forGradients, EngineKind engine)
    {
        if (forGradients) Count++;
        return inner.Materialize(rule, forGradients, engine);
    }

    public void Project() => inner.Project();

    public void Dispose() => inner.Dispose();
}
