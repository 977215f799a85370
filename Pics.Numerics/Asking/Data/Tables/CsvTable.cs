namespace Pics.Numerics;

/// <summary>Reads tables in text, plain or compressed with gzip, in whatever encoding and with whatever separator; cells are quoted where needed (RFC 4180).</summary>
/// <remarks>
/// Encoding, separator, the line of names, lines above it and the decimal sign are told from the text, or given by <see cref="ReadOptions"/>; what is
/// not certain is said in <see cref="Dataset.Notes"/>.
/// Texts, and whole numbers of at most 64 different values, are categories with their texts as labels, numbers in their order and texts in the
/// ordinal one. Other numbers are real: centred by their mean and scaled by their deviation. A second table is read as the first one
/// with <see cref="TableSchema.Of"/> of it in the options.
/// </remarks>
public static class CsvTable
{
    /// <summary>Reads a table. Error: <see cref="DataError"/>.</summary>
    /// <param name="path">The file; compressed with gzip if its content is.</param>
    /// <param name="options">What is known of its columns and of what is not observed, and when rows stay in a file.</param>
    public static Either<DataError, Dataset> Read(string path, ReadOptions options) => With(path, options, rows => TableLearner.Read(rows, options));

    /// <summary>Its rows, for as long as they are used.</summary>
    internal static Either<DataError, T> With<T>(string path, ReadOptions options, Func<TableRows, Either<DataError, T>> use) => InputFile.Guard(path, () =>
        from form in CsvForm.Find(path, options)
        from used in use(new Rows(path, form))
        select used);

    /// <summary>Those of a file.</summary>
    private sealed class Rows(string path, CsvForm form) : TableRows
    {
        public override string Source => path;

        public override string Name => Path.GetFileName(path);

        public override string[] Names => form.Names;

        public override char? DecimalSign => form.DecimalSign;

        public override bool IsSignCertain => form.IsSignCertain;

        public override IEnumerable<string> Notes => form.Notes;

        public override Either<DataError, LanguageExt.Unit> ForEach(Visit visit) => form.ForEach(path, (row, line) => visit(new TableRow(row, line)));
    }
}
