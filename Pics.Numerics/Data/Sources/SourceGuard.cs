using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace Pics.Numerics;

/// <summary>Turns what Apache.Arrow and DuckDB throw at files that are damaged or none of theirs into a sentence.</summary>
internal static partial class SourceGuard
{
    /// <summary>Error: <see cref="DataError.Unreadable"/>.</summary>
    /// <param name="source">What is read, for people.</param>
    /// <param name="read">Reads it.</param>
    public static Either<DataError, T> Run<T>(string source, Func<Either<DataError, T>> read)
    {
        try
        {
            return read();
        }
        catch (DuckDBException error)
        {
            return new DataError.Unreadable(source, Sentence(error.Message));
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            return new DataError.Unreadable(source, "DuckDB's library, which reads it, cannot be loaded on this machine");
        }
        catch (Exception error) when (error is not (RowsLostException or UnauthorizedAccessException) && IsOfParser(error))
        {
            return new DataError.Unreadable(source, "it is damaged or cut short");
        }
    }

    /// <summary>The first thing that DuckDB says, without the name of the kind of error, what it points at and hints.</summary>
    public static string Sentence(string message)
    {
        var first = Pointer().Split(message.ReplaceLineEndings("\n"))[0];
        var said = Kind().Replace(string.Join("; ", first.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.TrimEnd('.', '!', ' '))), string.Empty);
        return said.Length == 0 ? "DuckDB refuses it without a reason" : said.Length > 1 && char.IsUpper(said[0]) && char.IsLower(said[1]) ? char.ToLowerInvariant(said[0]) + said[1..] : said;
    }

    /// <summary>What the parsers of Arrow throw at bytes that they cannot be right about; what rows are written to throws otherwise.</summary>
    private static bool IsOfParser(Exception error) => error is not IOException || error is InvalidDataException or EndOfStreamException;

    [GeneratedRegex(@"\n\s*(\n|LINE \d|\*|Did you mean|For more info|If you)")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"^([A-Za-z]+ )+Error: |\b[A-Za-z]*Exception(: |\b)")]
    private static partial Regex Kind();
}
