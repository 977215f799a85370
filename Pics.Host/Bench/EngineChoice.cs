using LanguageExt;

namespace Pics.Host;

/// <summary>The engine that is measured, and why that one.</summary>
internal sealed record EngineChoice(EngineKind Kind, string Reason)
{
    public static Either<Failure, EngineChoice> Of(EngineOption wanted, DeviceKind device) => (wanted, device) switch
    {
        (EngineOption.Fused, not DeviceKind.Cpu) => new Failure("--engine is fused, which runs on the CPU only; use --engine scaled or --device cpu"),
        (EngineOption.Auto, DeviceKind.Cpu) => new EngineChoice(EngineKind.Fused, "the fused engine, since tensors are on the CPU"),
        (EngineOption.Auto, _) => new EngineChoice(EngineKind.Scaled, "the scaled engine, since tensors are not on the CPU"),
        (EngineOption.Fused, _) => new EngineChoice(EngineKind.Fused, "the fused engine, as asked for"),
        (EngineOption.Scaled, _) => new EngineChoice(EngineKind.Scaled, "the scaled engine, as asked for"),
        _ => new EngineChoice(EngineKind.Reference, "the reference engine, as asked for"),
    };

    /// <summary>The sentence with what a build without that engine does instead.</summary>
    public string Explain(EngineKind compiled) =>
        $"Engine: {Reason}{(compiled == Kind ? string.Empty : $"; this circuit compiles to the {Word(compiled)} engine instead")}.";

    public static string Word(EngineKind kind) => kind.ToString().ToLowerInvariant();
}
