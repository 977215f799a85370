using System.Diagnostics;
using System.Xml.Linq;
using Pics.Host;
using static Pics.Properties.ConsoleRuns;

namespace Pics.Properties;

/// <summary>The stages of the road as pictures.</summary>
[Collection(TensorTests.Name)]
public sealed class DrawTests(QueryRuns runs) : IDisposable
{
    private static readonly string[] Shown = ["draw", "--structure", "quad-graph", "--k", "2"]; // of the pictures that are committed
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Drawn(params string[] words)
    {
        var (code, _, error) = Run([.. words]);
        Assert.Equal((0, string.Empty), (code, error));
        return File.ReadAllText(words[^1]);
    }

    private static string[] Texts(string svg) => [.. XDocument.Parse(svg).Descendants(Svg + "text").Select(text => text.Value)];

    private static DrawnModel Model(Pic pic, RegionGraph regions)
    {
        var qpc = PicBuilder.Get(Materialize.With(PicBuilder.Get(Quadrature.Create(RuleKind.Midpoint, 2))).Apply(pic));
        return new(regions, pic, qpc, PicBuilder.Get(Fold.Pass.Apply(qpc)), null, []);
    }

    [Theory]
    [InlineData("region-graph")]
    [InlineData("pic")]
    [InlineData("qpc")]
    [InlineData("folded")]
    public void Committed_pictures_are_what_is_drawn(string stage)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Pics.sln"))) root = Path.GetDirectoryName(root)!;
        var committed = File.ReadAllText(Path.Combine(root, "Pics.Host", "docs", "pictures", $"{stage}.svg")).ReplaceLineEndings("\n");
        Assert.Equal(committed, Drawn([.. Shown, "--stage", stage, "--out", folder["a.svg"]]));
        Assert.Contains($"docs/pictures/{stage}.svg", File.ReadAllText(Path.Combine(root, "Pics.Host", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_of_all_stages_has_their_signs_names_and_sizes()
    {
        var texts = Texts(Drawn("draw", "--structure", "quad-graph", "--binarise", "--merge", "tucker", "--k", "3", "--out", folder["a.svg"]));
        string[] expected =
        [
            "Region graph", "9 regions, 6 partitions", "{0-3}", "{0, 2}", "PIC", "p₀(x₃ | z)", "∫∫ f₁[0] dz₁ dz₂", "⊗", "+", "0.5", "f₁(z, z₁, z₂): one net with 4 heads (C)",
            "QPC", "17 units, K = 3, trapezoidal rule", "+ f₁[0]3 × 9", "p₀(x₃ | z)3", "Folded QPC", "Tucker", "[F 4, K_1 3, K_2 3, K_out 3]", "4 folds of 2 slots", "f₁[0], f₁[1], f₁[2], f₁[3]",
        ];
        Assert.All(expected, text => Assert.Contains(text, texts));
    }

    [Fact]
    public void A_run_is_drawn_with_its_headings_at_any_K()
    {
        var texts = Texts(Drawn("draw", runs.Letters, "--k", "5", "--rule", "midpoint", "--stage", "qpc", "--out", folder["a.svg"]));
        Assert.Contains(texts, text => text.Contains("(likes tea | z)", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.EndsWith("K = 5, midpoint rule", StringComparison.Ordinal));
        Assert.Contains(Texts(Drawn("draw", runs.Letters, "--stage", "region-graph", "--out", folder["b.svg"])), text => text == "{0-9}");
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        (int, string, string) Says(params string[] words) => Run(["draw", .. words]);
        Assert.Equal(
            (1, string.Empty, "pics: the PIC has 23 units, more than the 22 that a picture shows; draw a smaller one with other --height, --columns or --structure, or --stage folded, which has 4 layers, or raise --limit\n"),
            Says("--structure", "quad-graph", "--stage", "pic", "--limit", "22", "--out", folder["a.svg"]));
        Assert.Equal((1, string.Empty, "pics: --limit is 0; it must be at least 1\n"), Says("--limit", "0", "--out", folder["a.svg"]));
        Assert.Equal((1, string.Empty, $"pics: --out is '{folder["a.png"]}'; expected a name that ends with .svg or .dot\n"), Says("--out", folder["a.png"]));
        Assert.Equal((1, string.Empty, "pics: --height cannot be given with a run folder, which has its own; only --k and --rule are for both\n"), Says(runs.Letters, "--height", "3", "--out", folder["a.svg"]));
        Assert.Equal((1, string.Empty, $"pics: '{folder.Path}' is not a run folder: it has no config.json; name a folder that 'train' wrote\n"), Says(folder.Path, "--out", folder["a.svg"]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(PicsArbitraries)])]
    public void Nodes_are_apart_and_lines_go_down(Pic pic, RegionGraph regions)
    {
        var model = Model(pic, regions);
        foreach (var drawing in Pngs.Get(model.Draw(Stage.All, 400)))
        {
            var layout = Layout.Of(drawing);
            for (var one = 0; one < layout.Places.Length; one++)
                for (var other = 0; other < one; other++)
                    Assert.True(Apart(layout.Places[one], layout.Places[other]));
            Assert.All(layout.Places, place => Assert.True(place.Middle.X - (place.Width / 2) >= -1e-6 && place.Middle.X + (place.Width / 2) <= layout.Width + 1e-6 && place.Bottom <= layout.Height + 1e-6));
            Assert.All(layout.Lines, line => Assert.True(line.Zip(line.Skip(1)).All(pair => pair.Item1.Y < pair.Item2.Y)));
            Assert.Equal(drawing.Edges.Map(edge => (layout.Places[edge.From].Middle.X, layout.Places[edge.To].Middle.X)), layout.Lines.Select(line => (line[0].X, line[^1].X)));
            var graph = LayeredGraph.Of(drawing);
            var ordered = Ordering.Order(graph);
            Assert.InRange(Ordering.Crossings(ordered), 0, Ordering.Crossings(graph));
            Assert.Equal(graph.Levels.Select(level => string.Join(' ', level.Order())), ordered.Levels.Select(level => string.Join(' ', level.Order())));
        }
    }

    private static bool Apart(Place one, Place other) =>
        one.Top >= other.Bottom || other.Top >= one.Bottom || Math.Abs(one.Middle.X - other.Middle.X) >= ((one.Width + other.Width) / 2) - 1e-6;

    [Fact]
    public void Two_crossed_lines_are_uncrossed()
    {
        DrawnNode Node(int level) => new(NodeShape.Sign, "a", level, Arr<string>.Empty);
        var crossed = new LayeredGraph([[0, 1], [2, 3]], [[0, 3], [1, 2]]);
        Assert.Equal((1, 0), (Ordering.Crossings(crossed), Ordering.Crossings(Ordering.Order(crossed))));
        var layout = Layout.Of(new("t", "s", Arr.create(Node(0), Node(1), Node(2)), Arr.create(new DrawnEdge(0, 1, ""), new DrawnEdge(1, 2, ""), new DrawnEdge(0, 2, "")), Arr<LegendEntry>.Empty));
        Assert.Equal([2, 2, 4], layout.Lines.Select(line => line.Length)); // the third goes past the node in the middle
        Assert.True(Math.Abs(layout.Lines[2][1].X - layout.Places[1].Middle.X) > layout.Places[1].Width / 2);
    }

    private static Drawing Hostile(string text) => new(
        text, text, Arr.create(new DrawnNode(NodeShape.Box, text, 0, Arr.create(text), Copies: 3), new DrawnNode(NodeShape.Pill, text, 1, Arr.create(text), 1), new DrawnNode(NodeShape.Sign, text, 1, Arr.create(text))),
        Arr.create(new DrawnEdge(0, 1, text), new DrawnEdge(0, 2, text)), Arr.create(new LegendEntry(text, null, text)));

    [Property]
    public void Any_text_gives_well_formed_pictures(string? text) =>
        Assert.Contains(XDocument.Parse(SvgWriter.Write([Layout.Of(Hostile(text ?? string.Empty))]), LoadOptions.PreserveWhitespace).Descendants(Svg + "text"), found => found.Value == OneLine.Of(text ?? string.Empty).Replace('\uffff', '\ufffd').Replace('\ufffe', '\ufffd'));

    [Theory]
    [InlineData("</text><script>alert(1)</script>")]
    [InlineData("\"]; n9 [label=\"\\")]
    [InlineData("a\nb\\n\u0001 & <!-- ]]> \u202e")]
    public void Signs_of_the_languages_are_only_text(string text)
    {
        var document = XDocument.Parse(SvgWriter.Write([Layout.Of(Hostile(text))]));
        Assert.Empty(document.Descendants(Svg + "script"));
        Assert.Contains(document.Descendants(Svg + "text"), found => found.Value == OneLine.Of(text));
        var dot = DotWriter.Write([Hostile(text)]);
        Assert.Equal(3, dot.Split('\n').Count(line => line.StartsWith("  n", StringComparison.Ordinal) && line.Contains(" [shape=", StringComparison.Ordinal)));
        Assert.Equal(2, dot.Split('\n').Count(line => line.Contains(" -- ", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public void Graphviz_reads_what_is_written_for_it()
    {
        Skip.IfNot((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, "dot"))), "there is no program 'dot' of Graphviz here");
        Drawn([.. Shown, "--out", folder["all.dot"]]);
        folder.Write("hostile.dot", DataFiles.Text(DotWriter.Write([Hostile("\"]; n9 [label=\"\\ <b>& \n é ⊗")])));
        var all = Dot(folder["all.dot"]);
        Assert.Equal(15 + 23 + 23 + 4, all.Count(line => line.StartsWith("node ", StringComparison.Ordinal)));
        Assert.Equal(3, Dot(folder["hostile.dot"]).Count(line => line.StartsWith("node ", StringComparison.Ordinal)));
    }

    private static string[] Dot(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("dot", ["-Tplain", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, string.Empty), (process.ExitCode, error.Result));
        return output.Split('\n');
    }
}
