using System.CommandLine;

namespace Pics.Host;

/// <summary>The verbs and their options.</summary>
internal static class CommandLine
{
    private const int InspectedWidth = 256; // the narrow nets of the generated data set are not meant where only sizes are given

    /// <summary>Runs what the words of this process say, which signals stop.</summary>
    public static int Start(IReadOnlyList<string> words)
    {
        // Open MPI gives its ranks a terminal, also where its own output is a file; this one takes no codes, which would be in the file.
        if (Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_SIZE") is not null) Environment.SetEnvironmentVariable("TERM", "dumb");
        using var signals = new StopSignals(words.Count > 0 ? words[0] : null);
        var code = signals.ExitCode(Run(words, signals.Token));
        StartReport.WriteWhereWanted();
        return code;
    }

    /// <summary>Runs what words say.</summary>
    public static int Run(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var asked = HelpWords.Asked(words);
        return Invoke(Root(asked, cancellation), asked);
    }

    /// <summary>The verb that the words begin with; all verbs where they begin with none.</summary>
    /// <remarks>To make a verb takes longer than most of them need.</remarks>
    internal static RootCommand Root(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var root = new RootCommand("Pics: probabilistic integral circuits. Exact likelihoods from continuous latent variables.");
        var verbs = Verbs(words, cancellation);
        var asked = words.Count == 0 ? [] : verbs.Where(verb => verb.Name == words[0]).ToList();
        foreach (var (_, make) in asked.Count > 0 ? asked : verbs) root.Subcommands.Add(make());
        HelpWords.Use(root);
        root.Directives.Clear(); // words in brackets are words as others
        return OptionWords.Use(root);
    }

    /// <summary>Every verb, and how it is made.</summary>
    internal static IReadOnlyList<(string Name, Func<Command> Make)> Verbs(IReadOnlyList<string> words, CancellationToken cancellation) =>
    [
        ("train", () => Train(words, cancellation)),
        ("eval", Eval),
        .. QueryCommands.Verbs(run => Report(run()), cancellation),
        .. CodecCommands.Verbs(run => Report(run()), cancellation),
        .. ExchangeCommands.Verbs(run => Report(NeedsTorch(run))),
        .. RunCommands.Verbs(Report, NeedsTorch),
        ("verify", () => Verify(cancellation)),
        ("inspect", () => Inspect(words)),
        ("draw", () => Draw(words)),
        ("reproduce", () => ReproduceCommands.Create(Report, NeedsTorch, cancellation)),
        ("baseline", () => BaselineCommands.Create(run => Report(NeedsTorch(run)), cancellation)),
        ("data", () => DataCommands.Create(Report, cancellation)),
        ("bench", () => BenchCommands.Create(run => Report(NeedsTorch(run)), cancellation)),
    ];

    private static Command Train(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var options = new RunOptions();
        var folder = new Option<string?>("--out") { Description = "Run folder, new or empty. [default: a new one in runs]" };
        var resume = new Option<string?>("--resume") { Description = "Go on with the run in this folder from its last checkpoint, to the results that it would have without interruption; with larger --max-epochs, --max-steps or --max-seconds also if it finished." };
        var dry = new Option<bool>("--dry-run") { Description = "Read the data, say what would be trained and why, and stop; nothing is written." };
        var verbose = new Option<bool>("--verbose") { Description = "Print every validation as a line; without it of many only some, and on a terminal a bar." };
        var command = new Command("train", "Train a PIC, or a plain circuit, on a file or folder; without one on a data set that is generated. What no option says is chosen from the data. Ctrl-C and SIGTERM save and stop it, a second Ctrl-C stops it at once.");
        var ranks = new RankOptions();
        AddRunOptions(command, options);
        command.Arguments.Add(options.Path);
        command.Options.Add(folder);
        command.Options.Add(resume);
        command.Options.Add(ranks.Wanted);
        command.Options.Add(ranks.Patience);
        command.Options.Add(dry);
        command.Options.Add(verbose);
        Func<Processes, LanguageExt.Either<Failure, int>> Resume(Resumption resumption, ParseResult result) => processes => NeedsTorch(() => TrainingJob.Resume(resumption, result.GetValue(verbose), processes, cancellation));
        LanguageExt.Either<Failure, Func<Processes, LanguageExt.Either<Failure, int>>> Begin(WishedRun wished, ParseResult result)
        {
            var isGiven = OnCommandLine(options, result);
            return result.GetValue(dry)
                ? IdleOptions.Alone(result, "--dry-run, which trains nothing", verbose.Name).Map<Func<Processes, LanguageExt.Either<Failure, int>>>(_ => _ => NeedsTorch(() => TrainingJob.Plan(wished, isGiven)))
                : (Func<Processes, LanguageExt.Either<Failure, int>>)(processes => NeedsTorch(() => TrainingJob.Run(wished, isGiven, result.GetValue(folder), result.GetValue(verbose), processes, cancellation)));
        }

        // What a run finds wrong is of the configuration file too.
        Func<Processes, LanguageExt.Either<Failure, int>> Named(Func<Processes, LanguageExt.Either<Failure, int>> go, ParseResult effective, ParseResult result) =>
            processes => go(processes).MapLeft(failure => ConfigFile.Named(failure, effective, result));

        command.SetAction(result => Report(ranks.Among(result, "it goes on from its last checkpoint with --resume", processes => processes.Agreed(result.GetValue(resume) is { } run
            ? IdleOptions.Alone(result, "--resume, which goes on in the run's folder with its options", "--out", "--dry-run", ConfigFile.Option.Name).Bind(_ => ResumeOptions.Read(run, options, result)).Map(resumption => Resume(resumption, result))
            : WithConfig(command, options, words, result, effective => IdleOptions.Refuse(options, effective, result).Bind(wished => Begin(wished, result)).Map(go => Named(go, effective, result)))).Bind(go => go(processes)))));
        return command;
    }

    private static Command Eval()
    {
        var run = new Argument<string>("run") { Description = "A folder that train wrote." };
        var k = new Option<int[]>("--k") { Description = "Quadrature nodes, one or more numbers. [default: as trained]", AllowMultipleArgumentsPerToken = true };
        var rule = Choice.Optional<RuleKind>("--rule", "Quadrature rule: {words} [default: as trained]");
        var rows = new RowOptions { Path = new("data") { Description = "A file or folder with rows like those of the run, of which all are evaluated, none held out; the same as --data. [default: the run's own data in its splits]", DefaultValueFactory = _ => null } };
        var device = Choice.Of("--device", "Where tensors live:", DeviceKind.Cpu);
        var threads = new Option<int>("--threads") { Description = "Threads; 0 leaves the choice to libtorch.", DefaultValueFactory = _ => 0 };
        var engine = Choice.Of("--engine", "How circuits are evaluated; auto takes the fastest on the device:", EngineOption.Auto);
        var (format, ranks) = (Formats.Option(), new RankOptions());
        var command = new Command("eval", "Log-likelihood and bits per dimension of a run on its data, and log Z.") { run, rows.Path, k, rule, rows.Data, rows.Sql, rows.Unseen, format, device, threads, engine, ranks.Wanted, ranks.Patience };
        command.SetAction(result => Report(ranks.Among(result, "start it again", processes => processes.Agreed(rows.Bind(result)).Bind(wish => EvalVerb.Run(new()
        {
            Folder = result.GetValue(run)!,
            K = result.GetValue(k) ?? [],
            Rule = result.GetValue(rule),
            Rows = wish,
            Device = result.GetValue(device),
            Threads = result.GetValue(threads),
            Engine = result.GetValue(engine),
            Format = result.GetValue(format),
        }, processes)))));
        return command;
    }

    private static Command Verify(CancellationToken cancellation)
    {
        var options = new VerifyOptions();
        var command = options.Command();
        command.SetAction(result => Report(options.Refuse(result).Bind(_ => options.NeedsTorch(result)
            ? NeedsTorch(() => VerifyVerb.Run(options.Bind(result), cancellation))
            : VerifyVerb.Run(options.Bind(result), cancellation))));
        return command;
    }

    private static Command Inspect(IReadOnlyList<string> words)
    {
        var options = new RunOptions(forSizes: true);
        var size = new SizeOptions(28, 256, options.Channels);
        var format = Formats.Option();
        var command = new Command("inspect", "Print every stage of the road for some options, over pixels or over what --dataset or --data have: units, functions, layers, parameters, memory.");
        var file = new Option<string?>("--out") { Description = "JSON file for the region graph, which --structure takes." };
        command.Options.Add(format);
        size.AddTo(command);
        command.Options.Add(file);
        AddRunOptions(command, options);
        command.Arguments.Add(options.Path);
        command.SetAction(result => Report(WithConfig(command, options, words, result, effective =>
            from wished in IdleOptions.Refuse(options, effective, result)
            from over in Over(wished, size, effective, OnCommandLine(options, result))
            from code in InspectVerb.Run(over.Input.Data is null && !wished.IsGiven("--width") ? over.Settings with { Model = over.Settings.Model with { Width = InspectedWidth } } : over.Settings, over.Input, result.GetValue(file), result.GetValue(format))
            select code)));
        return command;
    }

    private static Command Draw(IReadOnlyList<string> words)
    {
        var options = new RunOptions(forSizes: true) { Path = new("run-or-data") { Description = "A folder that train wrote, or a file or folder with rows, the same as --data. [default: what the options would give]", DefaultValueFactory = _ => null } };
        var size = new SizeOptions(2, 2, options.Channels);
        var stage = Choice.Of("--stage", "What is drawn; all is the four side by side:", Stage.All);
        var file = new Option<string>("--out") { Description = "The picture: SVG if the name ends with .svg, for Graphviz if with .dot.", Required = true };
        var limit = new Option<int>("--limit") { Description = "Nodes of a picture at most.", DefaultValueFactory = _ => 200 };
        var command = new Command("draw", "Draw region graph, PIC, QPC and folded QPC of a small model, for some options or of a run.") { options.Path, stage, file, limit };
        size.AddTo(command);
        AddRunOptions(command, options);
        DrawVerb.Wish Wish(ParseResult result) => new(result.GetValue(stage), result.GetValue(limit), result.GetValue(file)!);
        command.SetAction(result => Report(result.GetValue(options.Path) is { } folder && DrawVerb.IsRun(folder)
            ? IdleOptions.Alone(result, "a run folder, which has its own; only --k and --rule are for both", size.All.Concat(options.All).Append(ConfigFile.Option).Select(option => option.Name).Except(["--k", "--rule"]))
                .Bind(_ => NeedsTorch(() => DrawVerb.Run(folder, IdleOptions.IsGiven(result, "--k") ? result.GetValue<int>("--k") : null, IdleOptions.IsGiven(result, "--rule") ? result.GetValue<RuleKind>("--rule") : null, Wish(result))))
            : WithConfig(command, options, words, result, effective =>
              from wished in IdleOptions.Refuse(options, effective, result)
              from over in Over(wished, size, effective, OnCommandLine(options, result))
              from code in DrawVerb.Run(over.Settings, over.Input, Wish(effective))
              select code)));
        return command;
    }

    /// <summary>What a road is over: the rows that the options name, else pixels; and the options with what is chosen from the rows.</summary>
    private static LanguageExt.Either<Failure, (RunSettings Settings, Road.Input Input)> Over(WishedRun wished, SizeOptions size, ParseResult effective, Func<string, bool> isOnCommandLine) =>
        !wished.IsGiven("--dataset") && !wished.Settings.Data.IsNamed
            ? wished.Settings.Data.Patch is null ? (wished.Settings, size.Bind(effective)) : new Failure("--patch cuts images of --dataset or --data, and there are none; leave it out, and give --height and --columns of a patch")
            : effective.GetValue(size.Channels) is { } count and not (1 or 3) ? new Failure($"--channels is {count}; pictures are grey or rgb")
            : from free in IdleOptions.Alone(effective, "--dataset or --data, whose rows have sizes of their own", size.All.Select(option => option.Name))
              from chosen in ChosenRun.Of(wished, isOnCommandLine)
              select (chosen.Settings, Road.Over(chosen.Data.Train));

    private static Func<string, bool> OnCommandLine(RunOptions options, ParseResult result) => options.Given(result).ToImmutableHashSet().Contains;

    private static void AddRunOptions(Command command, RunOptions options)
    {
        foreach (var option in options.All) command.Options.Add(option);
        command.Options.Add(ConfigFile.Option);
    }

    /// <summary>Uses the command line together with what the configuration file adds to it, which is named where it is wrong.</summary>
    private static LanguageExt.Either<Failure, T> WithConfig<T>(Command command, RunOptions options, IReadOnlyList<string> words, ParseResult result, Func<ParseResult, LanguageExt.Either<Failure, T>> use) =>
        result.GetValue(ConfigFile.Option) is not { } path
            ? FromRun.Added(command, options, result, [.. words.Skip(1)]).Bind(use)
            : ConfigFile.Added(command, options, [.. words.Skip(1)], result, path)
                .Bind(effective => FromRun.Added(command, options, effective, [.. effective.Tokens.Select(token => token.Value)]))
                .Bind(effective => use(effective).MapLeft(failure => ConfigFile.Named(failure, effective, result)));

    private static LanguageExt.Either<Failure, int> NeedsTorch(Func<LanguageExt.Either<Failure, int>> run) =>
        Machine.WithLibtorch(run);

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
            var result = root.Parse(words, OptionWords.Plain);
            if (ParseFault.Find(result, words) is { } fault)
            {
                Console.Error.WriteLine($"pics: {OneLine.Of(fault)}");
                return 2;
            }

            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (RowsLostException error)
        {
            Console.Error.WriteLine($"pics: {error.Message}");
            return 1;
        }
        catch (IOException error)
        {
            // What verbs read and write says so where it is; what is left is the output itself, as on a full disk.
            Console.Error.WriteLine($"pics: the output cannot be written: {OneLine.Of(error.Message.TrimEnd('.'))}; make room, or send it elsewhere");
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
