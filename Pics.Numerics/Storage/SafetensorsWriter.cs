namespace Pics.Numerics;

/// <summary>Writes tensors in the safetensors format.</summary>
/// <remarks>The layout is that of <see cref="SafetensorsForm"/>: equal tensors give equal files.</remarks>
public static class SafetensorsWriter
{
    /// <summary>Writes all tensors, atomically. Error: <see cref="ModelError.Unreadable"/>.</summary>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors) =>
        Write(path, tensors, ImmutableDictionary<string, string>.Empty);

    /// <summary>Writes all tensors and free texts about them, atomically. Error: <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Of 32-bit or 64-bit floats or 64-bit integers, each with a name of its own.</param>
    /// <param name="metadata">Kept as the format's <c>__metadata__</c>.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata) =>
        Write(path, tensors, metadata, AtomicFile.Write);

    /// <summary>The same with another way of writing a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">As above.</param>
    /// <param name="metadata">As above.</param>
    /// <param name="writer">Writes one file.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, IEnumerable<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata, FileWriter writer) =>
        SafetensorsForm.Write(path, Arrays(tensors), metadata, writer);

    /// <summary>Tensors as what is stored of them.</summary>
    internal static IEnumerable<StoredArray> Arrays(IEnumerable<(string Name, Tensor Tensor)> tensors) =>
        tensors.Select(entry => new StoredArray(entry.Name, TensorTypes.Label(entry.Tensor.dtype), [.. entry.Tensor.shape], stream => TensorStream.Write(stream, entry.Tensor)));
}
