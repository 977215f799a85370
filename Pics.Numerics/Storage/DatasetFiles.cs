namespace Pics.Numerics;

/// <summary>Data sets as files of all kinds.</summary>
public static class DatasetFiles
{
    /// <summary>Writes the rows as the ending of the name says: .csv, .csv.gz, .parquet, .arrow or .feather for a table, .npy, .idx or -ubyte, also with .gz, for an array; atomically. Error: <see cref="ModelError.Unreadable"/>, also for another ending.</summary>
    /// <param name="data">The rows, with columns named as by <see cref="DatasetText.WriteCsv"/>; in Parquet and Arrow columns have types, and what is not observed is null. Arrays as by <see cref="DatasetArrays"/>.</param>
    /// <param name="path">The file.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(this Dataset data, string path) => DatasetArrays.IsArray(path) ? data.WriteArray(path) : TableFile.Write(path, TableFile.ColumnsOf(data.Form), DatasetText.Rows(data));
}
