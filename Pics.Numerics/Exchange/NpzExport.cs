using System.IO.Compression;
using System.Text;

namespace Pics.Numerics;

/// <summary>An exported circuit as an archive of NumPy arrays, the description as the member <c>structure.json</c>.</summary>
/// <remarks>Members are not compressed, so that they can be mapped, and carry no times: equal circuits give equal files.</remarks>
public static class NpzExport
{
    internal const string Text = NpzFile.TextEnd;
    internal const string Array = NpzFile.ArrayEnd;

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the first that the format knows

    /// <summary>Writes the file, atomically. Error: <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="export">The circuit.</param>
    /// <param name="notes">Other texts about it, by name.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, QpcExport export, ImmutableSortedDictionary<string, string> notes) => AtomicFile.Write(path, stream =>
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, text) in notes.SetItem(SafetensorsExport.StructureName, export.Structure)) Add(archive, name + Text, content => content.Write(Encoding.UTF8.GetBytes(text)));
        foreach (var (name, tensor) in export.Arrays) Add(archive, name + Array, content => Write(content, tensor));
    });

    private static void Add(ZipArchive archive, string name, Action<Stream> write)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        using var content = entry.Open();
        write(content);
    }

    private static void Write(Stream content, Tensor tensor)
    {
        content.Write(Header(tensor));
        TensorStream.Write(content, tensor);
    }

    /// <summary>The header of version 1.0, padded so that numbers start at a multiple of 64 bytes.</summary>
    private static byte[] Header(Tensor tensor)
    {
        const int Prefix = 10;
        var type = tensor.dtype switch { ScalarType.Float64 => "<f8", ScalarType.Float32 => "<f4", _ => "<i8" };
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Concat(tensor.shape.Select(length => $"{length}, ")).TrimEnd()}), }}";
        var length = ((Prefix + text.Length + 1 + 63) / 64 * 64) - Prefix;
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n")];
    }
}
