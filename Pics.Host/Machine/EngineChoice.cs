using LanguageExt;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>The engine of a run: the one asked for, or the fastest on the device.</summary>
internal sealed record EngineChoice(EngineKind Kind, string Reason)
{
    public static Either<Failure, EngineChoice> Of(EngineOption wanted, Device device)
    {
        if (wanted == EngineOption.Auto)
        {
            var (fastest, why) = Engines.Choose(device);
            return new EngineChoice(fastest, $"since {why}");
        }

        var kind = wanted switch { EngineOption.Fused => EngineKind.Fused, EngineOption.Scaled => EngineKind.Scaled, _ => EngineKind.Reference };
        return Engines.Supports(kind, device)
            ? new EngineChoice(kind, "as asked for")
            : new Failure("--engine is fused, which needs tensors on a CPU with vector registers of 256 bits; use --engine scaled");
    }

    /// <summary>Refuses what no machine can do, before a device is looked for.</summary>
    public static Either<Failure, Unit> Refuse(EngineOption wanted, DeviceKind device) => wanted == EngineOption.Fused && device != DeviceKind.Cpu
        ? new Failure("--engine is fused, which runs on the CPU only; use --engine scaled or --device cpu")
        : Unit.Default;

    /// <summary>The choice in a sentence.</summary>
    public string Explain() => $"Engine: {Word(Kind)}, {Reason}.";

    public static string Word(EngineKind kind) => kind.ToString().ToLowerInvariant();
}
