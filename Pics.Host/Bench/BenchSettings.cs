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
internal sealed record BenchSettings
{
    /// <summary>What is modelled; its K and batch size are replaced by those of each case.</summary>
    public required RunSettings Run { get; init; }

    /// <summary>Size of the images where they are generated.</summary>
    public required Road.Input Generated { get; init; }

    /// <summary>Whether they are, or read from files.</summary>
    public bool IsGenerated { get; init; } = true;

    /// <summary>What generated images are like.</summary>
    public PixelKind Pixels { get; init; } = PixelKind.Grey;

    /// <summary>The K of the cases; none for the usual one.</summary>
    public IReadOnlyList<int> K { get; init; } = [];

    /// <summary>The batch sizes of the cases.</summary>
    public required IReadOnlyList<int> BatchSizes { get; init; }

    /// <summary>Settings that are measured together; null for one.</summary>
    public Preset? Preset { get; init; }

    /// <summary>Whether the paper's grid is measured.</summary>
    public bool IsSweep { get; init; }

    /// <summary>Whether each PIC is followed by its plain circuit.</summary>
    public bool WithPlain { get; init; }

    /// <summary>The engine that is measured.</summary>
    public EngineOption Engine { get; init; } = EngineOption.Auto;

    /// <summary>Whether the reference engine is timed beside it.</summary>
    public bool HasBaseline { get; init; }

    /// <summary>The largest relative difference from the reference engine; null for that of the number type.</summary>
    public double? Tolerance { get; init; }

    /// <summary>How often and how long each thing is measured.</summary>
    public Effort Effort { get; init; } = new(1, 0);

    /// <summary>Rows to evaluate.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>Training steps between the first and the last look at memory.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>The file for all figures.</summary>
    [JsonIgnore]
    public string? JsonFile { get; init; }

    /// <summary>The file for the tables.</summary>
    [JsonIgnore]
    public string? MarkdownFile { get; init; }
}
