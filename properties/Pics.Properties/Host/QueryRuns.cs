using System.Globalization;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>Small runs that verbs are asked about, each trained when it is first needed, and once.</summary>
public sealed class QueryRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> runs = [];

    /// <summary>Headings and labels of the run <see cref="Letters"/>, in the order of its values.</summary>
    internal static (string Name, string[] Labels)[] LetterColumns { get; } =
    [
        ("a", ["0", "1"]), ("b", ["0", "1"]), ("c", ["0", "1"]), ("d", ["0", "1"]), ("likes tea", ["no", "yes"]), ("f", ["0", "1"]), ("g", ["0", "1"]),
        ("age group", ["1", "2", "4"]), ("region", ["0", "1", "2"]), ("job", ["clerk", "cook", "smith, black"]),
    ];

    /// <summary>Seven binary and three ternary columns, in double precision.</summary>
    internal string Letters => Table("letters", LetterTable(300, 1), "--double", "--structure", "random-splits", "--k", "3", "--width", "4", "--max-steps", "12", "--learning-rate", "0.1");

    /// <summary>A binary column, a column of texts, counts and real numbers, in double precision.</summary>
    internal string Mixed
    {
        get
        {
            folder.Write("mixed.json", Text("""{ "format": "pics-table", "version": 1, "columns": [{ "name": "visits", "kind": "count" }] }"""));
            return Table("mixed", MixedTable(300, 2), "--schema", folder["mixed.json"], "--double", "--structure", "balanced-tree", "--k", "4", "--width", "8", "--max-steps", "200", "--learning-rate", "0.03");
        }
    }

    /// <summary>Six columns that nearly say the same.</summary>
    internal string Twins => Table("twins", TwinTable(600, 3), "--structure", "balanced-tree", "--root-merge", "cp", "--k", "4", "--width", "16", "--max-steps", "300", "--learning-rate", "0.03");

    /// <summary>The generated shapes.</summary>
    internal string Shapes => Trained("shapes", "--k", "3", "--width", "8", "--max-steps", "20");

    /// <summary>Images of 4 x 6 pixels with YCoCg-R channels.</summary>
    internal string Colours => Trained("colours", "--dataset", "file", "--data", ColourData, "--colour", "ycocg-r", "--k", "3", "--width", "8", "--max-steps", "20", "--batch-size", "8");

    /// <summary>The images of <see cref="Colours"/>.</summary>
    internal string ColourData => folder.Write("colours.npy", NumpyFiles.Array("|u1", [40, 4, 6, 3], [.. Pixels(40 * 72, 4).Select(level => (double)level)]));

    /// <summary>A plain circuit over the columns of <see cref="Twins"/>.</summary>
    internal string Plain => Table("plain", TwinTable(60, 3), "--model", "pc", "--structure", "balanced-tree", "--k", "2", "--max-steps", "3");

    /// <summary>The table that a run was trained on.</summary>
    internal static string TableOf(string run) => Path.ChangeExtension(run, ".csv");

    /// <summary>A copy of a run that may be damaged.</summary>
    internal static string Copy(string run, TemporaryFolder target)
    {
        Directory.CreateDirectory(target["copy"]);
        foreach (var file in Directory.GetFiles(run)) File.Copy(file, Path.Combine(target["copy"], Path.GetFileName(file)), overwrite: true);
        return target["copy"];
    }

    internal static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell)) + "\n";

    internal static string LetterTable(int rows, int seed)
    {
        var random = new Random(seed);
        return Line(LetterColumns.Select(column => column.Name)) + string.Concat(Enumerable.Range(0, rows).Select(_ =>
        {
            var hidden = random.Next(3);
            return Line(LetterColumns.Select(column => column.Labels[random.Next(3) == 0 ? random.Next(column.Labels.Length) : hidden % column.Labels.Length]));
        }));
    }

    internal static string TwinTable(int rows, int seed)
    {
        var random = new Random(seed);
        return "n,o,p,q,r,s\n" + string.Concat(Enumerable.Range(0, rows).Select(_ =>
        {
            var hidden = random.Next(3);
            return Line(Enumerable.Range(0, 6).Select(column => $"{(random.Next(60) == 0 ? random.Next(3) : hidden) + (10 * column)}"));
        }));
    }

    public void Dispose() => folder.Dispose();

    private static string MixedTable(int rows, int seed)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return "flag,job,visits,income\n" + string.Concat(Enumerable.Range(0, rows).Select(_ =>
        {
            var job = random.Next(3);
            return Line([$"{(random.Next(5) == 0 ? 1 : 0) ^ (job & 1)}", LetterColumns[^1].Labels[job], $"{random.Next(2 + (3 * job))}", ((10000 * (job + 2)) + (2000 * Normal())).ToString("F2", CultureInfo.InvariantCulture)]);
        }));
    }

    /// <summary>Rows of one colour each, more or less.</summary>
    private static IEnumerable<int> Pixels(int count, int seed)
    {
        var random = new Random(seed);
        int[] colour = [0, 0, 0];
        for (var place = 0; place < count; place++)
        {
            if (place % 72 == 0) colour = [random.Next(2) * 200, random.Next(2) * 200, random.Next(2) * 200];
            yield return colour[place % 3] + random.Next(40);
        }
    }

    private string Table(string name, string text, params string[] words) =>
        Trained(name, ["--dataset", "file", "--data", File.Exists(folder[name + ".csv"]) ? folder[name + ".csv"] : folder.Write(name + ".csv", Text(text)), "--batch-size", "32", .. words]);

    private string Trained(string name, params string[] words)
    {
        if (runs.TryGetValue(name, out var run)) return run;
        var result = ConsoleRuns.Run(["train", "--out", folder[name], .. words]);
        Assert.Equal((0, string.Empty), (result.Code, result.Error));
        return runs[name] = folder[name];
    }
}
