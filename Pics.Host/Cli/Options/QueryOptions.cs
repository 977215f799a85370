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

    public QuerySettings Bind(ParseResult result) => new(result.GetValue(Folder)!, result.GetValue(K), result.GetValue(Rule), result.GetValue(Device), result.GetValue(Threads));
}

/// <summary>The options that say which rows per query is about.</summary>
internal sealed class RowOptions
{
    public Option<string?> Data { get; } = new("--data") { Description = "File or folder with rows like those of the run. [default: the run's own data]" };

    public Option<SplitName> Split { get; } = Choice.Of("--split", "Which rows, where the data have several splits:", SplitName.Test);
}
