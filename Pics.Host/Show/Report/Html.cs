using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Pics.Host;

/// <summary>Parts of a page. Texts become text whatever is in them.</summary>
internal static class Html
{
    /// <summary>An element that is never written without its end.</summary>
    public static XElement Element(string name, string? kind, params IEnumerable<object?> content) => new(
        name,
        kind is null ? null : new XAttribute("class", kind),
        content,
        string.Empty);

    /// <summary>A section with a heading.</summary>
    public static XElement Section(string id, string heading, params IEnumerable<object?> content) => new("section", new XAttribute("id", id), new XElement("h2", heading), content);

    /// <summary>A paragraph in small print.</summary>
    public static XElement Note(string text) => Element("p", "note", text);

    /// <summary>A table whose first column has names and whose others have figures.</summary>
    public static XElement Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows) => Table(headers, rows, (_, _) => false);

    /// <summary>A table with some cells marked.</summary>
    public static XElement Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows, Func<int, int, bool> isMarked) => Element(
        "div",
        "scroll",
        Element(
            "table",
            null,
            headers.All(header => header.Length == 0) ? null : new XElement("thead", new XElement("tr", headers.Select(header => Element("th", null, header)))),
            new XElement("tbody", rows.Select((row, line) => new XElement("tr", row.Select((cell, column) => Element(column == 0 ? "th" : "td", isMarked(line, column) ? "best" : null, cell)))))));

    /// <summary>A picture in the page itself.</summary>
    public static XElement Picture(byte[] png, string description) => new(
        "img",
        new XAttribute("src", "data:image/png;base64," + Convert.ToBase64String(png)),
        new XAttribute("alt", description));

    /// <summary>The text of an element.</summary>
    public static string Text(XElement element)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, CheckCharacters = false, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.None }))
            element.WriteTo(writer);
        return text.ToString();
    }
}
