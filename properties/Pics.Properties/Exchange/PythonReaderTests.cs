using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The program of the documentation, in NumPy alone, reads exported circuits and agrees with the engine.</summary>
[Collection(TensorTests.Name)]
public class PythonReaderTests
{
    private const string Driver = """
        import runpy, sys, numpy as np
        names = runpy.run_path(sys.argv[1])
        for line in open(sys.argv[2] + "/cases.txt"):
            file, rows = line.split()
            with np.errstate(divide="ignore"): print(*names["log_likelihood"](*names["load"](sys.argv[2] + "/" + file), np.load(sys.argv[2] + "/" + rows)))
        """;

    private static string Reader => Path.Combine(AppContext.BaseDirectory, "docs", "read_qpc.py");

    [SkippableFact]
    public void The_reader_agrees_with_the_engine()
    {
        var python = Python();
        using var folder = new TemporaryFolder();
        var (cases, expected, lines) = (ExportCase.All().ToList(), new List<(string Name, double[] Values, bool IsDouble)>(), new List<string>());
        foreach (var (index, given) in cases.Select((given, index) => (index, given)))
            given.Use((stored, export) =>
            {
                using var scope = NewDisposeScope();
                var rows = ExportCase.Rows(export.Model, index);
                var values = ExportCase.LogLikelihoods(export.Model, rows);
                var notes = ImmutableSortedDictionary<string, string>.Empty;
                folder.Write($"{index}.npy", NumpyFiles.Array(export.Model.IsReal ? "<f8" : "<i8", [.. rows.shape.Select(length => (int)length)], EngineInputs.Values(rows)));
                ExportCase.Get(NpzExport.Write(folder[$"{index}.npz"], export, notes));
                ExportCase.Get(SafetensorsExport.Write(folder[$"{index}.safetensors"], export, notes));
                foreach (var file in new[] { $"{index}.npz", $"{index}.safetensors" })
                {
                    lines.Add($"{file} {index}.npy");
                    expected.Add(($"{given} in {file}", values, stored.Settings.Double));
                }
            });
        File.WriteAllLines(folder["cases.txt"], lines);
        var found = Output(python, "-B", "-c", Driver, Reader, folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Count, found.Length);
        foreach (var ((name, values, isDouble), line) in Pairs.Of(expected, found)) ExportCase.Agree(name, values, Numbers(line.Split(' ')), isDouble ? 1e-9 : 1e-5);
    }

    [SkippableFact]
    public void The_reader_prints_a_line_a_row()
    {
        var python = Python();
        using var folder = new TemporaryFolder();
        ExportCase.All().First().Use((_, export) =>
        {
            using var scope = NewDisposeScope();
            var rows = ExportCase.Rows(export.Model, 3);
            ExportCase.Get(NpzExport.Write(folder["c.npz"], export, ImmutableSortedDictionary<string, string>.Empty));
            folder.Write("rows.npy", NumpyFiles.Array("<i8", [.. rows.shape.Select(length => (int)length)], EngineInputs.Values(rows)));
            var lines = Output(python, "-B", Reader, folder["c.npz"], folder["rows.npy"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            ExportCase.Agree("printed", ExportCase.LogLikelihoods(export.Model, rows), Numbers(lines), 1e-9);
        });
    }

    [Fact]
    public void The_reader_is_short_and_needs_numpy_alone()
    {
        var lines = File.ReadAllLines(Reader);
        Assert.InRange(lines.Length, 1, 40);
        Assert.Equal(["import functools, json, math, sys", "import numpy as np"], lines.Where(line => line.Contains("import ", StringComparison.Ordinal)));
    }

    private static double[] Numbers(string[] texts) => [.. texts.Select(text => text == "-inf" ? double.NegativeInfinity : double.Parse(text, CultureInfo.InvariantCulture))];

    /// <summary>A Python with NumPy; skips where there is none.</summary>
    private static string Python()
    {
        var found = new[] { "/usr/bin/python3", "python3", "python" }.FirstOrDefault(path => Run(path, "-c", "import numpy") is { Code: 0 });
        Skip.If(found is null, "there is no python3 with numpy");
        return found!;
    }

    private static string Output(string program, params string[] words)
    {
        var (code, output, error) = Run(program, words) ?? throw new InvalidOperationException($"{program} does not start");
        Assert.True(code == 0, error);
        return output;
    }

    private static (int Code, string Out, string Error)? Run(string program, params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
