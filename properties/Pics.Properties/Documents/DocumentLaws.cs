namespace Pics.Properties;

/// <summary>What the documents say of files is true, and they can be read.</summary>
public class DocumentLaws
{
    private const int LongestLine = 120;
    private const int LongestReadme = 120;

    private static readonly string[] Manuals =
        ["CHANGELOG.md", "CONTRIBUTING.md", "Pics.Algebra/README.md", "Pics.Host/README.md", "Pics.Numerics/FSharp/README.md", "Pics.Numerics/README.md", "README.md", "findings/README.md", "paper-notes.md", "properties/Pics.Laws/README.md", "properties/README.md"];

    public static TheoryData<string> Names => [.. Document.All.Select(document => document.Name)];

    [Fact]
    public void Every_manual_is_there() => None(Manuals.Except(Document.All.Select(document => document.Name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_and_pictures_lead_somewhere(string name)
    {
        var document = Of(name);
        None(document.Links.Where(link => !Leads(document, link.Target)).Select(link => $"line {link.Line}: {link.Target}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_and_folders_in_backticks_are_there(string name)
    {
        var document = Of(name);
        None(document.Code.Where(code => DocumentPaths.IsOfProject(code.Text) && !DocumentPaths.Exists(document, code.Text)).Select(code => $"line {code.Line}: {code.Text}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Lines_are_short(string name) => None(Of(name).Lines
        .Where(line => line.Text.Length > LongestLine && !line.Text.StartsWith('|') && !line.Text.StartsWith("<img", StringComparison.Ordinal))
        .Select(line => $"line {line.Number}: {line.Text.Length} characters"));

    [Fact]
    public void The_first_page_is_short() => Assert.InRange(Of("README.md").Length, 1, LongestReadme);

    [Fact]
    public void Code_is_compiled_and_tested() // the tests show what it does
    {
        var sources = new[] { "*.cs", "*.fs", "*.fsx" }
            .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Repository.Root, "properties"), pattern, SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Normal(File.ReadAllText(file)))
            .ToList();
        var blocks = Document.All.SelectMany(document => new[] { "csharp", "fsharp" }.SelectMany(document.Blocks).Select(block => (document.Name, Text: block))).ToList();
        Assert.True(blocks.Count >= 2);
        None(blocks.Where(block => !sources.Any(source => source.Contains(Normal(block.Text), StringComparison.Ordinal))).Select(block => $"{block.Name}: {block.Text}"));
    }

    [Theory]
    [InlineData("Pics.Algebra")]
    [InlineData("Pics.Asking")]
    [InlineData("Pics.Numerics")]
    [InlineData("Pics.Host")]
    [InlineData("Pics.Laws")]
    public void The_picture_of_the_floors_has_all_folders_from_the_highest_to_the_lowest(string project)
    {
        var picture = Of("CONTRIBUTING.md").Lines.Where(line => line.Fence is not null).Select(line => line.Text).SkipWhile(text => text != project).Skip(1).TakeWhile(text => text.StartsWith("  ", StringComparison.Ordinal));
        Assert.Equal(Floors.Of(project).Select(floor => floor.Folder).Where(folder => folder.Length > 0).Reverse(), picture.Select(text => text[2..].Split("  ", 2)[0]));
    }

    [Fact]
    public void Links_paths_and_anchors_are_found_where_they_are() // the laws would hold of documents in which nothing is found
    {
        var document = Document.Parse("Pics.Host/a.md", "# Two words, `one` sign\n[a](b.md#c) `Pics.Host/Nowhere` `RUN/trouble`\n```csharp\n[no](link)\n```\n<img src=\"d.svg\" alt=\"e\">\n");
        Assert.Equal(["b.md#c", "d.svg"], document.Links.Select(link => link.Target));
        Assert.Equal(["one", "Pics.Host/Nowhere", "RUN/trouble"], document.Code.Select(code => code.Text));
        Assert.Equal([false, true, false], document.Code.Select(code => DocumentPaths.IsOfProject(code.Text)));
        Assert.False(DocumentPaths.Exists(document, "Pics.Host/Nowhere"));
        Assert.True(DocumentPaths.Exists(document, "docs/read_qpc.py"));
        Assert.Equal("two-words-one-sign", Document.Anchor(document.Headings.Single().Text));
        Assert.Equal(["[no](link)"], document.Blocks("csharp"));
        Assert.False(Leads(document, "README.md#no-such-heading"));
        Assert.False(Leads(document, "b.md"));
        Assert.True(Leads(document, "#two-words-one-sign"));
    }

    /// <summary>There is nothing; else all of it is shown.</summary>
    internal static void None(IEnumerable<string> faults)
    {
        var found = faults.ToList();
        if (found.Count > 0) Assert.Fail(string.Join('\n', found));
    }

    private static Document Of(string name) => Document.All.Single(document => document.Name == name);

    private static bool Leads(Document from, string target)
    {
        if (target.Contains("://", StringComparison.Ordinal)) return Uri.IsWellFormedUriString(target, UriKind.Absolute);
        var (path, anchor) = target.Split('#', 2) is [var file, var place] ? (file, place) : (target, null);
        var full = path.Length == 0 ? from.Name : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, from.Folder, path)).Replace('\\', '/');
        if (path.Length > 0 && !File.Exists(Path.Combine(Repository.Root, full)) && !Directory.Exists(Path.Combine(Repository.Root, full))) return false;
        return anchor is null || (full == from.Name ? from : Of(full)).Headings.Any(heading => Document.Anchor(heading.Text) == anchor);
    }

    private static string Normal(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
