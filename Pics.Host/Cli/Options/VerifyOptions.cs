using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pics.Host;

/// <summary>The options of a verification, with their defaults and help.</summary>
internal sealed class VerifyOptions
{
    private readonly Argument<string?> path = new("run-or-structure") { Description = "A folder that train wrote, or a JSON file with a region graph, which gets random nets. Without one, --laws checks random models.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> library = new("--laws") { Description = "A .NET library (.dll) of your own: its public static properties and fields of type PassLaw or Law are checked instead of the program's laws." };
    private readonly Option<string?> replay = new("--replay") { Description = "With --laws, only the case that a counterexample names: seed, gamma and size." };
    private readonly Option<int> cases = new("--cases") { Description = "How many random cases every law is checked in.", DefaultValueFactory = _ => 20 };
    private readonly Option<int?> single = new("--case") { Description = "Only the case of this number, counted from 0." };
    private readonly Option<int> seed = new("--seed") { Description = "Seed of the cases, and of the nets of a structure.", DefaultValueFactory = _ => 42 };
    private readonly Option<string?> law = new("--law") { Description = "Only laws with this in their name. [default: all]" };
    private readonly Option<string?> json = new("--json") { Description = "File for the result." };
    private readonly Option<OutputFormat> format = Formats.Option();
    private readonly Option<int[]> k = new("--k") { Description = "Quadrature nodes, one or more numbers. [default: as trained, 4 for a structure, and others]", AllowMultipleArgumentsPerToken = true };
    private readonly Option<RuleKind?> rule = Choice.Optional<RuleKind>("--rule", "Quadrature rule: {words} [default: as trained, trapezoidal for a structure, and others]");
    private readonly Option<string?> data = new("--data") { Description = "Folder or file with the data of a run. [default: as in training; without them, rows are samples and random values]" };
    private readonly Option<DeviceKind> device = Choice.Of("--device", "Where tensors live:", DeviceKind.Cpu);
    private readonly Option<LawEngines> engine = Choice.Of("--engine", "Which engines laws ask; fused, for runs on the CPU, leaves out those that compare engines and does not load libtorch:", LawEngines.All);
    private readonly Option<int> threads = new("--threads") { Description = "Threads; 0 leaves the choice to libtorch, or with --engine fused takes OMP_NUM_THREADS, else one for each processor.", DefaultValueFactory = _ => 0 };
    private readonly Option<ModelKind> model = Choice.Of("--model", "For a structure: a PIC, or a plain circuit (PC):", ModelKind.Pic);
    private readonly Option<MergeKind> merge = Choice.Of("--merge", "For a structure, how partitions become units:", MergeKind.Cp);
    private readonly Option<Sharing?> inputSharing = Choice.Optional<Sharing>("--input-sharing", "For a structure, sharing among input functions: {words} [default: full; none for a PC]");
    private readonly Option<Sharing?> integralSharing = Choice.Optional<Sharing>("--integral-sharing", "For a structure, sharing among the functions of one layer: {words} [default: composite; none for a PC]");
    private readonly Option<FamilyChoice> family = Choice.Of("--family", "For a structure, the input family of all variables; auto is categorical:", FamilyChoice.Auto);
    private readonly Option<int> channels = new("--channels") { Description = "For a structure, channels of a variable.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> categories = new("--categories") { Description = "For a structure, values of a channel.", DefaultValueFactory = _ => 4 };
    private readonly Option<int> width = new("--width") { Description = "For a structure, the width of the nets, an even number.", DefaultValueFactory = _ => 16 };
    private readonly Option<bool> isDouble = new("--double") { Description = "For a structure, parameters of 64 instead of 32 bits." };

    private const int StructureNodes = 4;

    private Option[] ForStructures => [model, merge, inputSharing, integralSharing, family, channels, categories, width, isDouble];

    private Option[] ForReplay => [library, k, rule, data, device, engine, threads, .. ForStructures];

    /// <summary>The command without what it does.</summary>
    public Command Command()
    {
        var command = new Command("verify", "Check the laws of exact inference on a model in random cases, and shrink what fails to a small counterexample.") { path };
        foreach (var option in (Option[])[cases, single, seed, law, json, format, replay, .. ForReplay]) command.Options.Add(option);
        return command;
    }

    /// <summary>Refuses what would be ignored beside others.</summary>
    public LanguageExt.Either<Failure, LanguageExt.Unit> Refuse(ParseResult result) =>
        from one in IdleOptions.Alone(result, "--case, which is one", IdleOptions.IsGiven(result, single.Name) ? [cases.Name] : [])
        from again in IdleOptions.Alone(result, "--replay, which is one case with a seed of its own", IdleOptions.IsGiven(result, replay.Name) ? [cases.Name, single.Name, seed.Name] : [])
        from named in IdleOptions.Alone(result, "no run and no structure, of which alone it says something; name one", result.GetValue(path) is null ? [single.Name, k.Name, rule.Name] : [])
        select named;

    /// <summary>Whether something is asked for that libtorch is loaded for.</summary>
    public bool NeedsTorch(ParseResult result) => result.GetValue(engine) != LawEngines.Fused;

    public VerifySettings Bind(ParseResult result)
    {
        bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
        IEnumerable<string> Words(Option option) => result.GetResult(option)!.Tokens.Select(token => token.Value).Prepend(option.Name);
        return new()
        {
            Path = result.GetValue(path) ?? string.Empty,
            Library = result.GetValue(library),
            ReplayOf = result.GetValue(replay),
            Cases = result.GetValue(cases),
            Case = result.GetValue(single),
            Seed = result.GetValue(seed),
            Law = result.GetValue(law),
            Json = result.GetValue(json),
            Format = result.GetValue(format),
            K = result.GetValue(k) ?? [],
            Rule = result.GetValue(rule),
            Data = result.GetValue(data),
            Device = result.GetValue(device),
            Engines = result.GetValue(engine),
            Threads = result.GetValue(threads),
            Structure = Structure(result),
            Channels = result.GetValue(channels),
            Categories = result.GetValue(categories),
            StructureOptions = [.. ForStructures.Where(IsGiven).Select(option => option.Name)],
            Words = [.. result.GetValue(path) is { } named ? [named] : Array.Empty<string>(), .. ForReplay.Where(IsGiven).SelectMany(Words)],
        };
    }

    private RunSettings Structure(ParseResult result)
    {
        var byDefault = RunSettings.Of(result.GetValue(model), ShapesDataset.Name);
        return byDefault with
        {
            Structure = byDefault.Structure with { Name = result.GetValue(path) ?? string.Empty },
            Model = byDefault.Model with
            {
                Merge = result.GetValue(merge),
                InputSharing = result.GetValue(inputSharing) ?? byDefault.Model.InputSharing,
                IntegralSharing = result.GetValue(integralSharing) ?? byDefault.Model.IntegralSharing,
                Family = result.GetValue(family),
                Width = result.GetValue(width),
                Double = result.GetValue(isDouble),
                K = result.GetValue(k) is { Length: > 0 } nodes ? nodes[0] : StructureNodes,
                Rule = result.GetValue(rule) ?? byDefault.Model.Rule,
            },
            Learning = byDefault.Learning with { Seed = result.GetValue(seed) },
        };
    }
}
