using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>A parameter with its moments and the number of its steps.</summary>
internal sealed class AdamSlot : IDisposable
{
    private readonly bool isVectorised;

    /// <param name="parameter">Not owned.</param>
    /// <param name="isVectorised">Whether vector code may be used where it can.</param>
    public AdamSlot(Parameter parameter, bool isVectorised)
    {
        this.isVectorised = isVectorised && parameter.dtype is ScalarType.Float32 or ScalarType.Float64;
        Parameter = parameter;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        First = zeros_like(parameter).DetachFromDisposeScope();
        Second = zeros_like(parameter).DetachFromDisposeScope();
    }

    public Parameter Parameter { get; }

    public Tensor First { get; }

    public Tensor Second { get; }

    public long Steps { get; set; }

    /// <summary>Whether the numbers can be reached by address, so that vector code updates them.</summary>
    public bool IsInMemory => isVectorised && Parameter.device_type == DeviceType.CPU && Parameter.is_contiguous();

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }
}
