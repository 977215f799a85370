using LanguageExt;

namespace Pics.Host;

/// <summary>A coded file that was read back and has what was written.</summary>
/// <param name="IsSameFile">Whether the file that was read comes back byte for byte under its own name; null where that is no single file of a kind that is written again.</param>
internal sealed record CodedCheck(bool? IsSameFile)
{
    /// <summary>Reads a coded file back. Error: one that has other rows.</summary>
    /// <param name="coded">The coded file.</param>
    /// <param name="source">The file whose rows they are; null for none.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="seen">How the model sees them.</param>
    /// <param name="given">Whether the reader has some variables.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Either<Failure, CodedCheck> Of(string coded, string? source, PicModel model, Dataset data, SeenAs seen, bool given, CancellationToken cancellation)
    {
        using var file = RegularFile.OpenRead(coded);
        return Codec.Open(file, model, coded).MapLeft(Failure.Of).Bind(opened =>
        {
            using (opened)
            {
                var known = given ? data : null;
                return from found in opened.Read(0, opened.Rows, known, cancellation).MapLeft(Failure.Of)
                       from same in AreSame(data, found, cancellation) ? Unit.Default : Either<Failure, Unit>.Left(new Failure($"'{coded}' was read back and has other rows than were written; do not use it, and report this as a fault of pics"))
                       from rows in seen.Restore(found)
                       select new CodedCheck(opened.HasText ? SourceFile.IsSame(source!, stream => opened.WriteText(stream, known, cancellation).IsRight) : SourceFile.IsArray(source) ? SourceFile.IsSame(source!, rows, seen.Numbers) : null);
            }
        });
    }

    /// <summary>What is told of it.</summary>
    /// <param name="source">The file whose rows they are; null for none.</param>
    public string Explain(string? source) => IsSameFile switch
    {
        true => $"It was read back: 'pics decompress' gives back '{source}' byte for byte.",
        false => $"It was read back and has the same rows. Written as a file like '{source}' they are other bytes, since only rows are kept.",
        null => "It was read back and has the same rows.",
    };

    private static bool AreSame(Dataset expected, Dataset found, CancellationToken cancellation)
    {
        if (expected.Rows != found.Rows || !expected.Form.Equals(found.Form)) return false;
        var (one, other) = (new double[expected.Dimensions], new double[expected.Dimensions]);
        for (var row = 0; row < expected.Rows; row++)
        {
            if (row % 1024 == 0) cancellation.ThrowIfCancellationRequested();
            expected.Read(row, one);
            found.Read(row, other);
            for (var place = 0; place < one.Length; place++)
                if (BitConverter.DoubleToInt64Bits(one[place]) != BitConverter.DoubleToInt64Bits(other[place])) return false;
        }

        return true;
    }
}
