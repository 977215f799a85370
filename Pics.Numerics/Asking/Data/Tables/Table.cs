using System.Diagnostics.CodeAnalysis;

namespace Pics.Numerics;

/// <summary>Tables in memory: of records, or of rows of values. Kinds and labels of columns are learned as those of a text file are.</summary>
/// <remarks>
/// A value is a text, a truth value (the labels false and true), a value of an enumeration (its name is the label), a date, a time or a number; null, DBNull, NaN,
/// None of an F# option and an empty text are not observed. As in a file, a text that is a number counts as one, and words as <c>?</c>, <c>NA</c> and <c>null</c> are
/// not observed, and those that the options add.
/// </remarks>
public static class Table
{
    /// <summary>The name of tables to which nobody gives one.</summary>
    internal const string DefaultName = "records";

    /// <summary>A column for each public property of the records, a row for each of them. Error: <see cref="DataError.Unreadable"/>.</summary>
    /// <typeparam name="T">The type whose properties are the columns.</typeparam>
    /// <param name="records">The rows; they are read once.</param>
    /// <param name="options">What is known of the columns, or how much memory rows may take; null for nothing.</param>
    /// <param name="name">For people.</param>
    public static Either<DataError, Dataset> Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> records, ReadOptions? options = null, string name = DefaultName)
    {
        var properties = System.Array.FindAll(typeof(T).GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance), property => property.CanRead && property.GetIndexParameters().Length == 0);
        return properties.Length == 0
            ? new DataError.Unreadable(name, $"the type {typeof(T).Name} has no public properties; expected one for each column")
            : Of(properties.Select(property => property.Name), records.Select(record => properties.Select(property => record is null ? null : Value(property, record))), options, name);
    }

    /// <summary>A table of rows of values. Error: <see cref="DataError.Unreadable"/>.</summary>
    /// <param name="names">The names of the columns.</param>
    /// <param name="rows">A value for each column; they are read once.</param>
    /// <param name="options">What is known of the columns, or how much memory rows may take; null for nothing.</param>
    /// <param name="name">For people.</param>
    public static Either<DataError, Dataset> Of(IEnumerable<string> names, IEnumerable<IEnumerable<object?>> rows, ReadOptions? options = null, string name = DefaultName)
    {
        var (columns, texts) = (names.Select(column => column ?? string.Empty).ToArray(), new List<string[]>());
        var types = new CellType?[columns.Length];
        foreach (var row in rows)
        {
            if (row is null) return new DataError.Unreadable(name, $"row {texts.Count} is null; expected {columns.Length} value(s), one for each name");
            var cells = new string[columns.Length];
            var column = 0;
            foreach (var value in row)
            {
                if (column < cells.Length)
                {
                    if (value is Thrown thrown) return new DataError.Unreadable(name, $"row {texts.Count}, {TableColumns.Label(columns[column], column)} could not be asked for: {thrown.Message.TrimEnd('.')}");
                    if (CellText.Of(value) is not { } text) return new DataError.Unreadable(name, $"row {texts.Count}, {TableColumns.Label(columns[column], column)} has {CellText.Describe(value)}; expected a text, a truth value, a value of an enumeration, a date, a time or a finite number");
                    cells[column] = text;
                    if (CellText.TypeOf(value) is { } type) types[column] = types[column] is null || types[column] == type ? type : CellType.Unknown;
                }

                column++;
            }

            if (column != cells.Length) return new DataError.Unreadable(name, $"row {texts.Count} has {column} value(s); expected {cells.Length}, one for each name");
            texts.Add(cells);
        }

        return columns.Length == 0 ? new DataError.Unreadable(name, "it has no columns; expected at least one")
            : texts.Count == 0 ? new DataError.Unreadable(name, "it has no rows; expected at least one")
            : TableLearner.Read(new Rows(name, columns, types, texts), options ?? ReadOptions.Default);
    }

    /// <summary>What a property gives; what it throws is no fault of whoever reads the table.</summary>
    private static object? Value(System.Reflection.PropertyInfo property, object record)
    {
        try
        {
            return property.GetValue(record);
        }
        catch (System.Reflection.TargetInvocationException error)
        {
            return new Thrown(error.InnerException?.Message ?? error.Message);
        }
        catch (Exception error) when (error is NotSupportedException or ArgumentException)
        {
            return new Thrown(error.Message); // a type that is no value, as a span
        }
    }

    /// <summary>What stands in the place of a value that could not be had.</summary>
    private sealed record Thrown(string Message);

    /// <summary>Those that are there.</summary>
    private sealed class Rows(string name, string[] names, CellType?[] types, List<string[]> rows) : TableRows
    {
        public override string Source => name;

        public override string Name => name;

        public override string[] Names => names;

        public override CellType TypeOf(int column) => types[column] ?? CellType.Unknown;

        public override Either<DataError, LanguageExt.Unit> ForEach(Visit visit)
        {
            for (var row = 0; row < rows.Count; row++)
                if (visit(new TableRow(rows[row], row)) is { } wrong)
                    return wrong;
            return LanguageExt.Unit.Default;
        }
    }
}
