using LanguageExt;

namespace Pics.Host;

/// <summary><c>import</c>: an exported circuit as a run that can be asked, but not trained.</summary>
internal static class ImportVerb
{
    private const int Shown = 5; // names in a sentence

    public static Either<Failure, int> Run(string path, string folder) => path.EndsWith($".{ExportFormat.Onnx}", StringComparison.OrdinalIgnoreCase) && File.Exists(path)
        ? new Failure($"'{path}' is an ONNX model, which is not read back; import a .safetensors or .npz file of the same run")
        : QpcImport.Read(path).MapLeft(Failure.Of).Bind(imported =>
        {
            using var model = imported.Model;
            return from run in About(path, imported)
                   from settings in run.Settings(path)
                   from code in Write(path, imported, run, settings, folder)
                   select code;
        });

    /// <summary>What the file says of its run; if nothing, what its circuit does.</summary>
    private static Either<Failure, ExportedRun> About(string path, ImportedQpc imported)
    {
        if (imported.Notes.TryGetValue(ExportedRun.Name, out var text)) return ExportedRun.Read(text, path);
        return from rule in ModelRule.Points(imported.Model.Rule)
               from circuit in QpcModel.Of(imported.Model, rule).MapLeft(Failure.Of)
               from run in ExportedRun.Of(imported.Model, circuit)
               select run;
    }

    private static Either<Failure, int> Write(string path, ImportedQpc imported, ExportedRun run, RunSettings settings, string folder) => RunFolder.Create(folder, settings, AtomicFile.Write).Bind(held =>
    {
        using var made = held;
        var written = run.Files().Aggregate(Either<Failure, Unit>.Right(Unit.Default), (done, file) => done.Bind(_ => made.WriteText(file.Name, file.Text)));
        var finished = from files in written
                       from saved in ModelStore.Save(folder, imported.Model).MapLeft(Failure.Of)
                       from right in Check(path, folder)
                       select Report(path, imported, folder);
        if (finished.IsLeft) Clear(folder);
        return finished;
    });

    /// <summary>The new run must be one that can be asked.</summary>
    private static Either<Failure, Unit> Check(string path, string folder) => OpenedRun.Open(new(folder)).MapLeft(failure => new Failure($"'{path}' cannot be imported: {failure.Sentence}")).Map(opened =>
    {
        opened.Dispose();
        return Unit.Default;
    });

    /// <summary>Removes what was written into a folder that was empty.</summary>
    private static void Clear(string folder)
    {
        foreach (var name in new[] { RunFolder.ConfigName, RunData.FileName, RunData.ColumnsName, "model.safetensors", "model.json" })
        {
            try
            {
                File.Delete(Path.Combine(folder, name));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // What is reported is why the import failed.
            }
        }
    }

    private static int Report(string path, ImportedQpc imported, string folder)
    {
        var model = imported.Model;
        if (!imported.Rounded.IsEmpty) Console.Out.WriteLine($"Note: Numbers of 64 bits are rounded to 32 bits, as the structure of the file has them ({string.Join(", ", imported.Rounded.Take(Shown))}{(imported.Rounded.Length > Shown ? ", ..." : string.Empty)}).");
        Console.Out.WriteLine($"'{path}' is now the run '{folder}': a {model.Kind}, {Tables.Count(model.Count)} of {(model.Settings.Double ? 64 : 32)} bits, over {Tables.Count(model.Pic.Scope.Count, "variable")}, {model.Rule}.");
        return 0;
    }
}
