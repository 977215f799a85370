using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pics.Numerics;

/// <summary>One <see cref="TrainingState"/> in a folder: <c>state.safetensors</c> for its tensors, <c>state.json</c> for its numbers and the hash of the tensors.</summary>
/// <remarks>
/// The tensors are written first, so a folder with a state.json is complete; both are flushed to the disk. state.json begins with the hash
/// of its own rest (<see cref="SealedJson"/>), in this version and in later ones. Version 2 has retries among its numbers, version 3 what steps that are
/// not reported yet do not observe; a state without them is written as an earlier version.
/// </remarks>
internal static partial class CheckpointStore
{
    private const string Format = "pics-checkpoint";
    private const int Version = 3;
    private const string JsonName = "state.json";
    private const string TensorsName = "state.safetensors";

    private static readonly JsonSerializerOptions Options = new(ModelStore.Options) { WriteIndented = true, NewLine = "\n", NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, TypeInfoResolver = CheckpointShapes.Default };

    private static readonly JsonTypeInfo<Document> Form = (JsonTypeInfo<Document>)Options.GetTypeInfo(typeof(Document));

    /// <summary>Writes both files, each atomically. Cost: a multiple of four of the parameters, once through SHA-256. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, LanguageExt.Unit> Save(string folder, TrainingState state) => Save(folder, state, AtomicFile.Write);

    /// <summary>Reads and checks both files; tensors are on the CPU. Error: <see cref="ModelError"/>.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="parameters">Those of the run; not changed.</param>
    public static Either<ModelError, TrainingState> Load(string folder, ICircuitParameters parameters) =>
        from document in Read(Path.Combine(folder, JsonName))
        from whole in Verify(Path.Combine(folder, TensorsName), document.Tensors)
        from file in SafetensorsFile.Open(Path.Combine(folder, TensorsName))
        from state in Fill(document, file, parameters)
        select state;

    internal static Either<ModelError, LanguageExt.Unit> Save(string folder, TrainingState state, FileWriter writer)
    {
        using var hash = SHA256.Create();
        Either<ModelError, LanguageExt.Unit> Hashed(string path, Action<Stream> write) => writer(path, stream =>
        {
            using var both = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true);
            write(both);
        });
        return from made in MakeFolder(folder)
               from tensors in SafetensorsWriter.Write(Path.Combine(folder, TensorsName), state.Tensors, ImmutableDictionary<string, string>.Empty, Hashed)
               let document = new Document(Format, state.Progress.UnreadMissing > 0 ? Version : state.Progress.Retries > 0 ? 2 : 1, Convert.ToHexStringLower(hash.Hash!), state.Engine, state.Threads, state.Progress)
               from json in writer(Path.Combine(folder, JsonName), stream => stream.Write(SealedJson.Seal(JsonSerializer.Serialize(document, Form))))
               select json;
    }

    /// <summary>Whether a folder holds a checkpoint that was written to its end.</summary>
    internal static bool IsComplete(string folder) => File.Exists(Path.Combine(folder, JsonName));

    /// <summary>Removes a checkpoint, first what makes it complete. What cannot be removed stays.</summary>
    internal static void Remove(string folder)
    {
        try
        {
            File.Delete(Path.Combine(folder, JsonName));
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way: the next one is complete already.
        }
    }

    private static Either<ModelError, LanguageExt.Unit> MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            FolderEntries.Flush(Path.GetDirectoryName(Path.GetFullPath(folder))!);
            return LanguageExt.Unit.Default;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(folder, error.Message.TrimEnd('.'));
        }
    }

    private static Either<ModelError, Document> Read(string path)
    {
        if (!File.Exists(path)) return new ModelError.Missing(path, "the last file of a checkpoint, so it was not written to its end");
        string? json = null;
        try
        {
            json = SealedJson.Open(File.ReadAllBytes(path));
            if (json is null) return new ModelError.Malformed(path, "its checksum is not that of its content");
            var kind = DocumentKind.Read(json);
            if (kind?.Format != Format) return new ModelError.Malformed(path, $"its format is '{kind?.Format}', not '{Format}'");
            if (kind.Version is < 1 or > Version) return new ModelError.UnknownVersion(path, kind.Version, Version);
            var document = JsonSerializer.Deserialize(json, Form)!;
            return document.Threads < 1 ? new ModelError.Malformed(path, "its number of threads is impossible")
                : document.Progress.FindFault() is { } fault ? new ModelError.Malformed(path, fault)
                : document;
        }
        catch (JsonException error)
        {
            return new ModelError.Malformed(path, JsonFault.Of(error, json ?? string.Empty));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }

    private static Either<ModelError, LanguageExt.Unit> Verify(string path, string hash)
    {
        if (!File.Exists(path)) return new ModelError.Missing(path, "the tensors of a checkpoint");
        try
        {
            using var stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream)) == hash ? LanguageExt.Unit.Default : new ModelError.Malformed(path, "its checksum is not that of its content");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ModelError.Unreadable(path, error.Message.TrimEnd('.'));
        }
    }

    private static Either<ModelError, TrainingState> Fill(Document document, SafetensorsFile file, ICircuitParameters parameters)
    {
        var kind = file.Entries.ContainsKey(Em.NameOf(0)) ? OptimiserKind.Em : OptimiserKind.Adam;
        var state = new TrainingState(document.Progress, document.Engine, document.Threads, TrainingTensors.Empty(parameters, kind));
        Either<ModelError, LanguageExt.Unit> copied = state.Tensors.Length == file.Entries.Count
            ? LanguageExt.Unit.Default
            : new ModelError.Malformed(file.Path, $"it holds {file.Entries.Count} tensors, a checkpoint of this run {state.Tensors.Length}");
        foreach (var (name, tensor) in state.Tensors) copied = copied.Bind(_ => file.CopyTo(name, tensor));
        if (copied.IsLeft) state.Dispose();
        return copied.Map(_ => state);
    }

    /// <summary>The shapes of the documents, made when this is built: programs may do without reflection.</summary>
    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class CheckpointShapes : JsonSerializerContext;

    private sealed record Document(string Format, int Version, string Tensors, EngineKind Engine, int Threads, TrainingProgress Progress);
}
