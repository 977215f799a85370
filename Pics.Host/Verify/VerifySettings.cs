using LanguageExt;

namespace Pics.Host;

/// <summary>All options of a verification.</summary>
/// <param name="Path">A run folder, or a JSON file with a region graph.</param>
/// <param name="Cases">How many cases.</param>
/// <param name="Case">The only case, if one is asked for.</param>
/// <param name="Seed">Of the cases, and of the nets of a structure.</param>
/// <param name="Law">Part of the names of the laws that are checked; null for all.</param>
/// <param name="Json">File for the result.</param>
/// <param name="K">K that are asked for; none for those of training and others.</param>
/// <param name="Rule">The rule that is asked for; null for that of training and others.</param>
/// <param name="Data">Where the data of a run are, if not where they were in training.</param>
/// <param name="Machine">Device and threads.</param>
/// <param name="Structure">How a structure becomes a model.</param>
/// <param name="Values">The values of a structure's variables.</param>
/// <param name="StructureOptions">Those options of structures that were given.</param>
/// <param name="Words">The words of the command line that a replay needs.</param>
internal sealed record VerifySettings(
    string Path,
    int Cases,
    int? Case,
    int Seed,
    string? Law,
    string? Json,
    IReadOnlyList<int> K,
    RuleKind? Rule,
    string? Data,
    (DeviceKind Device, int Threads) Machine,
    RunSettings Structure,
    (int Channels, int Categories) Values,
    IReadOnlyList<string> StructureOptions,
    IReadOnlyList<string> Words)
{
    private const int MostCases = 1_000_000;

    /// <summary>Whether numbers are in their range.</summary>
    public Either<Failure, Unit> Check()
    {
        if (Cases is < 1 or > MostCases) return new Failure($"--cases is {Cases}; it must be 1 to {MostCases}");
        if (Case is < 0 or >= MostCases) return new Failure($"--case is {Case}; it must be 0 to {MostCases - 1}");
        return Seed < 0 ? new Failure($"--seed is {Seed}; it must be zero or more") : Unit.Default;
    }

    /// <summary>The laws that are asked for.</summary>
    public Either<Failure, ImmutableArray<Law>> Laws()
    {
        ImmutableArray<Law> found = [.. Numerics.Laws.All.Where(law => Law is null || law.Name.Contains(Law, StringComparison.OrdinalIgnoreCase))];
        return found.IsEmpty ? new Failure($"--law is '{Law}', which is part of no law's name; the laws are: {string.Join("; ", Numerics.Laws.All.Select(law => law.Name))}") : found;
    }

    /// <summary>The command that repeats one check.</summary>
    public string Replay(Law law, int number)
    {
        static string Quoted(string word) => word.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !"-_./,:=\\".Contains(letter, StringComparison.Ordinal)) ? $"\"{word}\"" : word;
        return string.Join(' ', ((string[])["verify", .. Words, "--law", law.Name, "--seed", $"{Seed}", "--case", $"{number}"]).Select(Quoted));
    }
}
