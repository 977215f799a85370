using System.Diagnostics;
using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>This program as a process of its own for one measurement, so that what others left does not count.</summary>
internal static class MemoryProcess
{
    /// <summary>The name of the hidden command.</summary>
    public const string Command = "memory-case";

    private static readonly JsonSerializerOptions Line = new(RunSettings.Json) { WriteIndented = false };

    /// <summary>Measures a case.</summary>
    public static Either<Failure, MemoryRow> Measure(MemoryCase wanted)
    {
        using var process = Process.Start(OwnProcess.Of("bench", Command, wanted.Word()));
        if (process is null) return new Failure("the process of a measurement cannot be started");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) return new Failure($"the measurement of {wanted.Name} failed: {error.Result.Trim()}");
        return JsonSerializer.Deserialize<MemoryRow>(output, RunSettings.Json) is { } row ? row : new Failure($"the measurement of {wanted.Name} gave nothing");
    }

    /// <summary>The hidden command: measures in this process and prints the row.</summary>
    public static Either<Failure, int> Run(string word) =>
        from wanted in MemoryCase.Read(word)
        from device in Machine.Prepare(wanted.Run.Machine.Device, wanted.Run.Machine.Threads)
        from data in BenchData.Load(wanted.Settings(), Math.Max(2 * wanted.Run.Learning.BatchSize, MeasuredQuery.MostRows), 1)
        let size = Road.Over(data.Train)
        from road in Road.Build(wanted.Run, size)
        from small in Road.Build(wanted.Run with { Model = wanted.Run.Model with { K = 2 }, Learning = wanted.Run.Learning with { BatchSize = 2 } }, size)
        let row = new MemorySteps(data.Train, device).Measure(wanted, road, small)
        let printed = Print(row)
        select 0;

    private static Unit Print(MemoryRow row)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(row, Line));
        return Unit.Default;
    }
}
