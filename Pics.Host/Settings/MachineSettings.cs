namespace Pics.Host;

/// <summary>What a run asks of the machine.</summary>
internal sealed record MachineSettings
{
    /// <summary>Where tensors live.</summary>
    public DeviceKind Device { get; init; } = DeviceKind.Cpu;

    /// <summary>Threads of libtorch; 0 leaves the choice to it.</summary>
    public int Threads { get; init; }

    /// <summary>Which engine evaluates circuits.</summary>
    public EngineOption Engine { get; init; } = EngineOption.Auto;

    /// <summary>How numbers are kept and multiplied; null for as the model has them.</summary>
    public Precision? Precision { get; init; }
}
