using System.CommandLine;

namespace Pics.Host;

/// <summary>The verb <c>bench</c> with its measurements.</summary>
internal static class BenchCommands
{
    /// <param name="run">Runs a measurement and reports how it ended.</param>
    /// <param name="cancellation">Stops between two settings.</param>
    public static Command Create(Func<Func<LanguageExt.Either<Failure, int>>, int> run, CancellationToken cancellation)
    {
        Command Measurement(string name, string description, BenchOptions options, IEnumerable<Option> shown, Func<BenchSettings, LanguageExt.Either<Failure, int>> measure)
        {
            var command = new Command(name, description);
            foreach (var option in shown) command.Options.Add(option);
            command.SetAction(result => run(() => options.Refuse(result).Bind(_ => measure(options.Bind(result)))));
            return command;
        }

        var one = new Command(MemoryProcess.Command) { Hidden = true };
        var word = new Argument<string>("case");
        one.Arguments.Add(word);
        one.SetAction(result => run(() => MemoryProcess.Run(result.GetValue(word)!)));
        var (step, query, compile, memory) = (new BenchOptions(256), new BenchOptions(64, 256, 1024), new BenchOptions(256), new BenchOptions(256));
        return new("bench", "Measure this program on this machine, each engine beside the reference engine in the same process.")
        {
            Measurement("step", "A training step: its parts, its memory, a bound, the reference engine.", step, [.. step.Common, .. step.Grid], settings => BenchStepVerb.Run(settings, cancellation)),
            Measurement("query", "Log-likelihoods of many rows: rows per second beside those of training.", query, [.. query.Common, query.Rows], settings => BenchQueryVerb.Run(settings, cancellation)),
            Measurement("compile", "The passes from region graph to engine: times, units, bytes.", compile, compile.Compilation, settings => BenchCompileVerb.Run(settings, cancellation)),
            Measurement("memory", "The memory that is estimated beside what a training step needs, and what many steps leave behind.", memory, [.. memory.Common, .. memory.Grid.Take(3), memory.Steps], settings => BenchMemoryVerb.Run(settings, cancellation)),
            Steps(run, cancellation),
            Scale(run, cancellation),
            Between(run),
            Read(run),
            Codec(run, cancellation),
            Start(run, cancellation),
            one,
        };
    }

    private static Command Steps(Func<Func<LanguageExt.Either<Failure, int>>, int> run, CancellationToken cancellation)
    {
        var options = new StepsOptions();
        var command = new Command("steps", "Memory over many training steps, with validations and epochs: managed heap, resident memory and tensors, which should stay flat.");
        options.AddTo(command);
        command.SetAction(result => run(() =>
            from settings in options.Bind(result)
            from code in BenchStepsVerb.Run(settings, result.GetValue(options.Steps), result.GetValue(options.Every), result.GetValue(options.Json), cancellation)
            select code));
        return command;
    }

    private static Command Scale(Func<Func<LanguageExt.Either<Failure, int>>, int> run, CancellationToken cancellation)
    {
        var options = new ScaleOptions();
        var command = new Command("scale", "A training step on 1 to 1,024 ranks, predicted from its measured parts and a network, beside what some ranks need on this machine.");
        options.AddTo(command);
        command.SetAction(result => run(() => options.Bind(result).Bind(wished => BenchScaleVerb.Run(wished, options.Asked(result), options.Files(result), cancellation))));
        return command;
    }

    private static Command Between(Func<Func<LanguageExt.Either<Failure, int>>, int> run)
    {
        var json = new Option<string?>("--json") { Description = "File for all figures and the environment." };
        var markdown = new Option<string?>("--markdown") { Description = "File for the table in Markdown." };
        var command = new Command("network", "Latency and bandwidth between the ranks that mpirun or srun started.") { json, markdown };
        command.SetAction(result => run(() => Processes.Among(Distributed.Auto, Processes.DefaultPatience, "start it again", processes => BenchNetworkVerb.Run(processes, new(result.GetValue(json), result.GetValue(markdown))))));
        return command;
    }

    private static Command Read(Func<Func<LanguageExt.Either<Failure, int>>, int> run)
    {
        var table = new Argument<string>("table") { Description = "A table of any form that is read." };
        var folder = new Option<string?>("--run") { Description = "A folder that train wrote, to score the rows with. [default: they are read only]" };
        var repeat = new Option<int>("--repeat") { Description = "Repetitions at least.", DefaultValueFactory = _ => 3 };
        var seconds = RealNumber.Of("--min-seconds", "Time at least that repetitions go on.", 0);
        var json = new Option<string?>("--json") { Description = "File for all figures and the environment." };
        var markdown = new Option<string?>("--markdown") { Description = "File for the table in Markdown." };
        var command = new Command("read", "Rows per second of a table: DuckDB's own scan, the reader, and scores of a run.") { table, folder, repeat, seconds, json, markdown };
        command.SetAction(result => run(() => BenchReadVerb.Run(new(result.GetValue(table)!, result.GetValue(folder), new(result.GetValue(repeat), result.GetValue(seconds)), new(result.GetValue(json), result.GetValue(markdown))))));
        return command;
    }

    private static Command Codec(Func<Func<LanguageExt.Either<Failure, int>>, int> run, CancellationToken cancellation)
    {
        var (query, wish) = (new QueryOptions(), new RowOptions());
        var rows = new Option<int>("--rows") { Description = "Rows at most, the first ones.", DefaultValueFactory = _ => 2000 };
        var (singles, block) = (new Option<int>("--singles") { Description = "How many of them are read one by one, at random.", DefaultValueFactory = _ => 16 }, CodecCommands.BlockRows());
        var repeat = new Option<int>("--repeat") { Description = "Repetitions at least.", DefaultValueFactory = _ => 3 };
        var seconds = RealNumber.Of("--min-seconds", "Time at least that repetitions go on.", 0);
        var json = new Option<string?>("--json") { Description = "File for all figures and the environment." };
        var markdown = new Option<string?>("--markdown") { Description = "File for the table in Markdown." };
        var command = new Command("codec", "Rows per second that are coded and read again, beside a forward pass of the same rows, and how small they are.") { query.Folder, wish.Path, wish.Data, wish.Sql, wish.Unseen, wish.Split, query.Seed, rows, singles, block, repeat, seconds, json, markdown };
        return query.AddTo(command, result => run(() => wish.Bind(result).Bind(found => BenchCodecVerb.Run(
            new(query.Bind(result, found.Unseen), found, new(result.GetValue(rows), result.GetValue(singles), result.GetValue(block)), result.GetValue(query.Seed), new(result.GetValue(repeat), result.GetValue(seconds)), new(result.GetValue(json), result.GetValue(markdown))),
            cancellation))));
    }

    private static Command Start(Func<Func<LanguageExt.Either<Failure, int>>, int> run, CancellationToken cancellation)
    {
        var folder = new Argument<string>("run") { Description = "A folder that train wrote." };
        var question = new Argument<string>("question") { Description = "What it is asked, as by query." };
        var rows = new Option<string?>("--rows") { Description = "A small table that is scored. [default: none]" };
        var repeat = new Option<int>("--repeat") { Description = "Processes of each kind.", DefaultValueFactory = _ => 5 };
        var json = new Option<string?>("--json") { Description = "File for all figures, what is loaded and the environment." };
        var markdown = new Option<string?>("--markdown") { Description = "File for the table in Markdown." };
        var command = new Command("start", "What this program needs from its start to an answer: seconds, CPU seconds, memory, libraries, of processes of its own.") { folder, question, rows, repeat, json, markdown };
        command.SetAction(result => run(() => BenchStartVerb.Run(new(result.GetValue(folder)!, result.GetValue(question)!, result.GetValue(rows), result.GetValue(repeat), new(result.GetValue(json), result.GetValue(markdown))), cancellation)));
        return command;
    }
}
