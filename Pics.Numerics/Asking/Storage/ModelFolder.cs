using System.Security.Cryptography;

namespace Pics.Numerics;

/// <summary>A model in a folder, whoever made it: its circuit and parameters, what its rows are, and how it was learned.</summary>
/// <remarks>
/// <c>model.json</c> and <c>model.safetensors</c> (<see cref="HostStore"/>), <c>data.json</c>, <c>columns.json</c> for a table, and <c>results.json</c>, which has the
/// checksums of the others, so that files of two models that were mixed are noticed. The console adds <c>config.json</c> and more.
/// </remarks>
public static partial class ModelFolder
{
    /// <summary>The options of a run of the console.</summary>
    internal const string ConfigName = "config.json";

    private static readonly ImmutableArray<string> Sealed = [FormDocument.ColumnsName, FormDocument.FileName, HostStore.JsonName, HostStore.TensorsName];

    /// <summary>Whether a folder holds a model and says what its rows are.</summary>
    public static bool IsModel(string folder) => File.Exists(Path.Combine(folder, HostStore.JsonName)) && File.Exists(Path.Combine(folder, FormDocument.FileName));

    /// <summary>What the rows of the model in a folder are. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, RowForm> ReadForm(string folder) => FormDocument.ReadForm(folder);

    /// <summary>Whether the files in a folder are those that its results are of; a folder without results or without checksums in them is right. Error: <see cref="ModelError.Unfit"/>.</summary>
    public static Either<ModelError, LanguageExt.Unit> Check(string folder)
    {
        if (!File.Exists(Path.Combine(folder, RunResults.FileName))) return LanguageExt.Unit.Default;
        var known = RunResults.Read(folder).MatchUnsafe<ImmutableSortedDictionary<string, string>?>(results => results.Checksums, _ => null); // damaged results are named by whoever asks for them
        if (known is null) return LanguageExt.Unit.Default;
        return Checksums(folder).Bind<LanguageExt.Unit>(found =>
        {
            foreach (var (name, checksum) in known)
                if (found.GetValueOrDefault(name) is var file && file != checksum)
                    return new ModelError.Unfit(Path.Combine(folder, name), $"{(file is null ? "is not there" : "is another file")}, as {RunResults.FileName} beside it tells; the files of a model belong together, so put the right one back");
            return LanguageExt.Unit.Default;
        });
    }

    /// <summary>Opens a folder whole, its parameters in plain memory: each file, and that they belong together. The model is owned by the caller. Error: <see cref="ModelError"/>.</summary>
    internal static Either<ModelError, (HostModel Model, RowForm Form, Option<RunResults> Results)> OpenHost(string folder)
    {
        if (!File.Exists(Path.Combine(folder, HostStore.JsonName))) return new ModelError.Unfit(folder, "holds no model; expected a folder that 'train', 'import' or Save wrote");
        if (!File.Exists(Path.Combine(folder, FormDocument.FileName))) return new ModelError.Unfit(folder, $"has no {FormDocument.FileName}, so nothing says what its columns are; learn the model anew");
        return from form in ReadForm(folder)
               from results in File.Exists(Path.Combine(folder, RunResults.FileName)) ? RunResults.Read(folder).Map(Option<RunResults>.Some) : Option<RunResults>.None
               from whole in Check(folder)
               from model in HostStore.Load(folder)
               from fits in Fits(model, form, folder)
               select (model, form, results);
    }

    /// <summary>Writes all files into a folder that is new or empty, each atomically; nothing is left of what could not be written whole. Error: <see cref="ModelError"/>.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="save">Writes the model into the folder.</param>
    /// <param name="form">What its rows are.</param>
    /// <param name="results">How it was learned, if that is known.</param>
    internal static Either<ModelError, LanguageExt.Unit> Write(string folder, Func<string, Either<ModelError, LanguageExt.Unit>> save, RowForm form, RunResults? results) => Make(folder).Bind(_ =>
    {
        var (data, columns) = FormDocument.Describe(form);
        var written = from own in AtomicFile.WriteText(Path.Combine(folder, FormDocument.FileName), data + "\n")
                      from also in columns is null ? LanguageExt.Unit.Default : AtomicFile.WriteText(Path.Combine(folder, FormDocument.ColumnsName), columns)
                      from saved in save(folder)
                      from sums in Checksums(folder)
                      from told in results is null ? LanguageExt.Unit.Default : AtomicFile.WriteText(Path.Combine(folder, RunResults.FileName), (results with { Version = RunResults.Latest, Checksums = sums }).Write())
                      select told;
        if (written.IsLeft) Clear(folder);
        return written;
    });

    /// <summary>SHA-256 of those files of a model that are there, in hexadecimal digits, by name. Error: <see cref="ModelError.Unreadable"/>.</summary>
    public static Either<ModelError, ImmutableSortedDictionary<string, string>> Checksums(string folder)
    {
        try
        {
            var sums = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            foreach (var name in Sealed)
            {
                if (!File.Exists(Path.Combine(folder, name))) continue;
                using var stream = File.OpenRead(Path.Combine(folder, name));
                sums.Add(name, Convert.ToHexStringLower(SHA256.HashData(stream)));
            }

            return sums.ToImmutable();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(folder, error.Message.TrimEnd('.'));
        }
    }

    private static Either<ModelError, LanguageExt.Unit> Fits(HostModel model, RowForm form, string folder)
    {
        if (FormFit.Find(model.Pic, form) is not var (found, other)) return LanguageExt.Unit.Default;
        model.Dispose();
        return new ModelError.Unfit(folder, $"has a model {found}, and its rows are {other}; the files of a model belong together");
    }

    private static Either<ModelError, LanguageExt.Unit> Make(string folder)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(folder)) return new ModelError.Unfit(folder, "is no name; a model is saved in a new or empty folder");
            if (File.Exists(folder)) return new ModelError.Unfit(folder, "is a file; a model is saved in a new or empty folder");
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) return new ModelError.Unfit(folder, "is not empty; a model is saved in a new or empty folder, so that nothing is lost");
            Directory.CreateDirectory(folder);
            return LanguageExt.Unit.Default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new ModelError.Unreadable(folder, error.Message.TrimEnd('.'));
        }
    }

    private static void Clear(string folder)
    {
        foreach (var name in Sealed.Add(RunResults.FileName))
        {
            try
            {
                File.Delete(Path.Combine(folder, name));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // What is reported is why the model was not written.
            }
        }
    }
}
