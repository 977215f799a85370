using System.Reflection;
using System.Text.Json;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Where and with what a run was trained, or went on for the last time: environment.json.</summary>
/// <param name="Program">The version of this program.</param>
/// <param name="Started">When.</param>
/// <param name="Engine">What evaluates the circuit.</param>
/// <param name="EngineReason">Why.</param>
/// <param name="Machine">Machine, libraries, threads and seed.</param>
internal sealed record RunEnvironment(string Program, DateTimeOffset Started, string Engine, string EngineReason, MachineDescription Machine)
{
    public const string FileName = "environment.json";

    /// <summary>That of this process.</summary>
    public static RunEnvironment Of(EngineChoice engine, Device device, int seed) =>
        new(Version, DateTimeOffset.UtcNow, EngineChoice.Word(engine.Kind), engine.Reason, MachineDescription.Read(device, seed));

    /// <summary>That in a run folder; null if there is none that can be read, as of older runs.</summary>
    public static RunEnvironment? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEnvironment>(File.ReadAllText(Path.Combine(folder, FileName)), RunSettings.Json);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The version of this program.</summary>
    public static string Version { get; } = typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
