using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>A column without a heading has one name, by which every verb knows it.</summary>
[Collection(TensorTests.Name)]
public sealed class UnnamedColumnTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Good(params string[] words)
    {
        var (code, output, error) = ConsoleRuns.Run(words);
        Assert.Equal((0, string.Empty), (code, error));
        return output;
    }

    [Theory]
    [InlineData(0, "x0", "a", "b")]
    [InlineData(1, "a", "x1", "b")]
    public void All_verbs_call_it_the_same(int place, params string[] names)
    {
        var random = new Random(4);
        var table = folder.Write("t.csv", Text($"{string.Join(',', names.Select((name, column) => column == place ? string.Empty : name))}\n" + string.Concat(Enumerable.Range(0, 80).Select(_ => FormattableString.Invariant($"{random.Next(3) * 1.5},{random.Next(3)}.5,{random.Next(3)}.25\n")))));
        Assert.Contains($"\n{names[place]} ", string.Join('\n', Good("data", "describe", table).Split('\n').Select(line => line.TrimStart())), StringComparison.Ordinal);
        Good("train", table, "--k", "2", "--width", "4", "--max-steps", "3", "--kinds", "*=real", "--out", folder["run"]);
        Good("sample", folder["run"], "--count", "5", "--out", folder["s.csv"]);
        Assert.Equal(string.Join(',', names), File.ReadLines(folder["s.csv"]).First());
        foreach (var rows in new[] { folder["s.csv"], table })
        {
            var scored = Good("score", folder["run"], rows);
            foreach (var note in new[] { "has no column", "not one of the model" }) Assert.DoesNotContain(note, scored, StringComparison.Ordinal);
        }

        Good("query", folder["run"], $"E({names[place]} | b=1.25)");
        Good("query", folder["run"], $"E(b | {names[place]}=1.5)");
        Good("sample", folder["run"], "--count", "2", "--given", $"{names[place]}=1.5");
        var (code, _, error) = ConsoleRuns.Run("query", folder["run"], "E(other)");
        Assert.Equal(1, code);
        Assert.Contains($"expected {names[0]} or {names[1]} or {names[2]}", error, StringComparison.Ordinal);
    }
}
