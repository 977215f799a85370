namespace Pics.Properties;

/// <summary>The C# snippet of the README; a test says that it does what it claims.</summary>
public class Snippets
{
    // snippet-begin
    /// <summary>Probability that both pixels of a 1 x 2 image are one, by composing passes.</summary>
    private static Either<PicsError, double> BothOnes(Interpretation meaning) =>
        from graph in QuadTree.Create(height: 1, width: 2)
        from rule in Quadrature.GaussLegendre(8, -1, 1)
        from folded in Merge.With(new InputFamily.Categorical(Channels: 1, Categories: 2), MergeKind.Tucker)
            .Then(Share.With(inputs: Sharing.Full, integrals: Sharing.Composite))
            .Then(Materialize.With(rule))
            .Then(Fold.Pass.Checked())
            .Apply(graph)
        select Denotation.OfFolded(folded, meaning);
    // snippet-end

    [Fact]
    public void Both_ones()
    {
        // f(z1, z2) = 1 + z1 z2 on the square, p(x = 1 | z) = (1 + z) / 2: the integral is 1/4 + 1/36.
        var meaning = new Interpretation((_, z) => 1 + (z[0] * z[1]), (_, _, z) => (1 + z[0]) / 2, _ => 1);
        Assert.Equal(10.0 / 36, BothOnes(meaning).IfLeft(double.NaN), 1e-12);
    }

    [Fact]
    public void Readme_shows_the_snippets_that_are_tested()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Pics.sln"))) root = Path.GetDirectoryName(root)!;
        var readme = Normal(File.ReadAllText(Path.Combine(root, "README.md")));
        foreach (var file in new[] { "Pics.Properties/Snippets.cs" })
        {
            var text = File.ReadAllText(Path.Combine(root, "properties", file));
            var from = text.IndexOf("// snippet-begin", StringComparison.Ordinal) + "// snippet-begin".Length;
            Assert.Contains(Normal(text[from..text.IndexOf("// snippet-end", StringComparison.Ordinal)]), readme, StringComparison.Ordinal);
        }
    }

    private static string Normal(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
