using System.Globalization;
using DuckDB.NET.Data;

namespace Pics.Numerics;

/// <summary>Writes Parquet by DuckDB, compressed with ZSTD. Rows go into a table of DuckDB and group by group on into files of their own, so that no more than a group is in memory; then these become one.</summary>
internal static class ParquetFile
{
    private const int MostInGroup = 122_880; // rows
    private const int LeastInGroup = 2_048;
    private const int CellsInGroup = 1 << 23; // which one group holds in memory
    private const int MostInTable = 512; // columns of which DuckDB's table holds more than the first rows: from there on each takes a block, whatever it has

    /// <summary>Writes a file. Throws <see cref="IOException"/>.</summary>
    public static void Write(Stream stream, IReadOnlyList<TableFileColumn> columns, Action<Action<IReadOnlyList<string>>> give)
    {
        Directory.CreateDirectory(CacheFolder.Path);
        var (made, parts) = (Path.Combine(CacheFolder.Path, $"{Path.GetRandomFileName()}.parquet"), new List<string>());
        try
        {
            using (var duck = Duck.Open())
            {
                var group = Math.Clamp(CellsInGroup / columns.Count, LeastInGroup, MostInGroup);
                Give(duck, columns, give, columns.Count > MostInTable ? LeastInGroup : group, () =>
                {
                    parts.Add($"{made}.{parts.Count}");
                    duck.Run($"COPY cells TO {Duck.Text(parts[^1])} (FORMAT parquet)");
                });
                var all = parts.Count == 0 ? "cells" : $"read_parquet([{string.Join(", ", parts.Select(Duck.Text))}])";
                duck.Run(string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT {string.Join(", ", columns.Select((column, place) => $"c{place} AS {Duck.Name(column.Name)}"))} FROM {all}) TO {Duck.Text(made)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group})"));
            }

            using var file = File.OpenRead(made);
            file.CopyTo(stream);
        }
        catch (DuckDBException error)
        {
            throw new IOException(SourceGuard.Sentence(error.Message), error);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            throw new IOException("DuckDB's library, which writes it, cannot be loaded on this machine", error);
        }
        finally
        {
            foreach (var file in parts.Append(made)) File.Delete(file);
        }
    }

    /// <summary>Gives rows to a table, which is kept and emptied where it has so many of them and more come; all are kept so if it was, and else are in the table.</summary>
    private static void Give(Duck duck, IReadOnlyList<TableFileColumn> columns, Action<Action<IReadOnlyList<string>>> give, int most, Action keep)
    {
        var create = $"CREATE OR REPLACE TABLE cells ({string.Join(", ", columns.Select((column, place) => $"c{place} {TypeOf(column.Value)}"))})";
        duck.Run(create);
        var (appender, count, isKept) = (duck.Append("cells"), 0, false);
        try
        {
            give(row =>
            {
                if (count == most)
                {
                    appender.Dispose();
                    keep();
                    duck.Run(create);
                    (appender, count, isKept) = (duck.Append("cells"), 0, true);
                }

                var added = appender.CreateRow();
                for (var place = 0; place < columns.Count; place++) Append(added, columns[place], row[place]);
                added.EndRow();
                count++;
            });
        }
        finally
        {
            appender.Dispose();
        }

        if (isKept) keep();
    }

    private static void Append(IDuckDBAppenderRow row, TableFileColumn column, string cell)
    {
        _ = (cell.Length, column.Value) switch
        {
            (0, _) => row.AppendNullValue(),
            (_, TableValue.Number) => row.AppendValue((double?)TableFileCell.Number(column, cell)),
            (_, TableValue.Whole) => row.AppendValue((long?)TableFileCell.Whole(column, cell)),
            (_, TableValue.Truth) => row.AppendValue((bool?)TableFileCell.Truth(column, cell)),
            (_, TableValue.Date) => row.AppendValue((DateOnly?)TableFileCell.Date(column, cell)),
            (_, TableValue.DateTime) => row.AppendValue((DateTime?)TableFileCell.DateTime(column, cell)),
            (_, TableValue.Time) => row.AppendValue((TimeOnly?)TableFileCell.Time(column, cell)),
            _ => row.AppendValue(cell),
        };
    }

    private static string TypeOf(TableValue value) => value switch
    {
        TableValue.Number => "DOUBLE",
        TableValue.Whole => "BIGINT",
        TableValue.Truth => "BOOLEAN",
        TableValue.Date => "DATE",
        TableValue.DateTime => "TIMESTAMP",
        TableValue.Time => "TIME",
        _ => "VARCHAR",
    };
}
