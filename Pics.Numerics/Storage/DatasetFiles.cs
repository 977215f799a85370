namespace Pics.Numerics;

/// <summary>Data sets as files.</summary>
public static class DatasetFiles
{
    /// <summary>Writes the rows as a table in text, atomically: labels, and numbers in the data's own units; empty where not observed. Error: <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="data">The rows. Columns without a name are x0, x1, ..., and channels of one have their number after a dot.</param>
    /// <param name="path">The file; compressed with gzip if its name ends with .gz.</param>
    public static Either<ModelError, LanguageExt.Unit> WriteCsv(this Dataset data, string path) => CsvText.Write(path, data.Form.Headings, Texts(data));

    /// <summary>Writes the rows as the ending of the name says: .csv, .csv.gz, .parquet, .arrow or .feather; atomically. Error: <see cref="ModelError.Unreadable"/>, also for another ending.</summary>
    /// <param name="data">The rows, with columns named as by <see cref="WriteCsv"/>; in Parquet and Arrow columns have types, and what is not observed is null.</param>
    /// <param name="path">The file.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(this Dataset data, string path) => TableFile.Write(path, TableFile.ColumnsOf(data.Form), Texts(data));

    private static IEnumerable<IReadOnlyList<string>> Texts(Dataset data)
    {
        var values = new double[data.Dimensions];
        for (var row = 0; row < data.Rows; row++)
        {
            data.Read(row, values);
            yield return [.. values.Select((value, place) => data.Columns[place / data.Channels].Text(value))];
        }
    }
}
