using System.CommandLine;
using Pics.Host;

namespace Pics.Properties;

/// <summary>What the documents say of the console is what the console says of itself.</summary>
public class ConsoleDocumentLaws
{
    private const string Manual = "Pics.Host/README.md";

    private static readonly RootCommand Root = CommandLine.Root([], default);

    private static IEnumerable<Command> Verbs => Root.Subcommands.Where(command => !command.Hidden);

    [Fact]
    public void Commands_are_understood()
    {
        var commands = Document.All.SelectMany(ConsoleCommand.In).ToList();
        Assert.True(commands.Count >= 20);
        DocumentLaws.None(commands.Select(command => ParseFault.Find(Root.Parse(command.Words, OptionWords.Plain), command.Words) is { } fault ? $"{command}: {fault}" : string.Empty).Where(fault => fault.Length > 0));
        Assert.DoesNotContain(commands, command => Root.Parse(command.Words).CommandResult.Command is RootCommand);
    }

    [Fact]
    public void Verbs_in_a_line_have_the_options_that_they_are_named_with()
    {
        var named = Document.All.SelectMany(document => document.Code.Select(code => (document.Name, code.Line, Words: ConsoleCommand.Split(code.Text))))
            .Where(code => code.Words.Length > 0 && Verbs.Any(verb => verb.Name == code.Words[0]))
            .ToList();
        Assert.Contains(named, code => code.Words.Any(IsOption));
        DocumentLaws.None(named.SelectMany(code => code.Words.Where(IsOption).Where(option => !Options(code.Words).Contains(Name(option))).Select(option => $"{code.Name}, line {code.Line}: {code.Words[0]} {option}")));
    }

    [Fact]
    public void Options_of_the_manual_are_options_of_some_verb() => DocumentLaws.None(Document.All.Single(document => document.Name == Manual).Code
        .Where(code => IsOption(code.Text))
        .Select(code => ConsoleCommand.Split(code.Text)[0])
        .Select(Name)
        .Distinct()
        .Except(Tree(Root).SelectMany(command => command.Options).Select(option => option.Name)));

    [Fact]
    public void Every_verb_has_a_section() => Assert.Equal(
        Verbs.Select(verb => $"`{verb.Name}`").Order(StringComparer.Ordinal),
        Document.All.Single(document => document.Name == Manual).Headings.Where(heading => heading.Level == 3 && heading.Text.StartsWith('`')).Select(heading => heading.Text).Order(StringComparer.Ordinal));

    [Fact]
    public void What_no_verb_takes_is_found() // the laws would hold of documents in which nothing is found
    {
        var document = Document.Parse("a.md", "```\ndotnet run -c Release --project Pics.Host -- train \\\n  --k 4 # nodes\npics query RUN 'P(a | b=1)'\npics tarin --k 4\npics train --nodes 4\ndotnet test\n```\n");
        var commands = ConsoleCommand.In(document).ToList();
        Assert.Equal(["train|--k|4", "query|RUN|P(a | b=1)", "tarin|--k|4", "train|--nodes|4"], commands.Select(command => string.Join('|', command.Words)));
        Assert.Equal([true, true, false, false], commands.Select(command => Root.Parse(command.Words).Errors.Count == 0));
        Assert.DoesNotContain("--nodes", Options(["train"]));
    }

    private static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2;

    private static string Name(string option) => option.Split('=')[0];

    private static IEnumerable<string> Options(ImmutableArray<string> words) =>
        Tree(Verbs.Single(verb => verb.Name == words[0])).SelectMany(command => command.Options).Select(option => option.Name).Append("--help");

    private static IEnumerable<Command> Tree(Command command) => command.Subcommands.SelectMany(Tree).Prepend(command);
}
