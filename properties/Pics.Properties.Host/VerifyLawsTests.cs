using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace Pics.Properties;

/// <summary><c>verify --laws</c>: laws of a user's library are found, checked, shrunk, replayed and refused.</summary>
[Collection(TensorTests.Name)]
public class VerifyLawsTests
{
    private const string Usings = "using Pics.Algebra; using Pics.Numerics; using Pics.Laws; using LanguageExt;\n";

    private const string Mixed = Usings + """
        public static class Mine
        {
            private static Pass<Pic, Pic> Mixtures(string name, int most) => Rewrite.Where<Pic>(name, Selection.Mixtures, (_, mixture, child, add) =>
                mixture.Children.Count <= most ? child(mixture.Children[0]) : add(mixture.MapChildren(child)));
            public static PassLaw Right { get; } = PassLaw.KeepsDenotation(Mixtures("collapse", 1));
            public static readonly PassLaw Wrong = PassLaw.KeepsDenotation(Mixtures("wrong collapse", 9));
            public static IEnumerable<Law> OfModels => new[] { Law.Of("Likely enough", "log p of a row is at least -1000", scene => scene.LogLikelihood(scene.Case.Row).Map(found => LawOutcome.AtLeast("log p", found, "-1000", -1000, 0))) };
            public static int NoLaw => 1;
            private static PassLaw Hidden => throw new InvalidOperationException("private members are not read");
        }
        """;

    private static string Library(TemporaryFolder folder, string source, string name = "mine.dll") => UserLibrary.Compile(folder[name], source);

    private static string Structure(TemporaryFolder folder) =>
        folder.Write("g.json", System.Text.Encoding.UTF8.GetBytes(RegionGraphJson.Write(PicBuilder.Get(RandomBinaryTrees.Create(4, 2, 2, 1)))));

    [Fact]
    public void Laws_of_a_library_are_checked_on_random_circuits_and_models()
    {
        using var folder = new TemporaryFolder();
        var library = Library(folder, Mixed);
        var (code, output, error) = ConsoleRuns.Run("verify", "--laws", library, "--cases", "40", "--json", folder["v.json"]);
        Assert.Equal(1, code);
        Assert.Matches(@"^pics: 1 of 3 laws failed: wrong collapse keeps the denotation \(after \d+ checks?\)\n$", error);
        Assert.StartsWith($"Laws of '{library}' on random circuits and models.\n40 case(s) of seed 42, 3 law(s).\ncollapse keeps the denotation: holds in ", output, StringComparison.Ordinal);
        Assert.Contains("\nLikely enough: holds in ", output, StringComparison.Ordinal);
        var lines = output[output.IndexOf("wrong collapse keeps the denotation: fails", StringComparison.Ordinal)..].Split('\n');
        Assert.Contains(lines, line => line.Contains("= mixture (", StringComparison.Ordinal));

        var replay = lines.Single(line => line.StartsWith("  replay with   ", StringComparison.Ordinal))[16..];
        Assert.Matches($"^verify --laws {System.Text.RegularExpressions.Regex.Escape(library)} --law \"wrong collapse keeps the denotation\" --replay \"\\(\\d+,\\d+,\\d+\\)\"$", replay);
        string[] words = [.. System.Text.RegularExpressions.Regex.Matches(replay, "\"([^\"]*)\"|(\\S+)").Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)];
        var again = ConsoleRuns.Run(words);
        Assert.Equal(1, again.Code);
        Assert.Contains(string.Join('\n', lines.SkipWhile(line => !line.StartsWith("  states", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith(' '))), again.Out, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(File.ReadAllText(folder["v.json"]));
        var found = json.RootElement.GetProperty("lawsOfCircuits").EnumerateArray().ToList();
        Assert.Equal(3, found.Count);
        Assert.Equal(replay, found.Single(law => law.GetProperty("counterexample").ValueKind != JsonValueKind.Null).GetProperty("counterexample").GetProperty("replay").GetString());
        Assert.Equal(0, ConsoleRuns.Run("verify", "--laws", library, "--cases", "10", "--law", "likely").Code);
    }

    [Fact]
    public void With_a_model_its_laws_are_checked_on_the_model()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = ConsoleRuns.Run("verify", Structure(folder), "--laws", Library(folder, Mixed), "--cases", "10", "--law", "li"); // in likely and in nothing else
        Assert.Equal((0, string.Empty), (code, error));
        Assert.Contains("with random parameters, a PIC of 4 variable(s)", output, StringComparison.Ordinal);
        Assert.Contains("Likely enough", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing observed has probability one", output, StringComparison.Ordinal);
        Assert.EndsWith("1 law held in 10 checks.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_law_that_is_never_checked_fails_the_verification()
    {
        using var folder = new TemporaryFolder();
        var library = Library(folder, Usings + """
            public static class Idle
            {
                public static PassLaw Nothing => PassLaw.KeepsDenotation(Pass.Identity<Pic>());
                public static Law Never => Law.Of("Never asked", "nothing", _ => new LawOutcome.Skipped("it says nothing"));
                public static PassLaw Always => PassLaw.ForAll("always", FsCheck.Fluent.Gen.Constant(1), _ => true);
            }
            """);
        const string Said = "1 law held in 5 checks; 2 were checked in no case, so nothing is known of them: ";
        var alone = ConsoleRuns.Run("verify", "--laws", library, "--cases", "5");
        Assert.Equal((1, $"pics: {Said}identity keeps the denotation, Never asked\n"), (alone.Code, alone.Error));
        Assert.Contains("identity keeps the denotation: was checked in no case, so nothing is known of it; 0 cases, 5 skipped (the pass changes nothing there: 5).", alone.Out, StringComparison.Ordinal);
        var onModel = ConsoleRuns.Run("verify", Structure(folder), "--laws", library, "--cases", "5");
        Assert.Equal((1, $"pics: {Said}Never asked, identity keeps the denotation\n"), (onModel.Code, onModel.Error));
    }

    [Fact]
    public void Built_in_laws_that_are_never_checked_are_named_and_all_of_them_are_a_failure()
    {
        using var folder = new TemporaryFolder();
        var structure = Structure(folder);
        var some = ConsoleRuns.Run("verify", structure, "--cases", "2", "--double", "--law", "float agrees");
        Assert.Equal((1, "pics: 0 laws held in 0 checks; 1 was checked in no case, so nothing is known of it: Float agrees with double\n"), (some.Code, some.Error));
        var all = ConsoleRuns.Run("verify", structure, "--cases", "2", "--double");
        Assert.Equal((0, string.Empty), (all.Code, all.Error));
        Assert.Matches(@"\n20 laws held in 40 checks; 2 were checked in no case, so nothing is known of them: Evidence gradient agrees with differences, Float agrees with double\.\n$", all.Out);
    }

    [Theory]
    [InlineData("'NOWHERE' does not exist; --laws takes a .NET library, the .dll that 'dotnet build' makes", "NOWHERE")]
    [InlineData("'SCRIPT' is a source file, which verify does not compile; build a library of it with 'dotnet build' and name its .dll", "SCRIPT")]
    [InlineData("'TEXT' is not a .NET library; --laws takes the .dll that 'dotnet build' makes", "TEXT")]
    [InlineData("'EMPTY' has no laws; a law is a public static property or field of the type PassLaw or Law in a public class", "EMPTY")]
    [InlineData("the law Bad.Law of 'THROWS' cannot be made: InvalidOperationException: on purpose", "THROWS")]
    [InlineData("the law Bad.Law of 'STATIC' cannot be made: InvalidOperationException: in a static field", "STATIC")]
    [InlineData("the law Bad.Law of 'NULL' is null", "NULL")]
    [InlineData("--law is 'gravity', which is part of no law's name; the laws are: Likely enough; collapse keeps the denotation; wrong collapse keeps the denotation", "MINE", "--law", "gravity")]
    [InlineData("--merge is for structures, and none is named; leave it out", "MINE", "--merge", "tucker")]
    [InlineData("--data is for runs, and none is named; leave it out", "MINE", "--data", "x")]
    [InlineData("0 laws held in 0 checks; 1 was checked in no case, so nothing is known of it: Likely enough", "MINE", "--law", "likely", "--replay", "nonsense")]
    public void Bad_libraries_get_one_sentence(string sentence, string library, params string[] more)
    {
        using var folder = new TemporaryFolder();
        static string Bad(string members) => $"{Usings}public static class Bad {{ {members} }}";
        var path = library switch
        {
            "NOWHERE" => folder["no.dll"],
            "SCRIPT" => folder.Write("laws.cs", "// laws"u8.ToArray()),
            "TEXT" => folder.Write("text.dll", "no library"u8.ToArray()),
            "EMPTY" => Library(folder, Bad("public static int Number => 1;"), "empty.dll"),
            "THROWS" => Library(folder, Bad("public static PassLaw Law => throw new System.InvalidOperationException(\"on purpose\");"), "throws.dll"),
            "STATIC" => Library(folder, Bad("public static PassLaw Law = Make(); static PassLaw Make() => throw new System.InvalidOperationException(\"in a static field\");"), "static.dll"),
            "NULL" => Library(folder, Bad("public static PassLaw Law => null!;"), "null.dll"),
            _ => Library(folder, Mixed),
        };
        var (code, _, error) = ConsoleRuns.Run(["verify", "--laws", path, .. more.Contains("--replay") ? [] : new[] { "--cases", "1" }, .. more]);
        Assert.Equal((1, $"pics: {sentence}\n"), (code, error.Replace(path, library, StringComparison.Ordinal)));
    }

    [Fact]
    public void Libraries_find_what_lies_beside_them_and_say_what_does_not()
    {
        using var folder = new TemporaryFolder();
        var needed = Library(folder, "namespace Needed { public static class Number { public static int Value => 7; } }", "needed.dll");
        var path = UserLibrary.Compile(folder["user.dll"], Usings + "public static class User { public static PassLaw Seven => PassLaw.ForAll($\"is {Needed.Number.Value}\", FsCheck.Fluent.Gen.Constant(7), found => found == Needed.Number.Value); }", OutputKind.DynamicallyLinkedLibrary, needed);
        Assert.Contains("is 7: holds in 3 cases.\n", ConsoleRuns.Run("verify", "--laws", path, "--cases", "3").Out, StringComparison.Ordinal);
        using var alone = new TemporaryFolder();
        File.Copy(path, alone["user.dll"]);
        var (code, _, error) = ConsoleRuns.Run("verify", "--laws", alone["user.dll"]);
        Assert.Equal(1, code);
        Assert.Matches("^pics: the law User.Seven of '[^']*' cannot be made: FileNotFoundException: [^\n]*needed[^\n]*\n$", error);
    }

    [Fact]
    public void Nothing_to_verify_is_said()
    {
        Assert.Equal((1, "pics: there is nothing to verify; name a run folder that 'train' wrote, a JSON file with a region graph, or a library with --laws\n"), ConsoleRuns.Run("verify") is var (code, _, error) ? (code, error) : default);
        Assert.Equal((1, "pics: --replay is for laws of circuits, which --laws names; leave it out\n"), ConsoleRuns.Run("verify", "x", "--replay", "(1,1,1)") is var (second, _, said) ? (second, said) : default);
    }
}
