using System.Text.Json.Serialization;

namespace Pics.Host;

/// <summary>What generated images are like.</summary>
internal enum PixelKind
{
    Grey,
    Uniform,
}

/// <summary>Settings that are measured together.</summary>
internal enum Preset
{
    Table,
    Memory,
}

/// <summary>How often and how long something is measured.</summary>
internal sealed record Effort(int Repeat, double MinSeconds);

/// <summary>All options of a measurement.</summary>
/// <param name="Run">What is modelled; its K and batch size are replaced by those of each case.</param>
/// <param name="Generated">Size of the images where they are generated.</param>
/// <param name="IsGenerated">Whether they are, or read from files.</param>
internal sealed record BenchSettings(
    RunSettings Run,
    Road.Input Generated,
    bool IsGenerated,
    PixelKind Pixels,
    IReadOnlyList<int> K,
    IReadOnlyList<int> BatchSizes,
    Preset? Preset,
    bool IsSweep,
    bool WithPlain,
    EngineOption Engine,
    bool HasBaseline,
    double? Tolerance,
    Effort Effort,
    int Rows,
    int Steps,
    [property: JsonIgnore] string? JsonFile,
    [property: JsonIgnore] string? MarkdownFile);
