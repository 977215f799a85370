using System.IO.Compression;

namespace Pics.Numerics;

/// <summary>Where an array is, to be opened as often as it is needed.</summary>
/// <param name="Path">For people.</param>
internal abstract record ArraySource(string Path)
{
    /// <summary>Opens it, reads its header and stops at the first value. Error: <see cref="DataError"/>.</summary>
    public abstract Either<DataError, T> Read<T>(Func<InputFile, ArrayHeader, Either<DataError, T>> parse);

    /// <summary>A .npy file, plain or compressed with gzip.</summary>
    public sealed record Npy(string Path) : ArraySource(Path)
    {
        /// <inheritdoc/>
        public override Either<DataError, T> Read<T>(Func<InputFile, ArrayHeader, Either<DataError, T>> parse) =>
            InputFile.Read(Path, "a NumPy file", file => ArrayHeader.ReadAny(file).Bind(header => parse(file, header)));
    }

    /// <summary>An IDX file, plain or compressed with gzip.</summary>
    public sealed record Idx(string Path) : ArraySource(Path)
    {
        /// <inheritdoc/>
        public override Either<DataError, T> Read<T>(Func<InputFile, ArrayHeader, Either<DataError, T>> parse) =>
            InputFile.Read(Path, "an IDX file", file => IdxHeader.Read(file).Bind(header => parse(file, header)));
    }

    /// <summary>An array in a .npz archive.</summary>
    /// <param name="Archive">The archive.</param>
    /// <param name="Index">Its number among all that is in it, since names may come twice.</param>
    /// <param name="Name">Its name there.</param>
    public sealed record Member(string Archive, int Index, string Name) : ArraySource($"{Archive}/{Name}")
    {
        /// <summary>Its name without the ending.</summary>
        public string Short => Name[..^ArchiveArrays.Ending.Length];

        /// <inheritdoc/>
        public override Either<DataError, T> Read<T>(Func<InputFile, ArrayHeader, Either<DataError, T>> parse) => Open(Archive, archive =>
        {
            if (Index >= archive.Entries.Count) return new DataError.Unreadable(Archive, "it was changed while it was read");
            using var content = archive.Entries[Index].Open();
            var file = new InputFile(Path, content, null);
            return ArrayHeader.ReadAny(file).Bind(header => parse(file, header));
        });

        /// <summary>Opens an archive. Error: <see cref="DataError"/>.</summary>
        public static Either<DataError, T> Open<T>(string path, Func<ZipArchive, Either<DataError, T>> parse) => InputFile.Read(path, "a NumPy archive", file =>
        {
            if (file.Length is null) return new DataError.Unreadable(path, "it is compressed again with gzip; expected the archive itself");
            try
            {
                using var archive = new ZipArchive(file.Content, ZipArchiveMode.Read, leaveOpen: true);
                return parse(archive);
            }
            catch (Exception error) when (error is InvalidDataException or NotSupportedException)
            {
                return new DataError.Unreadable(path, "it is no zip archive, or a damaged one");
            }
        });
    }
}
