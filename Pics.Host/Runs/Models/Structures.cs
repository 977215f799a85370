using LanguageExt;

namespace Pics.Host;

/// <summary>Region graphs by name, from a file, or learned from data.</summary>
internal static class Structures
{
    public const string HiddenChowLiuName = "hidden-chow-liu";
    public const string FullyFactorisedName = "fully-factorised";

    /// <summary>That of a model whose options are not known.</summary>
    public const string UnknownName = "unknown";

    private const string OverImages = "quad-tree, quad-graph, poon-domingos";
    private const string OverAnything = $"random-binary-trees, random-splits, balanced-tree, linear-chain, {FullyFactorisedName}, {HiddenChowLiuName}";

    // Variables that a structure takes at most, where these are fewer than any takes: those that may be as deep as they have variables.
    private static readonly ImmutableSortedDictionary<string, int> Most = ImmutableSortedDictionary.CreateRange(new[] { "linear-chain", HiddenChowLiuName }.Select(name => KeyValuePair.Create(name, RegionLimits.MaxDeepVariables)));

    /// <summary>The names, for help and errors.</summary>
    public const string KnownNames = $"{OverImages}, {OverAnything}";

    /// <summary>The merge of the root's partitions that the options ask for; null for none. Whoever names the fully factorised structure wants independence.</summary>
    public static MergeKind? RootMerge(RunSettings settings) =>
        settings.Model.RootMerge ?? (settings.Structure is { Name: FullyFactorisedName, Binarise: false } ? settings.Model.Merge : null);

    /// <summary>The structure that the options ask for, with partitions of two at the root where they are Tucker-merged.</summary>
    public static Either<Failure, RegionGraph> Of(RunSettings settings, Road.Input input) =>
        from found in Named(settings, input)
        from graph in (settings.Structure.Binarise ? Binarise.Pass : Pass.Identity<RegionGraph>()).Then(Algebra.RootMerge.Prepare(settings.Model.Merge, RootMerge(settings))).Apply(found).MapLeft(Failure.Of)
        select graph;

    /// <summary>Whether the options name a file, and no construction.</summary>
    public static bool IsFile(RunSettings settings) => settings.Structure.Name != UnknownName && !IsKnown(settings.Structure.Name);

    /// <summary>Whether a name is that of a construction.</summary>
    public static bool IsKnown(string name) => KnownNames.Split(", ").Contains(name);

    /// <summary>The structure of a model that is there: as its options say, or from its circuit where these name a file of which the run has no copy.</summary>
    /// <param name="settings">The options of its run.</param>
    /// <param name="input">What it is over.</param>
    /// <param name="pic">Its circuit; null where there is none yet.</param>
    public static Either<Failure, RegionGraph> Of(RunSettings settings, Road.Input input, Pic? pic) =>
        pic is not null && (settings.Structure.Name == UnknownName || (IsFile(settings) && settings.Structure.Copy is null))
            ? Unmerge.Pass.Apply(pic).MapLeft(Failure.Of)
            : Of(settings, input);

    private static Either<Failure, RegionGraph> Named(RunSettings settings, Road.Input input)
    {
        if (input.IsTable && OverImages.Split(", ").Contains(settings.Structure.Name))
            return new Failure($"--structure {settings.Structure.Name} is over images, and the data are a table; use one of {OverAnything}");
        if (Most.TryGetValue(settings.Structure.Name, out var most) && input.Variables > most)
            return new Failure($"--structure {settings.Structure.Name} takes at most {most} variables, and there are {input.Variables}; use one that takes more, as {string.Join(", ", OverAnything.Split(", ").Where(name => !Most.ContainsKey(name)))}");
        return IsFile(settings)
            ? StructureFile.Read(settings.Structure.Copy ?? settings.Structure.Name, "--structure").Bind(graph => StructureFile.Fit(graph, settings.Structure.Name, input))
            : Choice(settings, input).Bind(choice => choice.Over(input.Height, input.Width, input.Data).MapLeft(Failure.Of));
    }

    private static Either<Failure, StructureChoice> Choice(RunSettings settings, Road.Input input) => settings.Structure.Name switch
    {
        "quad-tree" => new StructureChoice.QuadTree(),
        "quad-graph" => new StructureChoice.QuadGraph(),
        "poon-domingos" => Distances(settings).Map<StructureChoice>(distances => new StructureChoice.PoonDomingos(distances.ToArr())),
        "random-binary-trees" => new StructureChoice.RandomBinaryTrees(settings.Structure.Depth, settings.Structure.Replicas, settings.Structure.Seed),
        "random-splits" => new StructureChoice.RandomSplits(settings.Structure.Seed),
        "balanced-tree" => new StructureChoice.BalancedTree(),
        "linear-chain" => new StructureChoice.LinearChain(),
        FullyFactorisedName => new StructureChoice.FullyFactorised(),
        HiddenChowLiuName => Learned(settings, input),
        UnknownName => new Failure("this model was saved without its options, so its region graph is not known"),
        _ => StructureFile.Unknown(settings.Structure.Name, "--structure"),
    };

    private static Either<Failure, StructureChoice> Learned(RunSettings settings, Road.Input input)
    {
        if (input.Data is null) return new Failure($"--structure {HiddenChowLiuName} is learned from data, and there are none here; name a data set, or use another structure");
        if (settings.Structure.Bins is < 2 or > 256) return new Failure($"--bins is {settings.Structure.Bins}; it must be from 2 to 256");
        return settings.Structure.Smoothing >= 0 && !double.IsInfinity(settings.Structure.Smoothing)
            ? RunSettings.NotTooLarge("--smoothing", settings.Structure.Smoothing).Map<StructureChoice>(_ => new StructureChoice.HiddenChowLiu(settings.Structure.Bins, settings.Structure.Smoothing))
            : new Failure($"--smoothing is {settings.Structure.Smoothing}; it must be zero or a positive number");
    }

    private static Either<Failure, IReadOnlyList<int>> Distances(RunSettings settings)
    {
        var words = (settings.Structure.Distances ?? "8,4,2,1").Split(',', StringSplitOptions.TrimEntries);
        var numbers = words.Select(word => (int)NumberText.Whole("--distances", word, 1, int.MaxValue).IfLeft(0L)).ToList();
        return numbers.Contains(0) ? new Failure($"--distances is '{settings.Structure.Distances}'; it must be whole numbers of pixels with commas between, for example 8,4,2,1") : numbers;
    }
}
