using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>Chooses the engine for a device.</summary>
public static class Engines
{
    /// <summary>The fastest engine on a device, with the reason in words.</summary>
    /// <param name="device">Where the tensors live; null is the CPU.</param>
    public static (EngineKind Kind, string Reason) Choose(Device? device)
    {
        var type = (device ?? CPU).type;
        return type == DeviceType.CPU && FusedEngine.IsSupported
            ? (EngineKind.Fused, $"the tensors are on the CPU, whose vector registers of {(Vector512.IsHardwareAccelerated ? 512 : 256)} bits it uses")
            : (EngineKind.Scaled, type == DeviceType.CPU ? "this processor has no vector registers of 256 bits" : "the tensors are not on the CPU");
    }

    /// <summary>Whether an engine runs on a device.</summary>
    public static bool Supports(EngineKind kind, Device? device) => kind != EngineKind.Fused || ((device ?? CPU).type == DeviceType.CPU && FusedEngine.IsSupported);
}
