namespace Pics.Host;

/// <summary>What must be equal on all ranks that ask one run, besides their programs and machines.</summary>
internal static class AskFingerprint
{
    /// <summary>Each part by name, as this rank has it; found when it is looked at.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="rows">The rows that are asked about.</param>
    /// <param name="options">What is asked for, in words.</param>
    public static IEnumerable<(string Name, string Value)> Of(string folder, IEnumerable<Dataset> rows, string options)
    {
        yield return ("the checksums of the model", ModelFolder.Checksums(folder).Match(sums => string.Join(' ', sums.Values), error => error.Explain()));
        yield return ("the checksum of the rows", string.Join(' ', rows.Select(RowsChecksum.Of)));
        yield return ("the options", options);
    }
}
