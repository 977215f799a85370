using System.Net;
using System.Xml.Linq;
using LanguageExt;

namespace Pics.Host;

/// <summary>A page that is complete in itself: nothing in it is fetched, and a browser is told to fetch nothing.</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Body">Its parts.</param>
/// <param name="Charts">The charts whose places are in the body.</param>
internal sealed record Page(string Title, IReadOnlyList<XElement> Body, IReadOnlyList<Chart> Charts)
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:";

    /// <summary>Writes an HTML file, atomically.</summary>
    public Either<Failure, Unit> Write(string path) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, CsvText.Utf8, leaveOpen: true) { NewLine = "\n" };
        writer.Write($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n");
        writer.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n");
        writer.Write($"<title>{WebUtility.HtmlEncode(Title)}</title>\n<style>\n{Resource("report.css")}</style>\n</head>\n<body>\n<main>\n");
        foreach (var part in Body)
        {
            writer.Write(Html.Text(part));
            writer.Write('\n');
        }

        writer.Write("</main>\n");
        if (Charts.Count > 0)
        {
            writer.Write($"<script>{Plotly()}</script>\n<script>\n");
            foreach (var chart in Charts) writer.Write(chart.Script());
            writer.Write("</script>\n");
        }

        writer.Write("</body>\n</html>\n");
    }).MapLeft(Failure.Of);

    /// <summary>The whole of plotly.js, which Plotly.NET carries.</summary>
    internal static string Plotly()
    {
        var assembly = typeof(Plotly.NET.GenericChart).Assembly;
        var name = assembly.GetManifestResourceNames().First(name => name.EndsWith(".min.js", StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);
    }

    private static string Resource(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
