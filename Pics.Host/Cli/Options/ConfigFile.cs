using System.CommandLine;
using System.Text.Json;

namespace Pics.Host;

/// <summary>A JSON file with the same options as the command line; what is on the command line wins.</summary>
/// <remarks>Names are the options' without dashes in front, in kebab or camel case, so a run's own config.json can be given.</remarks>
internal static class ConfigFile
{
    private const string FolderName = "folder"; // where a run was started: its relative paths begin there

    private static readonly ImmutableArray<string> Paths = ["--data", "--validation-data", "--test-data", "--schema", "--from"];

    public static Option<string?> Option { get; } = new("--config") { Description = "JSON file with any of these options; the command line wins." };

    /// <summary>The command line together with what the file adds to it.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="options">Its options that the file may have.</param>
    /// <param name="words">The words of the command line after the verb.</param>
    /// <param name="result">What they mean.</param>
    /// <param name="path">The file.</param>
    public static LanguageExt.Either<Failure, ParseResult> Added(Command command, RunOptions options, IReadOnlyList<string> words, ParseResult result, string path)
    {
        var given = options.Given(result).ToImmutableHashSet();
        if (given.Contains("--sql")) given = given.Add("--data"); // one takes the place of the other
        else if (given.Contains("--data")) given = given.Add("--sql");
        return Words(path, option => given.Contains(option.Name), options.All).Bind<ParseResult>(added =>
        {
            IReadOnlyList<string> all = [.. words, .. Joined(added)];
            var combined = OptionWords.Use(command).Parse(all, OptionWords.Plain);
            return ParseFault.Find(combined, all) is { } fault ? new Failure($"'{path}': {fault}") : combined;
        });
    }

    /// <summary>A failure that begins with an option of the file, with the file named.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="effective">The command line together with what the file adds.</param>
    /// <param name="result">The command line.</param>
    public static Failure Named(Failure failure, ParseResult effective, ParseResult result)
    {
        var name = failure.Sentence.Split(' ', ':')[0];
        return name.StartsWith("--", StringComparison.Ordinal) && result.GetValue(Option) is { } path && IdleOptions.IsGiven(effective, name) && !IdleOptions.IsGiven(result, name)
            ? new Failure($"'{path}': {failure.Sentence}")
            : failure;
    }

    /// <summary>The options of the file that the command line does not give, each name followed by its value.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isGiven">Whether the command line gives an option.</param>
    /// <param name="options">All options.</param>
    public static LanguageExt.Either<Failure, IReadOnlyList<string>> Words(string path, Func<Option, bool> isGiven, IEnumerable<Option> options)
    {
        if (!File.Exists(path)) return new Failure($"'{path}' does not exist; expected a JSON file with options");
        try
        {
            var text = File.ReadAllText(path);
            if (JsonFault.Find(text) is { } fault) return new Failure($"'{path}' is not valid JSON: {fault}");
            using var document = JsonDocument.Parse(text);
            return Words(document.RootElement, path, isGiven, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{path}' cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The options of a JSON object as command-line words, each name followed by its value.</summary>
    /// <param name="root">The object.</param>
    /// <param name="source">Where it is from, for errors.</param>
    /// <param name="isGiven">Whether an option is known otherwise and left out.</param>
    /// <param name="options">All options.</param>
    public static LanguageExt.Either<Failure, IReadOnlyList<string>> Words(JsonElement root, string source, Func<Option, bool> isGiven, IEnumerable<Option> options)
    {
        if (root.ValueKind != JsonValueKind.Object) return new Failure($"'{source}' is not a JSON object with options");
        try
        {
            if (RunJson.FindVersion(source, root.EnumerateObject(), RunSettings.Latest) is { } failure) return failure;
            var all = options.ToImmutableArray();
            return Words(root, source, isGiven, all).Map<IReadOnlyList<string>>(words => [.. words, .. Earlier(root, option => all.Any(known => known.Name == option && !isGiven(known)))]);
        }
        catch (InvalidOperationException)
        {
            // What the JSON reader throws for text that is not valid Unicode.
            return new Failure($"'{source}' is not valid JSON: {JsonFault.HalfLetter}");
        }
    }

    /// <summary>The options of a run in a JSON object as command-line words, each name followed by its value.</summary>
    /// <param name="root">The object.</param>
    /// <param name="source">Where it is from, for errors.</param>
    /// <param name="isGiven">Whether the option of a name is known otherwise and left out.</param>
    public static LanguageExt.Either<Failure, IReadOnlyList<string>> Words(JsonElement root, string source, Func<string, bool> isGiven) =>
        Words(root, source, option => isGiven(option.Name), new RunOptions().All);

    /// <summary>Words in pairs as one word each, so that a value that begins with @ or - is nothing else.</summary>
    public static IEnumerable<string> Joined(IReadOnlyList<string> words) => words.Chunk(2).SelectMany(pair => pair[1].Length == 0 ? pair : [$"{pair[0]}={pair[1]}"]);

    private static LanguageExt.Either<Failure, IReadOnlyList<string>> Words(JsonElement root, string source, Func<Option, bool> isGiven, ImmutableArray<Option> options)
    {
        var (words, seen) = (new List<string>(), new HashSet<string>());
        var folder = root.EnumerateObject().Where(property => property.NameEquals(FolderName) && property.Value.ValueKind == JsonValueKind.String).Select(property => property.Value.GetString()).LastOrDefault();
        foreach (var property in root.EnumerateObject().Where(property => !property.NameEquals("version") && !property.NameEquals(FolderName)))
        {
            var (name, isNegated) = OptionName(property);
            var option = options.FirstOrDefault(option => option.Name == name);
            if (option is null) return new Failure($"'{source}' has the unknown option '{property.Name}'; {(NearWord.Of(property.Name, options.Select(known => JsonNamingPolicy.CamelCase.ConvertName(Pascal(known.Name)))) is { } near ? $"did you mean '{near}'?" : "--help lists the options")}");
            if (!seen.Add(name)) return new Failure($"'{source}' has the option '{property.Name}' twice");
            if (property.Value.ValueKind == JsonValueKind.Array && option.Arity.MaximumNumberOfValues > 1 && property.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
            {
                if (!isGiven(option)) words.AddRange(property.Value.EnumerateArray().SelectMany(item => new[] { name, name is "--ignore" or "--keep" ? ColumnWishes.Quote(item.GetString()!) : item.GetString()! }));
                continue;
            }

            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return new Failure($"'{source}' gives option '{property.Name}' a list or object; it takes one value");
            if (property.Value.ValueKind == JsonValueKind.Null || isGiven(option)) continue;
            words.Add(name);
            words.Add(isNegated ? (!property.Value.GetBoolean()).ToString() : name == "--structure" ? Structure(Text(property.Value), source, folder) : folder is not null && Paths.Contains(name) ? Where(Text(property.Value), folder) : Text(property.Value));
        }

        return words;
    }

    /// <summary>What the options of a run of an earlier version mean of what they do not say: of rows that fill no batch, of rules of steps, and in the first version of groups and of its root, unless the command line says what is merged.</summary>
    private static IEnumerable<string> Earlier(JsonElement root, Func<string, bool> isFree)
    {
        var fields = root.EnumerateObject().GroupBy(property => ConfigNaming(property.Name)).ToDictionary(same => same.Key, same => same.Last().Value); // as for the parser, the last counts
        string? Text(string name) => fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var written = fields.TryGetValue("version", out var version) ? version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) ? number : RunSettings.Latest
            : RunSettingsJson.Required.All(name => fields.ContainsKey(ConfigNaming(name))) ? 1
            : RunSettings.Latest;
        var isFirst = written == 1;
        IEnumerable<string> last = written < RunSettings.OfLastBatch && !fields.ContainsKey("last-batch") && isFree("--last-batch") ? ["--last-batch", EnumWord.Of(LastBatch.Drop)] : [];
        IEnumerable<string> shift = written < RunSettings.OfShift && !fields.ContainsKey("shift") && isFree("--shift") && Text("model") != "pc" ? ["--shift", "false"] : [];
        IEnumerable<string> grouping = isFirst && !fields.ContainsKey("grouping") && isFree("--grouping") ? ["--grouping", EnumWord.Of(Grouping.Layer)] : [];
        return last.Concat(shift).Concat(grouping).Concat(isFirst && Text("root-merge") is null && new[] { "--merge", "--root-merge", "--structure" }.All(isFree) && Enum.TryParse<MergeKind>(Text("merge"), ignoreCase: true, out var merge)
            ? ["--root-merge", RunSettings.FirstRootMerge(Text("structure") ?? string.Empty, merge).ToString().ToLowerInvariant()]
            : Array.Empty<string>());
    }

    /// <summary>A structure's file where it is, else the copy of it that a run has beside its options.</summary>
    private static string Structure(string name, string source, string? folder)
    {
        if (Structures.IsKnown(name)) return name;
        var path = folder is null ? name : Where(name, folder);
        return !File.Exists(path) && Path.Combine(Path.GetDirectoryName(source) ?? string.Empty, StructureFile.CopyName) is var copy && File.Exists(copy) ? copy : path;
    }

    /// <summary>A value as on a command line: texts without quotes, and all else as it is written.</summary>
    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Pascal(string option) => string.Concat(option.Split('-', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Where(string path, string folder) => new DataSettings { Folder = folder }.Where(path);

    private static string ConfigNaming(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    /// <summary>A run's config.json says bias where the command line says no-bias.</summary>
    private static (string Name, bool IsNegated) OptionName(JsonProperty property)
    {
        var name = JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name);
        return name == "bias" && property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? ("--no-bias", true) : ($"--{name}", false);
    }
}
