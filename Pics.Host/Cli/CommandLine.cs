using System.CommandLine;

namespace Pics.Host;

/// <summary>The verbs and their options.</summary>
internal static class CommandLine
{
    public static int Run(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var root = new RootCommand("Pics: probabilistic integral circuits. Exact likelihoods from continuous latent variables.");
        root.Subcommands.Add(Train(words, cancellation));
        root.Subcommands.Add(Eval());
        foreach (var query in QueryCommands.Create(run => Report(NeedsTorch(run)))) root.Subcommands.Add(query);
        foreach (var exchange in ExchangeCommands.Create(run => Report(NeedsTorch(run)))) root.Subcommands.Add(exchange);
        foreach (var seeing in SeeingCommands.Create(Report, NeedsTorch)) root.Subcommands.Add(seeing);
        root.Subcommands.Add(Verify(cancellation));
        root.Subcommands.Add(Inspect(words));
        root.Subcommands.Add(Draw(words));
        root.Subcommands.Add(Reproduce(cancellation));
        root.Subcommands.Add(DataCommands.Create(Report, cancellation));
        root.Subcommands.Add(BenchCommands.Create(run => Report(NeedsTorch(run)), cancellation));
        return Invoke(root, words);
    }

    private static Command Train(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var options = new RunOptions();
        var folder = new Option<string?>("--out") { Description = "Run folder, new or empty. [default: a new one in runs]" };
        var resume = new Option<string?>("--resume") { Description = "Go on with the run in this folder from its last checkpoint, to the results that it would have without interruption; with larger --max-epochs or --max-steps also if it finished." };
        var command = new Command("train", "Train a PIC, or a plain circuit; without options on a data set that is generated. Ctrl-C and SIGTERM save and stop it, a second Ctrl-C stops it at once.");
        AddRunOptions(command, options);
        command.Options.Add(folder);
        command.Options.Add(resume);
        command.SetAction(result => Report(result.GetValue(resume) is { } run
            ? Alone(result, "--resume, which goes on in the run's folder with its options", "--out", ConfigFile.Option.Name).Bind(_ => ResumeOptions.Read(run, options, result)).Bind(resumption => NeedsTorch(() => TrainingJob.Resume(resumption, cancellation)))
            : WithConfig(command, options, words, result).Bind(effective => NeedsTorch(() => TrainingJob.Run(options.Bind(effective), effective.GetValue(folder), cancellation)))));
        return command;
    }

    /// <summary>Refuses what has no meaning beside something else.</summary>
    private static LanguageExt.Either<Failure, LanguageExt.Unit> Alone(ParseResult result, string beside, params IEnumerable<string> names) =>
        names.FirstOrDefault(name => result.GetResult(name) is System.CommandLine.Parsing.OptionResult { Implicit: false }) is { } given
            ? new Failure($"{given} cannot be given with {beside}")
            : LanguageExt.Unit.Default;

    private static Command Eval()
    {
        var run = new Argument<string>("run") { Description = "A folder that train wrote." };
        var k = new Option<int[]>("--k") { Description = "Quadrature nodes, one or more numbers. [default: as trained]", AllowMultipleArgumentsPerToken = true };
        var rule = Choice.Optional<RuleKind>("--rule", "Quadrature rule: {words} [default: as trained]");
        var data = new Option<string?>("--data") { Description = "Folder or file with the data. [default: as in training]" };
        var device = Choice.Of("--device", "Where tensors live:", DeviceKind.Cpu);
        var threads = new Option<int>("--threads") { Description = "Threads; 0 leaves the choice to libtorch.", DefaultValueFactory = _ => 0 };
        var engine = Choice.Of("--engine", "How circuits are evaluated; auto takes the fastest on the device:", EngineOption.Auto);
        var command = new Command("eval", "Log-likelihood and bits per dimension of a run on its data, and log Z.") { run, k, rule, data, device, threads, engine };
        command.SetAction(result => Report(NeedsTorch(() => EvalVerb.Run(
            result.GetValue(run)!,
            result.GetValue(k) ?? [],
            result.GetValue(rule),
            result.GetValue(data),
            result.GetValue(device),
            result.GetValue(threads),
            result.GetValue(engine)))));
        return command;
    }

    private static Command Verify(CancellationToken cancellation)
    {
        var options = new VerifyOptions();
        var command = options.Command();
        command.SetAction(result => Report(NeedsTorch(() => VerifyVerb.Run(options.Bind(result), cancellation))));
        return command;
    }

    private static Command Reproduce(CancellationToken cancellation)
    {
        var name = new Argument<string?>("experiment") { Description = "One of those that are listed without it, or a JSON file.", DefaultValueFactory = _ => null };
        var folder = new Option<string?>("--out") { Description = "Folder of the runs and tables; runs that finished there are not repeated. [default: runs/reproduce-NAME]" };
        var data = new Option<string?>("--data") { Description = "Folder with one folder a data set." };
        var only = new Option<string?>("--only") { Description = "Only rows whose name has this in it." };
        var command = new Command("reproduce", "Run a named experiment, one training run a row and seed, and write its table; without a name, list them.") { name, folder, data, only };
        command.SetAction(result => Report(result.GetValue(name) is { } wanted
            ? NeedsTorch(() => ReproduceVerb.Run(wanted, result.GetValue(folder), result.GetValue(data), result.GetValue(only), cancellation))
            : ReproduceVerb.List()));
        return command;
    }

    private static Command Inspect(IReadOnlyList<string> words)
    {
        var options = new RunOptions();
        var size = new SizeOptions(28, 256);
        var command = new Command("inspect", "Print every stage of the road for some options: units, functions, layers, parameters, memory.");
        size.AddTo(command);
        AddRunOptions(command, options);
        command.SetAction(result => Report(WithConfig(command, options, words, result).Bind(effective => InspectVerb.Run(
            InspectWidth(options.Bind(effective), effective.GetResult("--width")),
            size.Bind(effective)))));
        return command;
    }

    private static Command Draw(IReadOnlyList<string> words)
    {
        var options = new RunOptions();
        var run = new Argument<string?>("run") { Description = "A folder that train wrote. [default: what the options would give]", DefaultValueFactory = _ => null };
        var size = new SizeOptions(2, 2);
        var stage = Choice.Of("--stage", "What is drawn; all is the four side by side:", Stage.All);
        var file = new Option<string>("--out") { Description = "The picture: SVG if the name ends with .svg, for Graphviz if with .dot.", Required = true };
        var limit = new Option<int>("--limit") { Description = "Nodes of a picture at most.", DefaultValueFactory = _ => 200 };
        var command = new Command("draw", "Draw region graph, PIC, QPC and folded QPC of a small model, for some options or of a run.") { run, stage, file, limit };
        size.AddTo(command);
        AddRunOptions(command, options);
        DrawVerb.Wish Wish(ParseResult result) => new(result.GetValue(stage), result.GetValue(limit), result.GetValue(file)!);
        bool IsGiven(ParseResult result, string name) => result.GetResult(name) is System.CommandLine.Parsing.OptionResult { Implicit: false };
        command.SetAction(result => Report(result.GetValue(run) is { } folder
            ? Alone(result, "a run folder, which has its own; only --k and --rule are for both", size.All.Concat(options.All).Append(ConfigFile.Option).Select(option => option.Name).Except(["--k", "--rule"]))
                .Bind(_ => NeedsTorch(() => DrawVerb.Run(folder, IsGiven(result, "--k") ? result.GetValue<int>("--k") : null, IsGiven(result, "--rule") ? result.GetValue<RuleKind>("--rule") : null, Wish(result))))
            : WithConfig(command, options, words, result).Bind(effective => DrawVerb.Run(options.Bind(effective), size.Bind(effective), Wish(effective)))));
        return command;
    }

    /// <summary>The narrow nets of the generated data set are not meant where only sizes are given.</summary>
    private static RunSettings InspectWidth(RunSettings settings, System.CommandLine.Parsing.SymbolResult? given) =>
        given is System.CommandLine.Parsing.OptionResult { Implicit: false } ? settings : settings with { Width = 256 };

    private static void AddRunOptions(Command command, RunOptions options)
    {
        foreach (var option in options.All) command.Options.Add(option);
        command.Options.Add(ConfigFile.Option);
    }

    /// <summary>The command line together with what the configuration file adds to it.</summary>
    private static LanguageExt.Either<Failure, ParseResult> WithConfig(Command command, RunOptions options, IReadOnlyList<string> words, ParseResult result) =>
        result.GetValue(ConfigFile.Option) is not { } path
            ? result
            : ConfigFile.Added(command, options.All, [.. words.Skip(1)], result, path);

    private static LanguageExt.Either<Failure, int> NeedsTorch(Func<LanguageExt.Either<Failure, int>> run) =>
        NativeRuntime.Explain() is { } reason ? new Failure(reason) : run();

    private static int Report(LanguageExt.Either<Failure, int> result) => result.Match(
        code => code,
        failure =>
        {
            Console.Error.WriteLine($"pics: {failure.Sentence}");
            return 1;
        });

    private static int Invoke(RootCommand root, IReadOnlyList<string> words)
    {
        try
        {
            var result = root.Parse(words);
            if (result.Errors.Count > 0)
            {
                Console.Error.WriteLine($"pics: {result.Errors[0].Message.Split('\n')[0].TrimEnd()} (--help lists verbs and options)");
                return 2;
            }

            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (RowsLostException error)
        {
            Console.Error.WriteLine($"pics: {error.Message}");
            return 1;
        }
        catch (OutOfMemoryException)
        {
            Console.Error.WriteLine("pics: there was not enough memory; use a smaller --k, --micro-batch or --width");
            return 1;
        }
        catch (System.Runtime.InteropServices.ExternalException error)
        {
            Console.Error.WriteLine($"pics: libtorch refused: {error.Message.Split('\n')[0]}");
            return 1;
        }
    }
}
