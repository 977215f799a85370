namespace Pics.Numerics;

/// <summary>Data sets as text.</summary>
public static class DatasetText
{
    /// <summary>Writes the rows as a table in text, atomically: labels, and numbers in the data's own units; empty where not observed. Error: <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="data">The rows. Columns without a name are x0, x1, ..., and channels of one have their number after a dot.</param>
    /// <param name="path">The file; compressed with gzip if its name ends with .gz.</param>
    public static Either<ModelError, LanguageExt.Unit> WriteCsv(this Dataset data, string path) => CsvText.Write(path, data.Form.Headings, Rows(data));

    /// <summary>The cells of each row.</summary>
    internal static IEnumerable<IReadOnlyList<string>> Rows(Dataset data)
    {
        var values = new double[data.Dimensions];
        for (var row = 0; row < data.Rows; row++)
        {
            data.Read(row, values);
            yield return [.. values.Select((value, place) => data.Columns[place / data.Channels].Text(value))];
        }
    }
}
