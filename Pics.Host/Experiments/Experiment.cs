using System.Reflection;
using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>What an experiment compares.</summary>
internal enum Measure
{
    BitsPerDimension,
    LogLikelihood,
}

/// <summary>A named list of training runs that make one table.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Measure">The figure of the table.</param>
/// <param name="Common">Options of train that all rows have.</param>
/// <param name="Rows">One row per model.</param>
/// <param name="Seeds">Each row is trained once a seed.</param>
/// <param name="Evaluations">Other K and rules at which the trained models are evaluated on the test rows.</param>
internal sealed record Experiment(string Title, Measure Measure, JsonElement Common, IReadOnlyList<ExperimentRow> Rows, IReadOnlyList<int> Seeds, IReadOnlyList<ExperimentPoint>? Evaluations = null)
{
    private const string Extension = ".json";

    /// <summary>The experiments that come with the program.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Resources().Select(name => name[Prefix.Length..^Extension.Length]).Order(StringComparer.Ordinal)];

    private static string Prefix => "experiments/";

    /// <summary>An experiment by name, or from a file.</summary>
    public static Either<Failure, Experiment> Read(string nameOrFile)
    {
        try
        {
            return Names.Contains(nameOrFile) ? Parse(Embedded(nameOrFile), nameOrFile)
                : File.Exists(nameOrFile) ? Parse(File.ReadAllText(nameOrFile), nameOrFile)
                : new Failure($"there is no experiment '{nameOrFile}'; name one of {string.Join(", ", Names)}, or a JSON file");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{nameOrFile}' cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    private static Either<Failure, Experiment> Parse(string json, string source)
    {
        try
        {
            var experiment = JsonSerializer.Deserialize<Experiment>(json, RunSettings.Json);
            if (experiment is null || experiment.Rows.Count == 0 || experiment.Seeds.Count == 0) return new Failure($"the experiment '{source}' has no rows or no seeds; it needs at least one of each");
            if (experiment.Rows.Contains(null!) || (experiment.Evaluations?.Contains(null!) ?? false)) return new Failure($"the experiment '{source}' has a row or an evaluation that is null; each must be an object");
            var names = experiment.Rows.Select(row => row.Name).ToList();
            return names.Distinct().Count() < names.Count ? new Failure($"the experiment '{source}' has two rows of one name; each row needs its own")
                : experiment.Rows.FirstOrDefault(row => row.Against is { } other && !names.Contains(other)) is { } lost ? new Failure($"the experiment '{source}' sets '{lost.Name}' against '{lost.Against}', which is no row of it")
                : experiment;
        }
        catch (JsonException error)
        {
            return new Failure($"'{source}' is not an experiment: {JsonFault.Of(error, json)}");
        }
    }

    private static string Embedded(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}{Extension}")!);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Resources() => Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));
}

/// <summary>One model of an experiment.</summary>
/// <param name="Name">For people, and for the run's folder.</param>
/// <param name="Options">Options of train beside the common ones; <c>from</c> may name a row before it.</param>
/// <param name="Against">The row that this one is compared with.</param>
/// <param name="Published">Figures of others, by who.</param>
internal sealed record ExperimentRow(string Name, JsonElement Options, string? Against = null, IReadOnlyDictionary<string, double>? Published = null)
{
    /// <summary>The folder of its run of a seed, below that of the experiment.</summary>
    public static string Folder(string name, int seed) => $"{new string([.. name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')])}-seed{seed}";
}

/// <summary>A number of nodes and a rule.</summary>
internal sealed record ExperimentPoint(int K, RuleKind? Rule = null);
