using LanguageExt;

namespace Pics.Host;

/// <summary>All options of a verification.</summary>
internal sealed record VerifySettings
{
    private const int MostCases = 1_000_000;

    /// <summary>A run folder, or a JSON file with a region graph; empty where only laws of a library are checked, on random circuits.</summary>
    public required string Path { get; init; }

    /// <summary>A .NET library whose laws are checked in place of the program's own; null for those.</summary>
    public string? Library { get; init; }

    /// <summary>The only case of laws of circuits, as a counterexample gives it; null for random ones.</summary>
    public string? ReplayOf { get; init; }

    /// <summary>How many cases.</summary>
    public required int Cases { get; init; }

    /// <summary>The only case, if one is asked for.</summary>
    public int? Case { get; init; }

    /// <summary>Of the cases, and of the nets of a structure.</summary>
    public required int Seed { get; init; }

    /// <summary>Part of the names of the laws that are checked; null for all.</summary>
    public string? Law { get; init; }

    /// <summary>File for the result.</summary>
    public string? Json { get; init; }

    /// <summary>How the result is printed.</summary>
    public OutputFormat Format { get; init; } = OutputFormat.Table;

    /// <summary>K that are asked for; none for those of training and others.</summary>
    public IReadOnlyList<int> K { get; init; } = [];

    /// <summary>The rule that is asked for; null for that of training and others.</summary>
    public RuleKind? Rule { get; init; }

    /// <summary>Where the data of a run are, if not where they were in training.</summary>
    public string? Data { get; init; }

    /// <summary>Where tensors live.</summary>
    public DeviceKind Device { get; init; } = DeviceKind.Cpu;

    /// <summary>Which engines laws ask.</summary>
    public LawEngines Engines { get; init; } = LawEngines.All;

    /// <summary>Threads, 0 for libtorch's choice.</summary>
    public int Threads { get; init; }

    /// <summary>How a structure becomes a model.</summary>
    public required RunSettings Structure { get; init; }

    /// <summary>Channels of a structure's variables.</summary>
    public required int Channels { get; init; }

    /// <summary>Values of a channel of a structure's variables.</summary>
    public required int Categories { get; init; }

    /// <summary>Those options of structures that were given.</summary>
    public IReadOnlyList<string> StructureOptions { get; init; } = [];

    /// <summary>The words of the command line that a replay needs.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether numbers are in their range.</summary>
    public Either<Failure, Unit> Check()
    {
        if (Cases is < 1 or > MostCases) return new Failure($"--cases is {Cases}; it must be 1 to {MostCases}");
        if (Path.Length == 0 && Library is null) return new Failure("there is nothing to verify; name a run folder that 'train' wrote, a JSON file with a region graph, or a library with --laws");
        if (ReplayOf is not null && Library is null) return new Failure("--replay is for laws of circuits, which --laws names; leave it out");
        if (Path.Length == 0 && StructureOptions.Count > 0) return new Failure($"{StructureOptions[0]} is for structures, and none is named; leave it out");
        if (Path.Length == 0 && Data is not null) return new Failure("--data is for runs, and none is named; leave it out");
        if (Engines == LawEngines.Fused && Library is not null) return new Failure("--engine fused is for the program's own laws, since those of a library may ask for tensors; leave out one of --engine and --laws");
        if (Engines == LawEngines.Fused && Device != DeviceKind.Cpu) return new Failure("--engine is fused, which runs on the CPU only; leave it out, or use --device cpu");
        if (Case is < 0 or >= MostCases) return new Failure($"--case is {Case}; it must be 0 to {MostCases - 1}");
        return Seed < 0 ? new Failure($"--seed is {Seed}; it must be zero or more") : OutputPath.Check("--json", Json, OutputPath.Json);
    }

    /// <summary>The laws that are asked for.</summary>
    public Either<Failure, LawSet> Laws() => (Library is null ? new LawSet(Numerics.Laws.All, []) : LawLibrary.Read(Library)).Bind(all =>
    {
        var named = all.Named(Law);
        if (named.Count == 0) return new Failure($"--law is '{Law}', which is part of no law's name; the laws are: {string.Join("; ", all.Names)}");
        if (Engines == LawEngines.All) return Either<Failure, LawSet>.Right(Path.Length == 0 ? named.WithoutModel : named);
        return named.WithoutLibtorch is { Count: > 0 } some ? some : new Failure($"--law is '{Law}', and --engine fused leaves out all laws with this in their name, which need libtorch; leave out one of them");
    });

    /// <summary>Says a line to people; nothing where other programs read.</summary>
    public void Say(string line)
    {
        if (Format == OutputFormat.Table) Console.Out.WriteLine(line);
    }

    /// <summary>The command that repeats one check of a model.</summary>
    public string Replay(Law law, int number) => Command(["--law", law.Name, "--seed", $"{Seed}", "--case", $"{number}"]);

    /// <summary>The command that repeats one check of random circuits.</summary>
    public string Replay(string law, string replay) => Command(["--law", law, "--replay", replay]);

    private string Command(IEnumerable<string> more)
    {
        static string Quoted(string word) => word.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !"-_./,:=\\".Contains(letter, StringComparison.Ordinal)) ? $"\"{word}\"" : word;
        return string.Join(' ', ((string[])["verify", .. Words, .. more]).Select(Quoted));
    }
}
