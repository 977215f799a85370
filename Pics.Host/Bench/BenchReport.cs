using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>Where figures go: tables on the terminal, a JSON file, a Markdown file.</summary>
/// <param name="measurement">What is measured.</param>
/// <param name="settings">What was asked for, as it is kept in the JSON file.</param>
/// <param name="files">The files, where they are wanted.</param>
/// <param name="environment">Where it is measured.</param>
internal sealed class BenchReport(string measurement, object settings, BenchFiles files, MachineDescription environment)
{
    /// <summary>Writes the JSON file, if one is wanted; called as often as there is more.</summary>
    public Either<Failure, Unit> WriteJson(object results) => files.Json is not { } path
        ? Unit.Default
        : AtomicFile.WriteText(path, JsonSerializer.Serialize(new { measurement, environment, settings, results }, RunSettings.Json) + "\n").MapLeft(Failure.Of);

    /// <summary>Prints tables and notes, and writes them as Markdown, if that is wanted.</summary>
    public Either<Failure, Unit> Show(IReadOnlyList<TextTable> tables, params string[] notes)
    {
        var sentences = notes.Append(Where()).ToList();
        foreach (var table in tables) table.Print();
        foreach (var sentence in sentences) Console.Out.WriteLine(sentence);
        return files.Markdown is not { } path
            ? Unit.Default
            : AtomicFile.WriteText(path, string.Concat(tables.Select(table => table.Markdown())) + string.Join("\n\n", sentences) + "\n").MapLeft(Failure.Of);
    }

    private string Where() =>
        $"Measured on {environment.Cpu}, {environment.Cores} cores, {environment.Threads} thread(s), vectors of {environment.VectorBits} bits; {environment.DotNet}, "
        + $"TorchSharp {environment.TorchSharp}, libtorch {environment.LibTorch}, BLAS: {environment.Blas}; allocator: {environment.Allocator}; seed {environment.Seed}.";
}

/// <summary>Files for figures.</summary>
/// <param name="Json">For all of them and the environment; null for none.</param>
/// <param name="Markdown">For the tables; null for none.</param>
internal readonly record struct BenchFiles(string? Json, string? Markdown)
{
    /// <summary>The files that a measurement was asked for.</summary>
    public static BenchFiles Of(BenchSettings settings) => new(settings.JsonFile, settings.MarkdownFile);
}
