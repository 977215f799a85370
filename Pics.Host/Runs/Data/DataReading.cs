using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary>How a run reads its data.</summary>
internal static class DataReading
{
    private const int FullLevels = 256;
    private const int Part = 4; // of the memory that the system has left

    private static readonly ImmutableSortedDictionary<string, char> Signs = new Dictionary<string, char>
    {
        ["tab"] = '\t',
        ["\\t"] = '\t',
        ["space"] = ' ',
        ["comma"] = ',',
        ["semicolon"] = ';',
        ["pipe"] = '|',
        ["point"] = '.',
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The options of the readers.</summary>
    public static Either<Failure, ReadOptions> Of(RunSettings settings) =>
        from separator in Sign("--separator", settings.Data.Separator, sign => !char.IsAsciiLetterOrDigit(sign) && sign is not ('"' or '\n' or '\r'), "one sign that is no letter, digit or quote, or tab, space, comma, semicolon or pipe")
        from point in Sign("--decimal", settings.Data.Decimal, sign => sign is '.' or ',', "point or comma")
        from kinds in Kinds(settings)
        from levels in Levels(settings)
        let options = ReadOptions.Default with
        {
            ImageSize = settings.Data.ImageSize is { } size ? (size.Height, size.Width) : null,
            Channels = settings.Data.Channels switch { PictureChannels.Grey => 1, PictureChannels.Rgb => 3, _ => null },
            Levels = levels.MatchUnsafe<int?>(count => count, () => null),
            Header = settings.Data.Header,
            Array = settings.Data.Array,
            Missing = TextList.Of(settings.Data.Missing),
            Ignored = TextList.Of(settings.Data.Ignore),
            Kept = TextList.Of(settings.Data.Keep),
            Kinds = kinds,
            Unseen = settings.Data.Unseen,
            Encoding = settings.Data.Encoding,
            Separator = separator.MatchUnsafe<char?>(sign => sign, () => null),
            DecimalSign = point.MatchUnsafe<char?>(sign => sign, () => null),
            MemoryLimit = settings.Data.Stream ? 0 : SystemMemory.Available() / Part,
        }
        from known in settings.Data.Schema is { } path ? TableSchema.ReadFile(settings.Data.Where(path)).Map(schema => options with { Schema = schema }).MapLeft(Failure.Of) : options
        select known;

    /// <summary>The options for other rows of a run, so that they have the kinds, labels, scales and size of those of training; nothing is learned of them, and what was wished of kinds is in them.</summary>
    /// <param name="settings">The run's options.</param>
    /// <param name="form">What its rows are.</param>
    public static Either<Failure, ReadOptions> Of(RunSettings settings, Dataset form) => Of(settings).Map(options => options.Like(form).Whole(settings.Data, options));

    /// <summary>The options for the rows of a run once more, so that they are what they were in training.</summary>
    /// <param name="settings">The run's options.</param>
    /// <param name="form">What its rows are; null to learn it from them.</param>
    public static Either<Failure, ReadOptions> Again(RunSettings settings, Dataset? form) => Of(settings).Map(options => form is null ? options : options.Again(form.Form).Whole(settings.Data, options));

    /// <summary>Images that are cut after they are read come in the size that is wished of them, or their own: the rows of the model have that of a patch.</summary>
    private static ReadOptions Whole(this ReadOptions options, DataSettings data, ReadOptions wished) => data.Patch is null ? options : options with { ImageSize = wished.ImageSize };

    /// <summary>As other rows of a data set are read, so that they have its kinds, labels, scales and size.</summary>
    public static ReadOptions Like(this ReadOptions options, Dataset first) => options.Like(first.Form) with { Kinds = ReadOptions.Default.Kinds, Ignored = options.Ignored.Filter(column => !column.StartsWith('#')), Kept = Prelude.Array("*") };

    /// <summary>What a path or a query has. Error: as the readers say it.</summary>
    /// <param name="path">The path; null for a query.</param>
    /// <param name="sql">The query; null for a path.</param>
    /// <param name="options">How it is read.</param>
    public static Either<Failure, FoundData> Read(string? path, string? sql, ReadOptions options) =>
        Parts.HasAll ? DataFormats.Read(path ?? string.Empty, sql is null ? options : options with { Sql = sql }).MapLeft(Failure.Of)
        : path is not null && DataFormats.Recognise(path).Exists(format => format == DataFormat.Table) ? CsvTable.Read(path, options).Map(rows => new FoundData(DataFormat.Table, rows, null, null)).MapLeft(Failure.Of)
        : Parts.Left<FoundData>();

    /// <summary>What bits per dimension are called: with the colour transform and the size of patches, if there are such.</summary>
    /// <param name="name">What they are called for whole images in their own colours.</param>
    /// <param name="data">How the rows are read.</param>
    public static string Bits(string name, DataSettings data) => (Seen(data), data.Colour) switch
    {
        ("", _) => name,
        (var seen, ColourTransform.YCoCg) => $"{name} ({seen}, not comparable)",
        var (seen, _) => $"{name} ({seen})",
    };

    /// <summary>What the bits per dimension of several runs are called: as those of each, where these are called alike.</summary>
    public static string Bits(string name, IEnumerable<RunSettings?> runs) => runs.Select(run => run is null ? name : Bits(name, run.Data)).Distinct().ToList() is [var one] ? one : name;

    /// <summary>In which colours and patches a model sees images; empty for whole ones in their own colours.</summary>
    public static string Seen(DataSettings data) => string.Join(", ", new[] { data.Colour == ColourTransform.None ? null : Colour.Name(data.Colour), data.Patch is { } patch ? $"{patch.Words} patches" : null }.OfType<string>());

    /// <summary>The levels of pixels that are wished; a colour transform is of all 256.</summary>
    private static Either<Failure, Option<int>> Levels(RunSettings settings) => settings.Data.Levels switch
    {
        null when settings.Data.Colour != ColourTransform.None || DataSource.IsOfImages(settings.Data.Dataset) => Option<int>.Some(FullLevels),
        null => Option<int>.None,
        < 2 or > FullLevels => new Failure($"--levels is {settings.Data.Levels}; it must be from 2 to {FullLevels}"),
        { } count => Option<int>.Some(count),
    };

    /// <summary>Kinds that columns must have: as they are wished, or as wished families need them.</summary>
    private static Either<Failure, ImmutableSortedDictionary<string, TableColumnKind>> Kinds(RunSettings settings) =>
        from kinds in ColumnWishes.OfKinds(settings.Data.Kinds)
        from families in ColumnWishes.OfFamilies(settings.Model.Families)
        let byFamily = families.Select(wish => (Name: Heading(wish.Column), Kind: wish.Kind.Kind())).Append((Name: ReadOptions.EveryColumn, Kind: settings.Model.Family.Kind())).Where(wish => wish.Kind is not null)
        select ReadOptions.Default.Kinds
            .SetItems(byFamily.Select(wish => KeyValuePair.Create(wish.Name, wish.Kind!.Value)))
            .SetItems(kinds.Select(wish => KeyValuePair.Create(wish.Column, wish.Kind)));

    /// <summary>Families name columns by plain numbers too; larger ones are headings, as years.</summary>
    private static string Heading(string column) => int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1000 ? string.Create(CultureInfo.InvariantCulture, $"#{number}") : column;

    private static Either<Failure, Option<char>> Sign(string option, string? text, Func<char, bool> isRight, string expected)
    {
        if (text is null) return Option<char>.None;
        var sign = Signs.TryGetValue(text.ToLowerInvariant(), out var named) ? named : text.Length == 1 ? text[0] : 'x';
        return isRight(sign) ? Option<char>.Some(sign) : new Failure($"{option} is '{text}'; it must be {expected}");
    }
}
