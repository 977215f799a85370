using System.Text;

namespace Pics.Properties;

/// <summary>A command in a document that calls the console.</summary>
/// <param name="Document">The document's name.</param>
/// <param name="Words">The words from the verb on.</param>
internal sealed record ConsoleCommand(string Document, ImmutableArray<string> Words)
{
    private const string Project = "--project Pics.Host -- ";

    /// <summary>The commands in the code blocks of a document.</summary>
    public static IEnumerable<ConsoleCommand> In(Document document)
    {
        var joined = string.Empty;
        foreach (var line in document.Lines.Where(line => line.Fence is not null))
        {
            joined += line.Text.TrimEnd();
            if (joined.EndsWith('\\'))
            {
                joined = joined[..^1];
                continue;
            }

            var command = joined.Trim();
            joined = string.Empty;
            var place = command.IndexOf(Project, StringComparison.Ordinal);
            if (command.StartsWith("dotnet run ", StringComparison.Ordinal) && place >= 0) yield return new(document.Name, Split(command[(place + Project.Length)..]));
            else if (command.StartsWith("pics ", StringComparison.Ordinal)) yield return new(document.Name, Split(command["pics ".Length..]));
        }
    }

    /// <summary>Words as a shell sees them: quotes hold blanks, and a comment ends them.</summary>
    public static ImmutableArray<string> Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        var (quote, isWord) = ('\0', false);
        foreach (var letter in text + " ")
        {
            if (quote != '\0' && letter == quote) quote = '\0';
            else if (quote == '\0' && letter is '\'' or '"') (quote, isWord) = (letter, true);
            else if (quote == '\0' && letter == ' ')
            {
                if (isWord) words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
            else if (quote == '\0' && letter == '#' && !isWord) break;
            else (_, isWord) = (word.Append(letter), true);
        }

        return words.ToImmutable();
    }

    public override string ToString() => $"{Document}: {string.Join(' ', Words)}";
}
