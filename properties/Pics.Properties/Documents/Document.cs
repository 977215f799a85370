using System.Text.RegularExpressions;

namespace Pics.Properties;

/// <summary>A line of a document and where it stands.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">The line.</param>
/// <param name="Fence">The language of the code block that it is in, empty if none is named; null outside of code.</param>
internal readonly record struct DocumentLine(int Number, string Text, string? Fence);

/// <summary>A Markdown file of the repository.</summary>
/// <param name="Name">Its path from the root, with slashes.</param>
/// <param name="Lines">Its lines; those that begin or end a code block are left out.</param>
/// <param name="Length">How many lines the file has.</param>
internal sealed partial record Document(string Name, ImmutableArray<DocumentLine> Lines, int Length)
{
    private static readonly ImmutableHashSet<string> NotOurs = ["bin", "obj", "runs", "TestResults", "StrykerOutput", "shared", "node_modules"];

    /// <summary>All documents of the repository.</summary>
    public static IReadOnlyList<Document> All { get; } = [.. Find(Repository.Root).Select(Read).OrderBy(document => document.Name, StringComparer.Ordinal)];

    /// <summary>The folder that it is in, from the root.</summary>
    public string Folder => Path.GetDirectoryName(Name)!.Replace('\\', '/');

    /// <summary>The lines outside of code blocks.</summary>
    public IEnumerable<DocumentLine> Prose => Lines.Where(line => line.Fence is null);

    /// <summary>The headings, without the signs in front.</summary>
    public IEnumerable<(int Level, string Text)> Headings => Prose
        .Select(line => HeadingPattern().Match(line.Text))
        .Where(match => match.Success)
        .Select(match => (match.Groups[1].Length, match.Groups[2].Value));

    /// <summary>What is in backticks outside of code blocks.</summary>
    public IEnumerable<(int Line, string Text)> Code => Prose.SelectMany(line => CodePattern().Matches(line.Text).Select(match => (line.Number, match.Groups[1].Value)));

    /// <summary>The targets of links and pictures.</summary>
    public IEnumerable<(int Line, string Target)> Links => Prose.SelectMany(line => LinkPattern().Matches(CodePattern().Replace(line.Text, "`code`"))
        .Select(match => (line.Number, match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)));

    /// <summary>The code blocks of a language, each as one text.</summary>
    public IEnumerable<string> Blocks(string language)
    {
        var block = new List<string>();
        var last = 0;
        foreach (var line in Lines.Where(line => line.Fence == language))
        {
            if (block.Count > 0 && line.Number != last + 1)
            {
                yield return string.Join('\n', block);
                block.Clear();
            }

            block.Add(line.Text);
            last = line.Number;
        }

        if (block.Count > 0) yield return string.Join('\n', block);
    }

    /// <summary>The name of a heading in a link, as GitHub makes it.</summary>
    public static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');

    /// <summary>Takes a text apart.</summary>
    public static Document Parse(string name, string text)
    {
        var all = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        var lines = ImmutableArray.CreateBuilder<DocumentLine>();
        string? fence = null;
        for (var index = 0; index < all.Length; index++)
        {
            if (all[index].StartsWith("```", StringComparison.Ordinal)) fence = fence is null ? all[index][3..].Trim() : null;
            else lines.Add(new(index + 1, all[index], fence));
        }

        return new(name, lines.ToImmutable(), all.Length);
    }

    private static Document Read(string path) => Parse(Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path));

    private static IEnumerable<string> Find(string folder) => Directory.EnumerateFiles(folder, "*.md")
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => Path.GetFileName(inner) is var name && name[0] != '.' && !NotOurs.Contains(name)).SelectMany(Find));

    [GeneratedRegex("^(#{1,6}) +(.+?) *$")]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodePattern();

    [GeneratedRegex("""\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)" ?""")]
    private static partial Regex LinkPattern();
}
