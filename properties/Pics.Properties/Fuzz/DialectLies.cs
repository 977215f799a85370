using System.Text;

namespace Pics.Properties;

/// <summary>Tables in text as spreadsheets of many countries write them, in many encodings, and such as nobody writes.</summary>
internal static class DialectLies
{
    private static readonly string[] Cells =
    [
        "1,5", "-2,25", "1.234,56", "1,234.56", "1 234,5", "1'234.5", "$3.50", "2,00 \u20ac", "12%", "12,5 %", "(3)", "1e-3", "0", "1", "7", "2024-02-29", "29.02.2024", "02/29/2024", "23:59", "2024-02-29 23:59:59", "2024-13-45", "J\u00fcrgen", "caf\u00e9", "\u4e2d",
        "\ud83d\ude00", "yes", "no", "n/a", "NA", "-", "", "", "?", "\"a;b\"", "\"a,b\"", "\"a\nb\"", "\"say \"\"x\"\"\"", "\"", "007", "9007199254740993", "12345678901234567890", "# x", "sep=;", "1,5,7", "\t", " 1 ", "\0",
    ];

    private static readonly string[] Preambles =
    [
        "", "", "", "sep=;\n", "sep=,\r\n", "sep=\t\n", "sep=", "SEP=;\n", "sep=;;\n", "\"sep=;\"\n", "# a comment\n", "# a,b;c\n# d\n", "#\n", "Report of 2024\n\n", "Title;;\n;;\n", "\n\n\n", "// x\n", "% x\n", "@relation t\n@data\n", "---\n", "\u200b", "\ufeff",
    ];

    private static readonly Func<string, byte[]>[] Encodings =
    [
        Utf8, Utf8, text => [0xef, 0xbb, 0xbf, .. Utf8(text)], text => [0xff, 0xfe, .. Wide(text, false)], text => [0xfe, 0xff, .. Wide(text, true)], text => Wide(text, false), text => Wide(text, true), Western, Western,
        text => [.. Utf8(text), .. Western(text)], text => [0xff, 0xfe, .. Utf8(text)], text => [0xff, 0xfe, 0, 0, .. Encoding.UTF32.GetBytes(text)], text => [0xef, 0xbb, .. Utf8(text)], text => [0xff, 0xfe, .. Wide(text, true)],
        text => [.. Wide(text, false), 0], text => [0xff, 0xfe, .. Wide(text, false).SkipLast(1)], text => DataFiles.Gzip([0xff, 0xfe, .. Wide(text, false)]),
    ];

    /// <summary>Tables.</summary>
    public static Gen<byte[]> Tables { get; } =
        from preamble in Gen.Elements(Preambles)
        from separator in Gen.Elements(";", ";", ";", ",", "\t", "|", " ", ";;", ":")
        from columns in Gen.Choose(1, 5)
        from heading in Gen.Elements(string.Empty, string.Empty, "a", "2024", "Gr\u00f6\u00dfe (cm)", "x")
        from cells in Gen.Frequency((40, Gen.Elements(Cells)), (1, Gen.Elements(new string('9', 400), new string('x', 2000), "\"unended"))).ListOf().Where(list => list.Count < 40)
        from end in Gen.Elements("\n", "\n", "\r\n", "\r", "\n\n", "\n# x\n", separator + "\n")
        from encoding in Gen.Choose(0, Encodings.Length - 1)
        let head = heading.Length == 0 ? string.Empty : string.Join(separator, Enumerable.Range(0, columns).Select(column => column == 1 ? heading : $"{heading}{column}")) + end
        select Encodings[encoding](preamble + head + string.Concat(cells.Select((cell, place) => cell + (place % columns == columns - 1 ? end : separator))));

    /// <summary>A text in Windows-1252; what it has not becomes ?.</summary>
    public static byte[] Western(string text) => Encoding.Latin1.GetBytes(text.Replace('\u20ac', '\u0080'));

    /// <summary>A text in UTF-16 without a mark.</summary>
    public static byte[] Wide(string text, bool isBigEndian) => new UnicodeEncoding(isBigEndian, false).GetBytes(text);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
