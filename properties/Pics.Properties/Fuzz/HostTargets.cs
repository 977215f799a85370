using System.Text;
using System.Text.RegularExpressions;
using Pics.Host;
using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>The readers of queries, of tables that are filled, and of archives that are unpacked.</summary>
internal static partial class HostTargets
{
    private const int LargestMember = 1 << 14; // bytes

    private static readonly ImmutableArray<Column> Columns =
    [
        new("age", new ColumnKind.Real(40, 10)),
        new("job", new ColumnKind.Categorical(3, Prelude.Array("cook", "smith, black", "a \"b\""))),
        new("visits", new ColumnKind.Count()),
        new("hours per week", new ColumnKind.Categorical(2, Prelude.Array("20", "40"))),
        new("x1", Column.Of(2).Kind),
        new("a\n\u001b[31m", new ColumnKind.Categorical(2, Prelude.Array("\n", "\u202e"))),
    ];

    private static readonly ImmutableArray<byte[]> Queries =
    [
        .. new[] { "P(age=41.5, job=\"smith, black\" | x1=1)", "P(job | visits=7)", "E(age | job=cook, `hours per week`=40)", "Var(#3 | x1=0)", "P(x5=\"\n\" | #2=0)" }.Select(Text),
    ];

    private static readonly Gen<string> Name = Gen.Frequency((20, Gen.Elements("age", "job", "visits", "x1", "`hours per week`", "#3", "x5", "\"a\n\u001b[31m\"")), (1, Gen.Elements("#9", "x99999999999", "x1.0", "x1.7", "#", "jobs", new string('a', 20_000))));

    private static readonly Gen<string> Value = Gen.Frequency(
        (20, Gen.Elements("0", "1", "40", "20", "cook", "\"smith, black\"", "`a \"b\"`", "41.5", "-1e5", "7.0")),
        (1, Gen.Elements("NaN", "1e309", "", "\"", "`", "\"\"\"\"", "\n", "\u001b[31m", "\"\u202e\"", "\"\ud83d\ude00\"", "é", "99999999999999999999", new string('9', 400))));

    private static readonly Gen<string> Given = (from name in Name from equal in Gen.Frequency((20, Gen.Constant("=")), (1, Gen.Elements("", "==", " = ", "<"))) from value in Value select name + equal + value).ListOf()
        .SelectMany(values => Gen.Elements(1, 1, 2, 3, 200).Select(most => string.Join(", ", values.Take(most))));

    private static readonly Gen<byte[]> Words =
        from kind in Gen.Frequency((20, Gen.Elements("P(", "P( ", "E(", "Var(")), (1, Gen.Elements("", "p(", "P", "Q(", new string('(', 20_000))))
        from asked in Gen.OneOf(Name, Given)
        from bar in Gen.Frequency((20, Gen.Elements("|", " | ", "")), (1, Gen.Elements("||", ",", "\0")))
        from given in Gen.OneOf(Given, Gen.Constant(""))
        from end in Gen.Frequency((20, Gen.Constant(")")), (1, Gen.Elements("", "))", ") x", "\n")))
        select Text(kind + asked + bar + given + end);

    private static readonly ImmutableArray<byte[]> Tables = [Text("a,b,c\n1,x,2.5\n2,,?\n1,\"x, \"\"z\"\"\",1e3\n"), Text("\"one\n\";two\r\n-1;0\r\n\r\n;3\r\n"), Text("1\t2\n \t4")];

    private static readonly Download Bins = new("a.zip", null, Packing.Zip, BinName, new Dictionary<string, Checksum>(), LargestMember);

    private static readonly ImmutableArray<byte[]> Zips = [NumpyFiles.Archive(("a.bin", [1, 2, 3]), ("folder/b.bin", new byte[3000]), ("other.txt", []))];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new("queries", "query", Queries, Words, Asked) { Names = "at character " },
        new(
            "tables to fill",
            "t.csv",
            Tables,
            Gen.Elements(TextLies.Cells.Append("\"").Append("a\"b").Append("\r").ToArray()).ListOf().Where(list => list.Count < 30)
                .SelectMany(cells => Gen.Elements(",", ";", "\n", "\r\n").ArrayOf(cells.Count).Select(ends => Text(string.Concat(cells.Zip(ends, (cell, end) => cell + end))))),
            Filled),
        new("archives to unpack, zip", "a.zip", Zips, ZipLies.Of(Zips, Mutations.Bytes(40), ["a.bin", "b.bin", "other.txt"]), path => Unpacked(path, Bins)) { Multiple = DataTargets.Inflated },
        new("archives to unpack, tar", "a.tar.gz", [ZipLies.RightTar], ZipLies.Tar(Mutations.Bytes(40), ["a.bin", "b.bin", "other.txt"]), path => Unpacked(path, Bins with { Packing = Packing.TarGzip })) { Multiple = DataTargets.Inflated },
    ];

    [GeneratedRegex(@"^[a-z]+\.bin$")]
    private static partial Regex BinName { get; }

    private static Reading Asked(string path)
    {
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(path));
        return QueryText.Parse(text, Columns, 1).Match(
            query => new Reading(null, () =>
            {
                Assert.Equal(query, QueryText.Parse(QueryText.Print(query, Columns, 1), Columns, 1).IfLeft(error => throw new InvalidOperationException(error.Explain())));
                Assert.All(Said(query), said => Assert.True(said.Term.Variable < Columns.Length && said.Term.Channel == 0 && said.Held(Columns[said.Term.Variable]).IsRight && said is not Constraint.Equal { Value: double.NaN or double.PositiveInfinity or double.NegativeInfinity }));
            }),
            error => Reading.Refused(error.Explain()));
    }

    private static IEnumerable<Constraint> Said(Question query) => query.Given.Concat(query.Match(probability => probability.Event, _ => [], _ => [], _ => [], _ => [], _ => [], _ => []));

    /// <summary>Where nothing is filled in, all bytes stay.</summary>
    private static Reading Filled(string path)
    {
        using var folder = TemporaryFolder.InMemory();
        var written = TableRewrite.Write(path, ReadOptions.Default, folder["filled.csv"], (_, _) => null).MapLeft(Failure.Of);
        var bytes = written.IsRight ? File.ReadAllBytes(folder["filled.csv"]) : [];
        Assert.True(written.IsRight || Directory.GetFiles(folder.Path).Length == 0);
        return Reading.Of(written, _ => Assert.Equal(Plain(File.ReadAllBytes(path)), bytes));
    }

    private static byte[] Plain(byte[] bytes)
    {
        if (!GzipContent.IsGzip(bytes)) return bytes;
        using var content = new GzipContent(new MemoryStream(bytes));
        using var plain = new MemoryStream();
        content.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>Only members of the wanted names are written, as plain files, and only into the folder.</summary>
    private static Reading Unpacked(string path, Download download)
    {
        using var folder = TemporaryFolder.InMemory();
        Directory.CreateDirectory(folder["in"]);
        var result = Unpacking.Unpack(path, download, folder["in"], path);
        Assert.Equal([folder["in"]], Directory.GetFileSystemEntries(folder.Path));
        Assert.All(new DirectoryInfo(folder["in"]).GetFileSystemInfos(), entry => Assert.True(entry is FileInfo { LinkTarget: null } file && BinName.IsMatch(file.Name) && file.Length <= LargestMember));
        var found = Directory.GetFiles(folder["in"]).Select(file => Path.GetFileName(file)!).Order().ToList();
        return Reading.Of(result, names => Assert.Equal(names.Distinct().Order(), found));
    }
}
