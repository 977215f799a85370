using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Pics.Properties;

/// <summary>The programs in properties/samples compile, are short, and print what they promise.</summary>
[Collection(TensorTests.Name)]
public class SampleTests
{
    private const int MostLines = 25;

    private static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Root, "properties", "samples", name));

    [Theory]
    [InlineData("pass.cs", MostLines)]
    [InlineData("pass.fsx", MostLines)]
    [InlineData("first.cs", 10)]
    [InlineData("first.fsx", 10)]
    public void Samples_are_short(string name, int most) => Assert.InRange(
        Read(name).Split('\n').Count(line => line.Length > 0 && !line.StartsWith('#') && (most == MostLines || !(line.StartsWith("using Pics", StringComparison.Ordinal) || line.StartsWith("open ", StringComparison.Ordinal)))), 1, most);

    [Fact]
    public void The_first_program_compiles() // and runs from the packages in CI
    {
        using var folder = new TemporaryFolder();
        UserLibrary.Compile(folder["first.dll"], Read("first.cs"), OutputKind.ConsoleApplication);
    }

    [Fact]
    public void The_sample_of_passes_finds_the_wrong_one_and_shrinks_its_counterexample()
    {
        using var folder = new TemporaryFolder();
        var program = Assembly.LoadFile(UserLibrary.Compile(folder["sample.dll"], Read("pass.cs"), OutputKind.ConsoleApplication));
        var (code, output, error) = ConsoleRuns.Capture(() =>
        {
            program.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
            return 0;
        });
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Matches(@"^tuckerise passes create: holds in 100 cases\ncollapse keeps the denotation: holds in \d+ cases, \d+ skipped \(the pass changes nothing there: \d+\)\ncollapse never grows: holds in ", output);
        var failure = output[output.IndexOf("wrong collapse", StringComparison.Ordinal)..].Split('\n');
        Assert.StartsWith("wrong collapse keeps the denotation: fails after ", failure[0], StringComparison.Ordinal);
        Assert.Contains(failure, line => line.Contains("= mixture (", StringComparison.Ordinal));
        Assert.Contains(failure, line => line.StartsWith("  shrunk from   ", StringComparison.Ordinal));
        Assert.Contains(failure, line => line.StartsWith("  found         the value of the circuit", StringComparison.Ordinal));
        Assert.Contains(failure, line => line.StartsWith("  replay with   (", StringComparison.Ordinal));
    }

    [Fact]
    public void The_pass_of_the_sample_gives_the_circuit_of_tucker_merges()
    {
        var family = new InputFamily.Categorical(1, 3);
        var tuckerise = Rewrite.Where<Pic>("tuckerise", Selection.CpBlocks(2), (pic, block, child, add) =>
        {
            var parts = block.Children.Map(part => (CircuitUnit.Linear)pic.Units[part]);
            var kernel = new FunctionSignature.Kernel(pic.Latents[block.Children[0].Index], parts.Sum(part => pic.Latents[part.Operand.Index]));
            var pair = add(new CircuitUnit.Kronecker(parts.Map(part => child(part.Operand))));
            return add(new CircuitUnit.Linear(pair, new(kernel, Rewrite.FreeGroup(pic) + pair.Index, 0, Sharing.None)));
        });
        PassLaw.ForAll("tuckerise gives Tucker-merges", Gen.Choose(2, 5).SelectMany(Generate.BinaryRegionGraphsOver), graph =>
            PicBuilder.Get(Merge.With(family, MergeKind.Cp).Then(tuckerise).Then(Share.Default).Apply(graph)).Equals(
                PicBuilder.Get(Merge.With(family, MergeKind.Tucker).Then(Share.Default).Apply(graph)))).OrThrow();
    }
}
