namespace Pics.Properties;

/// <summary>What reading led to.</summary>
/// <param name="Sentence">Why it was refused; null if it was accepted.</param>
/// <param name="Verify">Looks at what was accepted: fails where a value is not in its range, or is not read again after it was written.</param>
internal sealed record Reading(string? Sentence, Action Verify)
{
    public static Reading Refused(string sentence) => new(sentence, () => { });

    public static Reading Of<T>(Either<DataError, T> result, Action<T> verify) => result.Match(found => new Reading(null, () => verify(found)), error => Refused(error.Explain()));

    public static Reading Of<T>(Either<ModelError, T> result, Action<T> verify) => result.Match(found => new Reading(null, () => verify(found)), error => Refused(error.Explain()));

    public static Reading Of<T>(Either<Host.Failure, T> result, Action<T> verify) => result.Match(found => new Reading(null, () => verify(found)), error => Refused(error.Sentence));
}

/// <summary>A reader under attack.</summary>
/// <param name="Name">For people.</param>
/// <param name="File">The name of the file that is attacked; it is the only one in its folder but for <paramref name="Around"/>.</param>
/// <param name="Seeds">Right files, which must be accepted; they are mutated.</param>
/// <param name="Lies">Files of the right form that say what is not true.</param>
/// <param name="Read">Reads the file at a path.</param>
internal sealed record FuzzTarget(string Name, string File, ImmutableArray<byte[]> Seeds, Gen<byte[]> Lies, Func<string, Reading> Read)
{
    /// <summary>Right files beside the one that is attacked, by name; a name may have one folder in it.</summary>
    public ImmutableArray<(string Name, byte[] Content)> Around { get; init; } = [];

    /// <summary>Bytes that the reader may allocate whatever the file is: its buffers.</summary>
    public long Constant { get; init; } = 8 << 20;

    /// <summary>Bytes that it may allocate a byte of the file; a byte of compressed data can be 1032 bytes.</summary>
    public int Multiple { get; init; } = 256;

    /// <summary>Bytes outside the managed heap that it may take at once.</summary>
    public long Native { get; init; }

    /// <summary>What a refusal must have in it; null for the name of the file.</summary>
    public string? Names { get; init; }

    /// <summary>Whether the file is given as it is written, and is not held open by what was read.</summary>
    public bool IsClosedAtOnce { get; init; } = true;

    /// <summary>How many inputs of a thousand this reader gets: less where an input takes long.</summary>
    public double Share { get; init; } = 1;
}
