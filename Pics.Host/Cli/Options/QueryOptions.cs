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

    private Option<int> Threads { get; } = new("--threads") { Description = "Threads; 0 leaves the choice to libtorch.", DefaultValueFactory = _ => 0 };

    /// <summary>Adds the options and what is to be done.</summary>
    public Command AddTo(Command command, Func<ParseResult, int> run)
    {
        foreach (var option in new Option[] { K, Rule, Device, Threads }) command.Options.Add(option);
        command.SetAction(run);
        return command;
    }

    public QuerySettings Bind(ParseResult result, UnseenValues? unseen = null) => new(result.GetValue(Folder)!, result.GetValue(K), result.GetValue(Rule), result.GetValue(Device), result.GetValue(Threads), unseen);
}

/// <summary>The options that say which rows per query is about.</summary>
internal sealed class RowOptions
{
    /// <summary>A query in place of --data.</summary>
    public static Option<string?> SqlOption() => new("--sql") { Description = "A SQL query whose result is the rows, in place of --data." };

    /// <summary>What becomes of values that training did not see.</summary>
    public static Option<UnseenValues?> UnseenOption() =>
        Choice.Optional<UnseenValues>("--unseen", "A value in a column of categories that training did not see: refused, taken as not observed (hide), or one of the column's others: {words} [default: as in training]");

    /// <summary>Refuses rows that are named in two ways, and wishes about rows that are the run's own.</summary>
    public static LanguageExt.Either<Failure, LanguageExt.Unit> Refuse(ParseResult result)
    {
        bool IsGiven(string name) => IdleOptions.IsGiven(result, name);
        if (IsGiven("--sql") && IsGiven("--data")) return new Failure("--sql cannot be given with --data; name the rows in one way");
        return IsGiven("--unseen") && !IsGiven("--sql") && !IsGiven("--data") ? new Failure("--unseen is for rows that --data or --sql name; training has seen the run's own") : LanguageExt.Unit.Default;
    }

    public Option<string?> Data { get; } = new("--data") { Description = "File or folder with rows like those of the run. [default: the run's own data]" };

    public Option<string?> Sql { get; } = SqlOption();

    public Option<UnseenValues?> Unseen { get; } = UnseenOption();

    public Option<SplitName> Split { get; } = Choice.Of("--split", "Which rows, where the data have several splits:", SplitName.Test);
}
