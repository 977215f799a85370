using System.Globalization;
using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary><c>data describe</c>: what a file or folder holds.</summary>
internal static class DescribeVerb
{
    private const int Shown = 200; // columns; the others are in the JSON file

    public static Either<Failure, int> Run(string? path, RunSettings settings, Func<string, bool> isGiven, string? json, string? schema) =>
        from named in Named(path, settings.Data.Sql)
        from ofJson in OutputPath.Check("--json", json, OutputPath.Json)
        from ofSchema in OutputPath.Check("--write-schema", schema, OutputPath.Json)
        from options in DataReading.Of(settings)
        from found in DataReading.Read(path, settings.Data.Sql, options)
        from used in new FoundRows(found.Format, found.Train, Option<Dataset>.None, Option<Dataset>.None).Refuse(isGiven)
        from data in Seen(settings.Data, found)
        from wroteSchema in schema is null ? Unit.Default : WriteSchema(schema, data.Train)
        from code in Print(path ?? "query", settings.Data, data, json)
        select code;

    private static Either<Failure, Unit> Named(string? path, string? sql) => (path, sql) switch
    {
        (null, null) => new Failure("data describe needs a file or folder, as an argument or with --data, or --sql with a query"),
        ({ } both, not null) => new Failure($"--sql cannot be given with '{both}'; a query names its files itself"),
        _ => Unit.Default,
    };

    private static Either<Failure, FoundData> Seen(DataSettings settings, FoundData found) =>
        from train in SeenRows.Of(settings, found.Train)
        from validation in Seen(settings, found.Validation)
        from test in Seen(settings, found.Test)
        select new FoundData(found.Format, train, Given(validation), Given(test));

    private static Either<Failure, Option<Dataset>> Seen(DataSettings settings, Dataset? data) => data is null ? Option<Dataset>.None : SeenRows.Of(settings, data).Map(Option<Dataset>.Some);

    private static Dataset? Given(Option<Dataset> data) => data.MatchUnsafe<Dataset?>(found => found, () => null);

    private static Either<Failure, Unit> WriteSchema(string path, Dataset data) => data.Image is null
        ? AtomicFile.WriteText(path, TableSchema.Of(data).Write()).MapLeft(Failure.Of)
        : new Failure("--write-schema is for tables; these are images");

    private static Either<Failure, int> Print(string path, DataSettings settings, FoundData found, string? json)
    {
        var splits = new[] { (found.Validation is null && found.Test is null ? "all" : "train", found.Train), ("validation", found.Validation), ("test", found.Test) }
            .Where(split => split.Item2 is not null)
            .Select(split => SplitDescription.Of(split.Item1, split.Item2!))
            .ToList();
        var train = found.Train;
        var values = train.Columns.Select(column => SplitDescription.Kind(column.Kind)).Distinct().ToList();
        new TextTable(
            $"'{path}'",
            ["data", string.Empty],
            [
                ["format", Words(found.Format)],
                ["variables", Tables.Count(train.Variables) + (train.Image is var (height, width) ? $", {(settings.Patch is null ? "images" : "patches")} of {height} x {width} pixels" : string.Empty)],
                ["channels", $"{train.Channels}{(settings.Colour == ColourTransform.None ? string.Empty : $", {Colour.Name(settings.Colour)}")}"],
                ["values", values.Count == 1 ? values[0] : "by column"],
            ]).Print();
        var areImages = train.Image is not null; // of which all values are alike
        new TextTable(
            "Splits",
            ["split", "rows", "MiB", "where", "not observed", .. areImages ? new[] { "least", "largest", "mean" } : []],
            [.. splits.Select(split => (IReadOnlyList<string>)[split.Split, Tables.Count(split.Rows), Tables.Number(split.Bytes / (double)(1 << 20), 1), split.IsStreamed ? "in a file" : "in memory", Tables.Count(split.All.Missing), .. areImages ? new[] { Number(split.All.Least), Number(split.All.Largest), Number(split.All.Mean) } : []])]).Print();
        if (train.Image is null)
        {
            new TextTable(
                "Columns",
                ["column", "what it is", "values", "not observed", "mean"],
                [.. splits[0].Columns.Take(Shown).Select(column => (IReadOnlyList<string>)[column.Name, column.Kind, column.Values, Tables.Count(column.Missing), column.Middle])]).Print();
            if (train.Variables > Shown) Console.Out.WriteLine($"{Tables.More(train.Variables - Shown, "column")} left out here.");
        }

        foreach (var note in train.Notes) Console.Out.WriteLine($"Note: {note}");
        return json is null
            ? 0
            : AtomicFile.WriteText(json, JsonSerializer.Serialize(new { format = found.Format, train.Variables, train.Channels, image = ImageSize.Of(train), patch = ImageSize.Of(settings), settings.Colour, notes = train.Notes, splits }, RunSettings.Json) + "\n").MapLeft(Failure.Of).Map(_ => 0);
    }

    private static string Number(double? value) => value is { } number ? number.ToString("G6", CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>A format, for people.</summary>
    public static string Words(DataFormat format) => format switch
    {
        DataFormat.IdxFolder => "folder of IDX files",
        DataFormat.IdxFile => "IDX images",
        DataFormat.IdxTable => "IDX table",
        DataFormat.Cifar10Folder => "folder of CIFAR-10 records",
        DataFormat.Cifar10File => "CIFAR-10 records",
        DataFormat.ImageNetFolder => "folder of NumPy archives of images",
        DataFormat.ImageFolder => "folder of pictures",
        DataFormat.NumpyArray => "NumPy array",
        DataFormat.NumpyArchive => "NumPy archive",
        DataFormat.DebdFolder => "folder of binary splits",
        DataFormat.DebdFile => "lines of 0 and 1",
        DataFormat.Parquet => "Parquet",
        DataFormat.Json => "JSON records",
        DataFormat.Arrow => "Arrow",
        DataFormat.Sql => "result of a SQL query",
        _ => "table",
    };
}
