using System.Text;

namespace Pics.Properties;

/// <summary>Tables in text of every kind that readers take.</summary>
internal static class TextExamples
{
    private const string Plain = "colour,size,weight\nred,1,0.25\nblue,2,1.5\nred,3,17.125\nblue,1,3\nred,2,0.5\n";

    public static Encoding Western => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Texts in UTF-8, and how they are read.</summary>
    private static IEnumerable<(string Name, string Text, ReadOptions Options)> Texts =>
    [
        ("plain", Plain, ReadOptions.Default),
        ("no newline at the end", Plain.TrimEnd('\n'), ReadOptions.Default),
        ("lines of Windows", Plain.Replace("\n", "\r\n", StringComparison.Ordinal), ReadOptions.Default),
        ("lines of old machines", Plain.Replace('\n', '\r'), ReadOptions.Default),
        ("mixed lines", "a,b\r\n1,x\n2,y\r3,x\r\n4,y\n5,x", ReadOptions.Default),
        ("empty lines", "\n\na,b\n\n1,x\n\n\n2,y\n \n3,x\n\n\n", ReadOptions.Default),
        ("empty lines behind", $"{Plain}\r\n\n  \n", ReadOptions.Default),
        ("the separator named", "sep=;\r\na;b\r\n1,5;x\r\n2,25;y\r\n3,75;x\r\n", ReadOptions.Default),
        ("comments above", "# made by hand\n# on a Monday\n\na,b\n1,x\n2,y\n", ReadOptions.Default),
        ("names in a comment", "# a, b\n1,x\n2,y\n3,x\n", ReadOptions.Default),
        ("titles above", "Sales of the year\n\nmonth,sold,kind\n1,20,x\n2,40,y\n3,70,x\n", ReadOptions.Default),
        ("units below the names", "mass,height\nkg,cm\n1.5,20\n2.5,40\n3.25,70\n", ReadOptions.Default),
        ("quotes", "name,n\n\"a, b\",1\n\"say \"\"so\"\"\",2\nplain,3\n\"needless\",1\n\"a, b\",2\n", ReadOptions.Default),
        ("line ends in quotes", "name,n\n\"two\nlines\",1\n\"two\r\nlines\",2\n\"two\nlines\",3\n", ReadOptions.Default),
        ("all in quotes", "\"name\",\"n\"\n\"a\",\"1\"\n\"b\",\"2\"\n\"a\",\"3\"\n", ReadOptions.Default),
        ("blanks around", "name, n\na, 1\nb , 2\na,\t3\n b, 1\n", ReadOptions.Default),
        ("runs of blanks", "  x    y   z\n 1.0   20   3\n10.5    2  44\n 7.25 100   5   \n", ReadOptions.Default),
        ("no names", "1.5,x,3\n2.5,y,4\n3.5,x,5\n", ReadOptions.Default.WithHeader(HeaderKind.Absent)),
        ("no names below an empty line", "\n1.5,x,3\n2.5,y,4\n", ReadOptions.Default.WithHeader(HeaderKind.Absent)),
        ("one column", "x\n1.5\n\n2.5\n\n\n7\n\n", ReadOptions.Default),
        ("one column without names", "\n1.5\n\n2.5\n", ReadOptions.Default.WithHeader(HeaderKind.Absent)),
        ("a name less than columns", "x y\na 1 2\nb 2 3\nc 3 5\nd 4 7\n", ReadOptions.Default),
        ("not observed", "a,b,c\n1,x,\nNA,?,2.5\n,y,n/a\n4,,3.5\nNA,x,NA\n", ReadOptions.Default),
        ("dates and prices", "day,paid,rate\n2024-02-29,$1,5%\n2024-03-01,\"$1,200.50\",10%\n2024-03-02,$3,7%\n", ReadOptions.Default),
        ("german", "Tag;Preis\n29.02.2024;1.234,50\n01.03.2024;5,00\n02.03.2024;17,25\n", ReadOptions.Default),
        ("numbers written oddly", "x\n1.50\n+2\n.5\n1e3\n-0\n0.1000000000000000055\n007.25\n", ReadOptions.Default),
        ("letters of all kinds", "wort,n\nGrün,1\n火,2\n😀,3\nGrün,1\n", ReadOptions.Default),
        ("identifiers", $"id,x\n{string.Concat(Enumerable.Range(0, 40).Select(row => $"K-{row + 98:D4},{row % 7}.5\n"))}", ReadOptions.Default),
        ("left out", "a,b,c\n1,same,x\n2,same,y\n3,other,x\n", ReadOptions.Default.WithIgnored("b")),
        ("bars", "a|b\n1|x\n2|y\n", ReadOptions.Default),
        ("tabs", "a\tb\n1\tx\n2\t\n", ReadOptions.Default),
    ];

    /// <summary>All of them as bytes.</summary>
    public static IEnumerable<(string Name, byte[] Bytes, ReadOptions Options)> All =>
    [
        .. Texts.Select(text => (text.Name, Encoding.UTF8.GetBytes(text.Text), text.Options)),
        .. Texts.Select(text => ($"{text.Name}, marked", (byte[])[0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(text.Text)], text.Options)),
        .. Texts.Select(text => ($"{text.Name}, in UTF-16", (byte[])[0xff, 0xfe, .. Encoding.Unicode.GetBytes(text.Text)], text.Options)),
        .. Texts.Where(text => text.Name != "letters of all kinds").Select(text => ($"{text.Name}, in big UTF-16", (byte[])[0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(text.Text)], text.Options)),
        ("western letters", Western.GetBytes("wort,n\nGrün,1\nSüß,2\nGrün,3\n\u20ac,1\n"), ReadOptions.Default),
        ("UTF-16 without a mark", Encoding.Unicode.GetBytes(Plain), ReadOptions.Default),
        ("letters of Japan", CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("語,n\n表,1\n火,2\n表,3\n"), ReadOptions.Default with { Encoding = "shift_jis" }),
        ("half a letter at the end", [.. Encoding.Unicode.GetBytes("\ufeffa,b\n1,x\n2,y"), 0x41], ReadOptions.Default),
    ];
}
