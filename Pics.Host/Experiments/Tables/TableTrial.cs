using System.Reflection;
using System.Text.Json;
using LanguageExt;

namespace Pics.Host;

/// <summary>A table on which models are compared.</summary>
/// <param name="Name">For people.</param>
/// <param name="Data">Its file below the folder of data; after <c>peers:</c> a table that the peers ship.</param>
/// <param name="Target">The column whose value is predicted; null for none.</param>
/// <param name="Ignore">Columns that are left out, as names of persons and things of which most occur once.</param>
/// <param name="Rows">At most so many rows, picked evenly; null for all.</param>
internal sealed record TableTrial(string Name, string Data, string? Target = null, IReadOnlyList<string>? Ignore = null, int? Rows = null)
{
    private const string Shipped = "peers:";

    /// <summary>The tables that the program compares on.</summary>
    public static Either<Failure, IReadOnlyList<TableTrial>> All(string? only)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("tables/list.json")!;
        var all = JsonSerializer.Deserialize<List<TableTrial>>(stream, RunSettings.Json)!;
        var wanted = all.Where(trial => only is null || trial.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToList();
        return wanted.Count > 0 ? wanted : new Failure($"--only is '{only}', which is part of no table's name; the tables are {string.Join(", ", all.Select(trial => trial.Name))}");
    }

    /// <summary>Whether the peers have it.</summary>
    public bool IsShipped => Data.StartsWith(Shipped, StringComparison.Ordinal);

    /// <summary>Where its file is.</summary>
    /// <param name="root">The folder of data.</param>
    /// <param name="exported">The folder to which the peers write theirs.</param>
    public string Path(string root, string exported) => IsShipped ? System.IO.Path.Combine(exported, Data[Shipped.Length..] + ".csv") : System.IO.Path.Combine(root, Data);

    /// <summary>Its name as that of a folder.</summary>
    public string Slug => Name.Replace(' ', '-');
}
