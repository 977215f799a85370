using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>Rows as numbers alone, which peers read and write: numbers in their own units, categories by the numbers of their values, nothing where not observed.</summary>
internal static class TrialFile
{
    /// <summary>The numbers of a row.</summary>
    public static double[] Numbers(Dataset data, int row) => [.. data.Row(row).Select((value, column) => IsNumber(data.Columns[column]) ? data.Columns[column].Number(value)!.Value : value)];

    /// <summary>Whether a column is one of numbers whose distances mean something.</summary>
    public static bool IsNumber(Column column) => column.Kind is not ColumnKind.Categorical;

    /// <summary>Writes rows.</summary>
    public static Either<Failure, Unit> Write(string path, Dataset data) =>
        ResultTable.Write(path, [.. data.Columns.Select((_, column) => $"c{column}")], Enumerable.Range(0, data.Rows).Select(row => (IReadOnlyList<string>)[.. Numbers(data, row).Select(ResultTable.Number)]));

    /// <summary>Reads a matrix of numbers below a line of names; NaN where nothing stands.</summary>
    public static Either<Failure, IReadOnlyList<double[]>> Read(string path)
    {
        try
        {
            return File.ReadLines(path).Skip(1).Select(line => line.Split(',').Select(cell => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()).ToList();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return new Failure($"'{path}' cannot be read: {error.Message.TrimEnd('.')}");
        }
    }
}
