using System.CommandLine;

namespace Pics.Host;

/// <summary>The options that all queries have.</summary>
internal sealed class QueryOptions
{
    public Argument<string> Folder { get; } = new("run") { Description = "A folder that train wrote." };

    public Option<long> Seed { get; } = new("--seed") { Description = "Of whatever is random.", DefaultValueFactory = _ => 42 };

    private Option<int?> K { get; } = new("--k") { Description = "Quadrature nodes. [default: as trained]" };

    private Option<RuleKind?> Rule { get; } = Choice.Optional<RuleKind>("--rule", "Quadrature rule: {words} [default: as trained]");

    private Option<DeviceKind> Device { get; } = Choice.Of("--device", "Where tensors live:", DeviceKind.Cpu);

    private Option<int> Threads { get; } = new("--threads") { Description = "Threads; 0 for OMP_NUM_THREADS, else one for each processor.", DefaultValueFactory = _ => 0 };

    /// <summary>Adds the options and what is to be done.</summary>
    public Command AddTo(Command command, Func<ParseResult, int> run)
    {
        foreach (var option in new Option[] { K, Rule, Device, Threads }) command.Options.Add(option);
        command.SetAction(run);
        return command;
    }

    public QuerySettings Bind(ParseResult result, UnseenValues? unseen = null) => new(result.GetValue(Folder)!, result.GetValue(K), result.GetValue(Rule), result.GetValue(Device), result.GetValue(Threads), unseen);
}

/// <summary>The options that say which rows a query is about.</summary>
internal sealed class RowOptions
{
    /// <summary>The rows as an argument, the same as --data.</summary>
    public Argument<string?> Path { get; init; } = new("data") { Description = "A file or folder with rows like those of the run, the same as --data. [default: the run's own data]", DefaultValueFactory = _ => null };

    public Option<string?> Data { get; } = new("--data") { Description = "File or folder with rows like those of the run, the same as the argument." };

    public Option<string?> Sql { get; } = new("--sql") { Description = "A SQL query whose result is the rows, in place of --data." };

    public Option<UnseenValues?> Unseen { get; } = Choice.Optional<UnseenValues>("--unseen", "A value in a column of categories that training did not see: refused, taken as not observed (hide), or one of the column's others: {words} [default: as in training]");

    public Option<SplitName?> Split { get; } = Choice.Optional<SplitName>("--split", "Which rows, where the data have several splits: {words} [default: test]");

    /// <summary>What is said of the rows. Error: rows that are named in two ways, and wishes about rows that are the run's own.</summary>
    public LanguageExt.Either<Failure, RowWish> Bind(ParseResult result)
    {
        bool IsGiven(string name) => IdleOptions.IsGiven(result, name);
        var argument = result.GetResult(Path) is { Implicit: false, Tokens.Count: > 0 } ? result.GetValue(Path) : null;
        var option = IsGiven(Data.Name) ? result.GetValue(Data) : null;
        var wish = new RowWish(argument ?? option, IsGiven(Sql.Name) ? result.GetValue(Sql) : null, IsGiven(Unseen.Name) ? result.GetValue(Unseen) : null, IsGiven(Split.Name) ? result.GetValue(Split) : null);
        return wish switch
        {
            _ when argument is not null && option is not null && argument != option => new Failure($"--data is '{option}', and the rows are also given as '{argument}'; give one of them"),
            { Path: { } path, Sql: not null } => new Failure($"--sql cannot be given with '{path}'; a query names its files itself"),
            { AreOwn: true, Unseen: not null } => new Failure("--unseen is for rows that are named, by a path or a query; training has seen the run's own"),
            _ => wish,
        };
    }
}
