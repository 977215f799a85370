using static Pics.Properties.DataFiles;

namespace Pics.Properties;

/// <summary>The reader of tables in text, given what spreadsheets write.</summary>
internal static class TextTargets
{
    private const int Most = 1024; // bytes a byte of a file: its cells as texts, and a sample of them

    private static readonly ImmutableArray<byte[]> Tables =
    [
        Text("a;b\n1;x\n2;y\n1;x\n"),
        [0xff, 0xfe, .. DialectLies.Wide("a;b\n1;x\n2;y\n1;x\n", false)],
        [0xef, 0xbb, 0xbf, .. Text("a\tb\n1\tx\n2\ty\n1\tx\n")],
        DialectLies.Western("name;n\r\nJ\u00fcrgen;1\r\nAnn;2\r\nJ\u00fcrgen;2\r\n"),
    ];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        Of("tables of spreadsheets", ReadOptions.Default.WithKept("*")),
        Of("tables of spreadsheets, kept", Streamed.WithKept("*")) with { IsClosedAtOnce = false, Share = 0.3 },
    ];

    private static FuzzTarget Of(string name, ReadOptions options) => new(name, "t.csv", Tables, DialectLies.Tables, path => Reading.Of(CsvTable.Read(path, options), DataTargets.Verify)) { Multiple = Math.Max(Most, DataTargets.Inflated) };
}
