namespace Pics.Numerics;

/// <summary>Nodes and weights of a rule as tensors; kept on devices other than the CPU, where a copy from the host waits for all work there.</summary>
internal sealed class RuleTensors(ScalarType type, Device device) : IDisposable
{
    private QuadratureRule? kept;
    private (Tensor Nodes, Tensor Weights)? tensors;

    /// <summary>Whether the last rule's tensors are kept; otherwise they belong to the caller's dispose scope.</summary>
    public bool IsKeeping { get; init; } = device.type != DeviceType.CPU;

    /// <summary>Nodes and weights, [K] each; nodes that are moved belong to the caller's dispose scope.</summary>
    public (Tensor Nodes, Tensor Weights) Of(QuadratureRule rule)
    {
        if (!IsKeeping) return Copy(rule);
        if (!ReferenceEquals(kept, rule.Unshifted))
        {
            Dispose();
            var (nodes, weights) = Copy(rule.Unshifted);
            (kept, tensors) = (rule.Unshifted, (nodes.DetachFromDisposeScope(), weights.DetachFromDisposeScope()));
        }

        var (unshifted, same) = tensors!.Value;
        return rule.Shift == 0 ? (unshifted, same) : (unshifted.Plus(rule.Shift), same); // a number that the device is told, not copied from the host
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        tensors?.Nodes.Dispose();
        tensors?.Weights.Dispose();
        (kept, tensors) = (null, null);
    }

    private (Tensor Nodes, Tensor Weights) Copy(QuadratureRule rule) =>
        (tensor(rule.Nodes.ToArray(), dtype: type, device: device), tensor(rule.Weights.ToArray(), dtype: type, device: device));
}
