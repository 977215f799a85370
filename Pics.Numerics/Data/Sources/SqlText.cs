using System.Globalization;
using Apache.Arrow;
using DuckDB.NET.Data;

namespace Pics.Numerics;

/// <summary>A text file, or all of a pattern, as a table of DuckDB: read as every table in text is, plain numbers as numbers and all other cells as they are written.</summary>
/// <param name="Table">The name of the table.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Numbers">Which of them are numbers.</param>
/// <param name="Forms">How each file is written.</param>
/// <param name="Words">Those that the options name as not observed, and that cells among numbers have.</param>
internal sealed record SqlText(string Table, string[] Columns, bool[] Numbers, ImmutableArray<CsvForm> Forms, ImmutableHashSet<string> Words)
{
    /// <summary>Reads the files twice: once to tell numbers, once to take the cells. Error: <see cref="DataError"/>.</summary>
    /// <param name="duck">Where the table is made.</param>
    /// <param name="table">Its name.</param>
    /// <param name="path">The file, or a pattern of names.</param>
    /// <param name="options">How texts are read, and which words are not observed.</param>
    public static Either<DataError, SqlText> Load(Duck duck, string table, string path, ReadOptions options)
    {
        var files = File.Exists(path) ? [path] : Files(duck, path);
        if (files.Count == 0) return new DataError.Missing(path, "a table in text");
        var (forms, columns) = (new List<CsvForm>(), System.Array.Empty<PlainNumbers>());
        foreach (var file in files)
        {
            var seen = CsvForm.Find(file, options).Bind(form =>
            {
                if (forms.Count == 0) columns = System.Array.ConvertAll(form.Names, _ => new PlainNumbers(options));
                else if (!form.Names.SequenceEqual(forms[0].Names)) return new DataError.Unreadable(file, $"it has the columns {TableColumns.Quoted(form.Names)}; expected those of '{files[0]}', {TableColumns.Quoted(forms[0].Names)}");
                forms.Add(form);
                return form.ForEach(file, (row, _) =>
                {
                    for (var column = 0; column < columns.Length; column++) columns[column].See(row[column].Span.Trim(), form.DecimalSign);
                    return null;
                });
            });
            if (seen.IsLeft) return seen.Map(_ => (SqlText)null!);
        }

        var names = Distinct(forms[0].Names);
        duck.Run($"CREATE TABLE {Duck.Name(table)} ({string.Join(", ", names.Select((name, column) => $"{Duck.Name(name)} {(!columns[column].AreNumbers ? "VARCHAR" : columns[column].AreWhole ? "BIGINT" : "DOUBLE")}"))})");
        using (var appender = duck.Append(table))
        {
            for (var file = 0; file < files.Count; file++)
            {
                var added = forms[file].ForEach(files[file], (row, _) =>
                {
                    var next = appender.CreateRow();
                    for (var column = 0; column < columns.Length; column++) Append(next, columns[column], row[column].Span);
                    next.EndRow();
                    return null;
                });
                if (added.IsLeft) return added.Map(_ => (SqlText)null!);
            }
        }

        return new SqlText(table, names, System.Array.ConvertAll(columns, column => column.AreNumbers), [.. forms], [.. columns.Where(column => column.AreNumbers).SelectMany(column => column.Words)]);
    }

    private static void Append(IDuckDBAppenderRow row, PlainNumbers column, ReadOnlySpan<char> cell)
    {
        var text = cell.Trim();
        if (text.IsEmpty || (column.AreNumbers && column.IsMissing(text))) row.AppendNullValue();
        else if (!column.AreNumbers) row.AppendValue(cell.ToString());
        else if (column.AreWhole) row.AppendValue((long?)long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        else row.AppendValue((double?)double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static List<string> Files(Duck duck, string pattern)
    {
        var found = new List<string>();
        using var files = duck.Query($"SELECT file FROM glob({Duck.Text(pattern)}) ORDER BY file");
        while (files.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
            using (batch)
                for (var row = 0; row < batch.Length; row++) found.Add(((StringArray)batch.Column(0)).GetString(row));
        return found;
    }

    /// <summary>Names that are all different, as DuckDB makes them: in whatever case, column and a number where there is none.</summary>
    private static string[] Distinct(string[] names)
    {
        var used = new System.Collections.Generic.HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select((name, column) =>
        {
            var own = name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"column{column}");
            var found = own;
            for (var more = 1; !used.Add(found); more++) found = string.Create(CultureInfo.InvariantCulture, $"{own}_{more}");
            return found;
        })];
    }
}
