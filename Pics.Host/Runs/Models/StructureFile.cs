using LanguageExt;

namespace Pics.Host;

/// <summary>Region graphs in JSON files: of somebody's own, and the copy that a run keeps of such a one.</summary>
internal static class StructureFile
{
    /// <summary>The copy in a run folder.</summary>
    public const string CopyName = "structure.json";

    private const string Ending = ".json";

    /// <summary>A region graph from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">Where it is named, for errors.</param>
    public static Either<Failure, RegionGraph> Read(string path, string option)
    {
        if (Directory.Exists(path)) return new Failure($"{option} is '{path}', which is a folder; expected a JSON file with a region graph");
        if (!File.Exists(path)) return Unknown(path, option);
        try
        {
            return RegionGraphJson.Read(File.ReadAllText(path)).MapLeft(error => new Failure($"'{path}': {error.Explain()}")).Bind<RegionGraph>(graph => graph.Scope.Variables[^1] < RegionLimits.MaxVariables
                ? graph
                : new Failure($"'{path}' is over the variable {graph.Scope.Variables[^1]}; expected variables below {RegionLimits.MaxVariables}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{path}' cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The failure of a name that is neither that of a construction nor that of a file.</summary>
    public static Failure Unknown(string name, string option) => name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) || name != Path.GetFileName(name)
        ? new($"'{name}' does not exist; expected a JSON file with a region graph, or for {option} one of {Structures.KnownNames}")
        : new($"{option} is '{name}'; it must be {Structures.KnownNames} or a JSON file with a region graph");

    /// <summary>The graph if it is over all variables of the data and no others.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="path">Its file, for people.</param>
    /// <param name="input">What the model is over.</param>
    public static Either<Failure, RegionGraph> Fit(RegionGraph graph, string path, Road.Input input) => graph.Scope.Equals(Scope.Range(0, input.Variables))
        ? graph
        : new Failure(OneLine.Of($"'{path}' is over {Words(graph.Scope)}, and {Owner(input)}; expected a structure over {Words(Scope.Range(0, input.Variables))}"));

    private static string Words(Scope scope) => scope.Count == 1 ? $"the variable {scope.Variables[0]}"
        : scope.Columns - scope.Variables[0] == scope.Count ? $"the variables {scope.Variables[0]} to {scope.Variables[^1]}"
        : $"the variables {scope.ToString()[1..^1]}";

    private static string Owner(Road.Input input) => input.IsTable ? $"the data have {input.Variables} column(s)"
        : input.Data is null ? $"{input.Height} x {input.Width} are {input.Variables} variable(s)"
        : $"images of {input.Height} x {input.Width} pixels have {input.Variables} variable(s)";
}
