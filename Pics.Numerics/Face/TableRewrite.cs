using System.Text;

namespace Pics.Numerics;

/// <summary>Writes a table again with cells filled in that were not observed: from text to text all other bytes stay as they are; where one side has types, values do.</summary>
public static class TableRewrite
{
    private const string Wanted = "a table in text";

    /// <summary>What is written for a cell that is not observed; null to leave it.</summary>
    /// <param name="row">Counted from 0, without the header and empty lines, as those of the data set.</param>
    /// <param name="column">Counted from 0: of the rows that the options want, if they say so, else of the table.</param>
    public delegate string? Fill(int row, int column);

    /// <summary>Reads a table and writes it in its own encoding, atomically. Error: <see cref="DataError"/>, <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="source">The table; may be compressed.</param>
    /// <param name="options">As it was read.</param>
    /// <param name="target">The file; compressed if its name ends with .gz. It may be the source.</param>
    /// <param name="fill">What is written instead of cells that are not observed, and of them only.</param>
    public static Either<PicsFault, LanguageExt.Unit> Write(string source, ReadOptions options, string target, Fill fill) =>
        TableFile.HasTypes(target) || HasTypes(source, options) ? TableFill.Write(source, options, target, fill) : CsvTable.With(source, options, rows => OwnForms.Of(rows, options)).OrFault().Bind(own => CsvForm.Find(source, options).OrFault().Bind(form =>
        {
            var wrong = (DataError?)null;
            var written = CsvText.Write(target, stream =>
            {
                var output = new Output(stream, form);
                wrong = Copy(form, source, options, output, (row, column) => fill(row, column) is { } text ? own.Write(column, text) : null).MatchUnsafe<DataError?>(_ => null, error => error);
                output.Rethrow();
                if (wrong is not null) throw new IOException(wrong.Explain()); // so that nothing is written
            });
            return wrong is null ? written.OrFault() : PicsFault.Of(wrong);
        }));

    /// <summary>Writes the result of a query with cells filled in; the query is run once. Error: as <see cref="Write"/>.</summary>
    /// <param name="options">As it is read, with the query.</param>
    /// <param name="target">The file, whose name says what is written.</param>
    /// <param name="fill">From the rows to what is written instead of cells that are not observed.</param>
    /// <returns>The rows.</returns>
    public static Either<PicsFault, Dataset> WriteQuery(ReadOptions options, string target, Func<Dataset, Either<PicsFault, Fill>> fill) =>
        DataFormats.WithRows(string.Empty, options, rows => Either<DataError, Either<PicsFault, Dataset>>.Right(
            from data in TableLearner.Read(rows, options).OrFault()
            from fills in fill(data)
            from written in TableFill.Write(rows, options, target, fills)
            select data)).OrFault().Bind(written => written);

    private static bool HasTypes(string source, ReadOptions options) => options.Sql is not null || DataFormats.Recognise(source).Match(format => format is DataFormat.Parquet or DataFormat.Json or DataFormat.Arrow, _ => false);

    private static Either<DataError, LanguageExt.Unit> Copy(CsvForm form, string source, ReadOptions options, Output output, Fill fill) => InputFile.Read(source, Wanted, file =>
    {
        var (rows, number, hidden) = (new RawRows(file.Content, form.Encoding, form.Separator), 0, new HiddenPlaces(form.Names, options));
        for (var line = 0L; line < form.Above && rows.NextLine(); line++) output.Copy(rows);
        for (var row = 0; row < form.Headings && rows.Next(); row += rows.Count > 1 || form.Names.Length == 1 ? 1 : 0) output.Copy(rows);
        return form.ForEach(source, (row, line) =>
        {
            while (rows.Next() && rows.Count == 1 && form.Names.Length > 1) output.Copy(rows); // empty lines
            if (rows.Count != row.ColCount) return new(source, $"line {line} has changed since it was first read; expected a file that nobody writes to");
            for (var column = 0; column < rows.Count; column++)
            {
                var text = hidden.Of(column, row[column].Span.Trim()) is >= 0 and var place ? fill(number, place) : null;
                if (!output.Write(rows, column, text)) return new(source, $"line {line}, {TableColumns.Label(form.Names[column], column)} would get '{text}', which {form.Encoding.Name} cannot write; expected the table in UTF-8");
            }

            output.Write(rows.End);
            number++;
            return null;
        }).Map(_ =>
        {
            while (rows.Next()) output.Copy(rows);
            return LanguageExt.Unit.Default;
        });
    });

    /// <summary>Where rows are written; keeps what the file system throws from being taken for a fault of what is read.</summary>
    private sealed class Output(Stream stream, CsvForm form)
    {
        private readonly Encoding encoding = form.Encoding.Encoding;
        private IOException? failure;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            if (failure is not null) return;
            try
            {
                stream.Write(bytes);
            }
            catch (IOException error)
            {
                failure = error;
            }
        }

        /// <summary>Writes a cell and what is before it, the cell's text replaced if there is another one; the blanks around it stay, unless there are quotes. False if the encoding lacks a letter.</summary>
        public bool Write(RawRows rows, int column, string? text)
        {
            Write(rows.Before(column));
            var cell = rows.Cell(column);
            if (text is null)
            {
                Write(cell);
                return true;
            }

            var (quoted, old) = (CsvText.Quote(text, form.Separator), encoding.GetString(cell));
            var around = quoted.Length != text.Length || old.Contains('"', StringComparison.Ordinal) ? string.Empty : old;
            var before = around.Length - around.TrimStart(' ', '\t').Length;
            var after = before == around.Length ? 0 : around.Length - around.TrimEnd(' ', '\t').Length;
            try
            {
                Write(encoding.GetBytes(around[..before] + quoted + around[(around.Length - after)..]));
                return true;
            }
            catch (EncoderFallbackException)
            {
                return false;
            }
        }

        public void Copy(RawRows rows)
        {
            for (var column = 0; column < rows.Count; column++) Write(rows, column, null);
            Write(rows.End);
        }

        public void Rethrow()
        {
            if (failure is not null) throw failure;
        }
    }
}
