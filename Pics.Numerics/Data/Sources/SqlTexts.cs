namespace Pics.Numerics;

/// <summary>The text files of a query as tables, and what is said of them.</summary>
/// <param name="files">What the query reads.</param>
/// <param name="tables">The text files by path.</param>
internal sealed class SqlTexts(SqlFiles files, ImmutableSortedDictionary<string, SqlText> tables)
{
    private const string Guessed = "Some text in the query is read by DuckDB itself: headings and types are its guess from the first 20,480 lines.";
    private const string Records = "Types of the JSON fields that the query reads are those that DuckDB finds in all records.";
    private const int Shown = 8; // columns in a sentence

    /// <summary>Reads them. Error: <see cref="DataError"/>, also for wishes about text files where there are none.</summary>
    /// <param name="duck">Where the tables are made.</param>
    /// <param name="source">The query, for people.</param>
    /// <param name="files">What it reads.</param>
    /// <param name="options">How texts are read.</param>
    public static Either<DataError, SqlTexts> Load(Duck duck, string source, SqlFiles files, ReadOptions options)
    {
        var paths = files.All.Where(file => !file.IsJson).Select(file => file.Path).Distinct(StringComparer.Ordinal).ToList();
        if (paths.Count == 0 && options.IsFirst && Wish(options) is { } wish) return new DataError.Unreadable(source, $"{wish} is for text files, and the query names none, or gives their options itself; leave it out");
        var tables = ImmutableSortedDictionary.Create<string, SqlText>(StringComparer.Ordinal);
        var alone = options with { Wanted = null, Schema = null }; // which are of the result
        foreach (var file in files.All)
        {
            var regular = InputFile.Guard<LanguageExt.Unit>(file.Path, () =>
            {
                RegularFile.Check(file.Path);
                return LanguageExt.Unit.Default;
            });
            if (regular.IsLeft) return regular.Map(_ => (SqlTexts)null!);
        }

        foreach (var path in paths)
        {
            var loaded = SqlText.Load(duck, $"file {tables.Count + 1}", path, alone);
            if (loaded.IsLeft) return loaded.Map(_ => (SqlTexts)null!);
            loaded.IfRight(text => tables = tables.Add(path, text));
        }

        return new SqlTexts(files, tables);
    }

    /// <summary>Which columns of text files the query sees as numbers; null where it reads none.</summary>
    public string? Said
    {
        get
        {
            if (tables.Count == 0) return null;
            var numbers = tables.SelectMany(text => text.Value.Columns.Where((_, column) => text.Value.Numbers[column]).Select(column => $"'{column}'{(tables.Count > 1 ? $" of '{Path.GetFileName(text.Key)}'" : string.Empty)}")).ToList();
            var some = numbers.Count == 0 ? "no column" : $"{string.Join(", ", numbers.Take(Shown))}{(numbers.Count > Shown ? $" and {numbers.Count - Shown} more" : string.Empty)}";
            return $"Of the text file(s) in the query, columns of plain numbers are numbers there ({some}), and all others are texts as they are written.";
        }
    }

    /// <summary>The query over these tables, and over JSON records whose types are told from all of them.</summary>
    public string In(SqlFiles query) => query.With(file => file.IsJson ? $"read_json({Duck.Text(file.Path)}, sample_size = -1)" : Duck.Name(tables[file.Path].Table));

    /// <summary>The result: texts of text files may be numbers or dates in signs of their own.</summary>
    public TableRows Of(TableRows result)
    {
        var forms = tables.Values.SelectMany(text => text.Forms).ToList();
        var texts = tables.Values.SelectMany(text => text.Columns).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var signs = forms.Select(form => form.DecimalSign).OfType<char>().Distinct().ToList();
        return new Rows(result, column => tables.Count > 0 && (!files.HasOthers || texts.Contains(result.Names[column])), signs is [var sign] ? sign : null, forms.TrueForAll(form => form.IsSignCertain), tables.Values.SelectMany(text => text.Words).ToHashSet(StringComparer.Ordinal), [.. Notes()]);
    }

    private static string? Wish(ReadOptions options) => options switch
    {
        { Encoding: not null } => "--encoding",
        { Separator: not null } => "--separator",
        { DecimalSign: not null } => "--decimal",
        { Header: not HeaderKind.Auto } => "--header",
        _ => null,
    };

    private IEnumerable<string> Notes()
    {
        if (files.AreLeft) yield return Guessed;
        if (files.All.Any(file => file.IsJson)) yield return Records;
        foreach (var (path, text) in tables)
            foreach (var note in text.Forms.SelectMany(form => form.Notes).Distinct())
                yield return $"'{Path.GetFileName(path)}': {note}";
    }

    /// <summary>The result of a query over texts.</summary>
    private sealed class Rows(TableRows result, Func<int, bool> isOfTexts, char? sign, bool isCertain, IReadOnlySet<string> words, ImmutableArray<string> notes) : TableRows
    {
        public override string Source => result.Source;

        public override string Name => result.Name;

        public override string[] Names => result.Names;

        public override char? DecimalSign => sign;

        public override bool IsSignCertain => isCertain;

        public override IReadOnlySet<string> TakenWords => words;

        public override IEnumerable<string> Notes => [.. result.Notes, .. notes];

        public override CellType TypeOf(int column) => result.TypeOf(column) is CellType.Text && isOfTexts(column) ? CellType.Unknown : result.TypeOf(column);

        public override bool IsWhole(int column) => result.IsWhole(column);

        public override Either<DataError, LanguageExt.Unit> ForEach(Visit visit) => result.ForEach(visit);
    }
}
