using System.Text;
using Spectre.Console;

namespace Pics.Host;

/// <summary>A table of texts, for the terminal or as Markdown.</summary>
internal sealed record TextTable(string Title, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int FileWidth = 200; // columns where nothing else says how many there are; the terminal that Open MPI gives a rank is none

    public void Print()
    {
        if (!AnsiConsole.Profile.Out.IsTerminal || MpiLauncher.Find() is not null) AnsiConsole.Profile.Width = FileWidth;
        Console.Out.WriteLine(Title);
        Tables.Print(Headers, Rows);
    }

    public string Markdown()
    {
        static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
        var text = new StringBuilder($"{Title}\n\n");
        text.Append(Line(Headers)).Append(Line(Headers.Select((_, column) => column == 0 ? "---" : "---:")));
        foreach (var row in Rows) text.Append(Line(row));
        return text.Append('\n').ToString();
    }
}
