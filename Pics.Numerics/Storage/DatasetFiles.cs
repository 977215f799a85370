namespace Pics.Numerics;

/// <summary>Data sets as files.</summary>
public static class DatasetFiles
{
    /// <summary>Writes the rows as a table in text, atomically: labels, and numbers in the data's own units; empty where not observed. Error: <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="data">The rows. Columns without a name are x0, x1, ..., and channels of one have their number after a dot.</param>
    /// <param name="path">The file; compressed with gzip if its name ends with .gz.</param>
    public static Either<ModelError, LanguageExt.Unit> WriteCsv(this Dataset data, string path)
    {
        string Heading(int variable) => data.Columns[variable].Name is { Length: > 0 } name ? name : $"x{variable}";
        var places = Enumerable.Range(0, data.Dimensions).Select(place => (Column: data.Columns[place / data.Channels], Variable: place / data.Channels, Channel: place % data.Channels)).ToList();
        var header = places.ConvertAll(place => data.Channels == 1 ? Heading(place.Variable) : $"{Heading(place.Variable)}.{place.Channel}");
        IReadOnlyList<string> Texts(int row)
        {
            var values = new double[data.Dimensions];
            data.Read(row, values);
            return [.. places.Zip(values, (place, value) => place.Column.Text(value))];
        }

        return CsvText.Write(path, header, Enumerable.Range(0, data.Rows).Select(Texts));
    }
}
