namespace Pics.Numerics;

/// <summary>What data are written as.</summary>
public enum DataFormat
{
    /// <summary>A folder with the standard IDX files of a known data set.</summary>
    IdxFolder,

    /// <summary>One IDX file of images.</summary>
    IdxFile,

    /// <summary>One IDX file of a column or a table.</summary>
    IdxTable,

    /// <summary>A folder with binary files of CIFAR-10.</summary>
    Cifar10Folder,

    /// <summary>One binary file of CIFAR-10.</summary>
    Cifar10File,

    /// <summary>A folder with NumPy archives of a small ImageNet.</summary>
    ImageNetFolder,

    /// <summary>A folder with PNG or JPEG pictures.</summary>
    ImageFolder,

    /// <summary>A NumPy array.</summary>
    NumpyArray,

    /// <summary>A NumPy archive.</summary>
    NumpyArchive,

    /// <summary>A folder with the three splits of binary data.</summary>
    DebdFolder,

    /// <summary>Lines of 0 and 1.</summary>
    DebdFile,

    /// <summary>A table in text.</summary>
    Table,

    /// <summary>Parquet: a file, a folder of them or a pattern of names.</summary>
    Parquet,

    /// <summary>JSON records.</summary>
    Json,

    /// <summary>An Arrow file or stream, also known as Feather.</summary>
    Arrow,

    /// <summary>The result of a SQL query.</summary>
    Sql,
}

/// <summary>What was found at a path.</summary>
/// <param name="Format">What it is written as.</param>
/// <param name="Train">All rows, or those for training.</param>
/// <param name="Validation">Those for validation, if they are set apart.</param>
/// <param name="Test">Those for testing, if they are set apart.</param>
public sealed record FoundData(DataFormat Format, Dataset Train, Dataset? Validation, Dataset? Test);

/// <summary>Says what the data at a path are, by content first and name second, and reads them.</summary>
public static class DataFormats
{
    private const int Start = 1 << 12; // bytes that tell a format

    private const string Known = "IDX images, NumPy arrays and archives, CIFAR-10 records, lines of 0 and 1, a table in text, JSON records, Parquet or Arrow; or a folder with the files of a known data set, *.train.data, *.parquet or PNG or JPEG pictures";

    /// <summary>The format of a file or folder. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, DataFormat> Recognise(string path)
    {
        if (ParquetTable.IsPattern(path)) return DataFormat.Parquet;
        if (!Directory.Exists(path)) return InputFile.Read(path, $"a file with {Known}", OfFile);
        return InputFile.Guard<DataFormat>(path, () => OfFolder(path) is { } format
            ? format
            : new DataError.Unreadable(path, $"nothing in it is known; expected {Known[(Known.IndexOf(';', StringComparison.Ordinal) + 5)..]}"));
    }

    /// <summary>Reads whatever is at a path; where the options have a query, its result. Error: <see cref="DataError"/>.</summary>
    public static Either<DataError, FoundData> Read(string path, ReadOptions options) => FormatOf(path, options).Bind(format => InputFile.Guard(path, () => Read(format, path, options)));

    /// <summary>The rows of a table as texts, for as long as they are used. Error: <see cref="DataError"/>.</summary>
    internal static Either<DataError, T> WithRows<T>(string path, ReadOptions options, Func<TableRows, Either<DataError, T>> use) => FormatOf(path, options).Bind(format => format switch
    {
        DataFormat.Table => CsvTable.With(path, options, use),
        DataFormat.Parquet => ParquetTable.With(path, use),
        DataFormat.Json => JsonTable.With(path, use),
        DataFormat.Arrow => ArrowTable.With(path, use),
        DataFormat.Sql => SqlTable.With(options.Sql!, options, use),
        _ => new DataError.Unreadable(path, "it is no table; expected one in text, JSON records, Parquet or Arrow"),
    });

    private static Either<DataError, DataFormat> FormatOf(string path, ReadOptions options) => options.Sql is null
        ? Recognise(path).Map(format => format == DataFormat.DebdFile && IsOfTable(options) ? DataFormat.Table : format)
        : DataFormat.Sql;

    /// <summary>Whether something is said that only a table can heed, so that lines of 0 and 1 are one; of rows for a model, whether that was learned from one.</summary>
    private static bool IsOfTable(ReadOptions options) => options.Wanted is { } form
        ? form.Columns.Any(column => column.Kind is not ColumnKind.Categorical { Values: 2, Labels.IsEmpty: true })
        : options is not { Missing.IsEmpty: true, Ignored.IsEmpty: true, Kept.IsEmpty: true, Kinds.IsEmpty: true, Schema: null, Unseen: UnseenValues.Refuse, Header: HeaderKind.Auto, Encoding: null, Separator: null, DecimalSign: null };

    private static Either<DataError, FoundData> Read(DataFormat format, string path, ReadOptions options)
    {
        Either<DataError, FoundData> Two(Either<DataError, (Dataset Train, Dataset Test)> data) => data.Map(found => new FoundData(format, found.Train, null, found.Test));
        Either<DataError, FoundData> One(Either<DataError, Dataset> data) => data.Map(found => new FoundData(format, found, null, null));
        if (options is { Array: { } name, IsFirst: true } && format is not (DataFormat.NumpyArchive or DataFormat.ImageNetFolder)) return new DataError.Unreadable(options.Sql ?? path, $"it is no NumPy archive, and has no array '{name}'; expected one (.npz), or no name of an array (--array)");
        return format switch
        {
            DataFormat.IdxFolder => Two(IdxFolder.Read(IdxFolder.Find(path)!, path, options)),
            DataFormat.IdxFile or DataFormat.IdxTable => One(IdxReader.Read(path, options)),
            DataFormat.Cifar10Folder => Two(Cifar10.Read(path, options)),
            DataFormat.Cifar10File => One(Cifar10.ReadFile(path, options)),
            DataFormat.ImageNetFolder => Two(ImageNetFolder.Read(path, options)),
            DataFormat.ImageFolder => ImageFolder.ReadSplits(path, options).Map(found => new FoundData(format, found.Train, found.Validation, found.Test)),
            DataFormat.NumpyArray => One(NumpyReader.ReadArray(path, options)),
            DataFormat.NumpyArchive => NumpyReader.ReadSplits(path, options).Map(found => new FoundData(format, found.Train, found.Validation, found.Test)),
            DataFormat.DebdFolder => Debd.Read(Debd.Find(path)!, path, options).Map(found => new FoundData(format, found.Train, found.Validation, found.Test)),
            DataFormat.DebdFile => One(Debd.ReadFile(path, options)),
            DataFormat.Parquet => One(ParquetTable.Read(path, options)),
            DataFormat.Json => One(JsonTable.Read(path, options)),
            DataFormat.Arrow => One(ArrowTable.Read(path, options)),
            DataFormat.Sql => One(SqlTable.Read(options.Sql!, options)),
            _ => One(CsvTable.Read(path, options)),
        };
    }

    private static DataFormat? OfFolder(string path)
    {
        if (IdxFolder.Find(path) is not null) return DataFormat.IdxFolder;
        if (Cifar10.IsIn(path)) return DataFormat.Cifar10Folder;
        if (ImageNetFolder.IsIn(path)) return DataFormat.ImageNetFolder;
        if (Debd.Find(path) is not null) return DataFormat.DebdFolder;
        if (ParquetTable.IsIn(path)) return DataFormat.Parquet;
        return ImageFolder.IsIn(path) ? DataFormat.ImageFolder : null;
    }

    private static Either<DataError, DataFormat> OfFile(InputFile file)
    {
        var start = file.Take(Start);
        var name = Path.GetFileName(file.Path);
        bool IsNamed(string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) || name.EndsWith(ending + ".gz", StringComparison.OrdinalIgnoreCase);
        if (start.Length == 0) return new DataError.Unreadable(file.Path, $"it is empty; expected {Known}");
        if (ArrayHeader.IsArray(start)) return DataFormat.NumpyArray;
        if (start.AsSpan().StartsWith("PK\u0003\u0004"u8) || start.AsSpan().StartsWith("PK\u0005\u0006"u8)) return DataFormat.NumpyArchive;
        if (ParquetTable.IsFile(start)) return OrPacked(file, DataFormat.Parquet);
        if (ArrowTable.IsFile(start) || ArrowTable.IsStream(start)) return OrPacked(file, DataFormat.Arrow);
        if (start.AsSpan().StartsWith("FEA1"u8)) return new DataError.Unreadable(file.Path, "it is a Feather file of version 1; expected version 2, as Arrow writes it now");
        if (JsonTable.IsStart(start) || IsNamed(".json") || IsNamed(".jsonl") || IsNamed(".ndjson")) return DataFormat.Json;
        if (IdxHeader.IsIdx(start, file.Length, Cifar10.Record)) return IdxHeader.Axes(start) is 1 or 2 ? DataFormat.IdxTable : DataFormat.IdxFile;
        if (ImageFolder.IsPicture(start)) return new DataError.Unreadable(file.Path, "it is a single picture; expected a folder of them");
        if (Encodings.IsWide(start)) return DataFormat.Table;
        if (Debd.IsBinaryText(start) && !IsNamed(".csv")) return DataFormat.DebdFile;
        if (IsNamed(".bin") || (start.Contains((byte)0) && file.Length % Cifar10.Record == 0)) return DataFormat.Cifar10File;
        return start.Contains((byte)0) ? new DataError.Unreadable(file.Path, $"its first bytes are of no known format; expected {Known}") : DataFormat.Table;
    }

    private static Either<DataError, DataFormat> OrPacked(InputFile file, DataFormat format) => file.Length is null
        ? new DataError.Unreadable(file.Path, "it is compressed with gzip as a whole; expected the file itself, whose parts are compressed")
        : format;
}
