using System.Globalization;
using System.Xml;

namespace Pics.Host;

/// <summary>Writes pictures as SVG: one panel per picture, side by side.</summary>
internal sealed class SvgWriter
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const double Edge = 24; // around everything, and between panels
    private const double Head = 54; // title and what is below it
    private const double Row = 20; // of a legend
    private const double LegendLeft = 34; // of its texts
    private const double Patch = 13; // of colour
    private const string Fonts = "Inter, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif";

    private readonly XmlWriter xml;

    private SvgWriter(XmlWriter xml) => this.xml = xml;

    /// <summary>The picture as one document.</summary>
    public static string Write(IReadOnlyList<Layout> layouts)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true })) new SvgWriter(xml).Document(layouts);
        return text + "\n";
    }

    private static double Width(Layout layout) => Math.Max(
        Math.Max(layout.Width, NodeSizes.Width(layout.Drawing.Subtitle, NodeSizes.Small) + 4),
        layout.Drawing.Legend.Select(entry => LegendLeft + 6 + NodeSizes.Width(entry.Text, NodeSizes.Small)).DefaultIfEmpty(0).Max());

    private static double Height(Layout layout) => Head + layout.Height + (layout.Drawing.Legend.IsEmpty ? 0 : Edge + (Row * layout.Drawing.Legend.Count));

    private static string Number(double value) => (Math.Round(value, 1) is 0 ? 0 : Math.Round(value, 1)).ToString("0.#", CultureInfo.InvariantCulture);

    private void Document(IReadOnlyList<Layout> layouts)
    {
        var (width, height) = (Edge + layouts.Sum(layout => Width(layout) + Edge), (2 * Edge) + layouts.Max(Height));
        Open("svg", ("width", Number(Math.Ceiling(width))), ("height", Number(Math.Ceiling(height))), ("viewBox", $"0 0 {Number(Math.Ceiling(width))} {Number(Math.Ceiling(height))}"), ("role", "img"), ("font-family", Fonts), ("font-size", Number(NodeSizes.Large)), ("text-anchor", "middle"), ("fill", Palette.Ink));
        Text("title", string.Join(", ", layouts.Select(layout => $"{layout.Drawing.Title}: {layout.Drawing.Subtitle}")));
        Rectangle(0.5, 0.5, Math.Ceiling(width) - 1, Math.Ceiling(height) - 1, 10, Palette.Ground, Palette.Frame);
        var left = Edge;
        foreach (var layout in layouts)
        {
            Open("g", ("transform", $"translate({Number(left)} {Number(Edge)})"));
            Panel(layout, Width(layout));
            xml.WriteEndElement();
            left += Width(layout) + Edge;
        }

        xml.WriteEndElement();
    }

    private void Panel(Layout layout, double width)
    {
        Text("text", layout.Drawing.Title, ("x", "0"), ("y", "14"), ("font-size", "16"), ("font-weight", "600"), ("text-anchor", "start"));
        Text("text", layout.Drawing.Subtitle, ("x", "0"), ("y", "32"), ("font-size", Number(NodeSizes.Small)), ("text-anchor", "start"), ("fill", Palette.Pale));
        Open("g", ("transform", $"translate({Number((width - layout.Width) / 2)} {Number(Head)})"));
        Open("g", ("fill", "none"), ("stroke", Palette.Thread), ("stroke-width", "1.4"));
        foreach (var line in layout.Lines) Line(line);
        xml.WriteEndElement();
        for (var edge = 0; edge < layout.Lines.Length; edge++)
            if (layout.Drawing.Edges[edge].Label is { Length: > 0 } label)
                Text("text", label, ("x", Number((layout.Lines[edge][0].X + layout.Lines[edge][1].X) / 2)), ("y", Number(((layout.Lines[edge][0].Y + layout.Lines[edge][1].Y) / 2) + 4)), ("font-size", Number(NodeSizes.Small)), ("fill", Palette.Pale), ("stroke", Palette.Ground), ("stroke-width", "4"), ("paint-order", "stroke"));
        for (var node = 0; node < layout.Places.Length; node++) Node(layout.Drawing.Nodes[node], layout.Places[node]);
        xml.WriteEndElement();
        Legend(layout.Drawing.Legend, Head + layout.Height + Edge);
    }

    /// <summary>A line that leaves and meets nodes upright.</summary>
    private void Line(ImmutableArray<Spot> spots)
    {
        var path = $"M{Number(spots[0].X)} {Number(spots[0].Y)}";
        for (var step = 1; step < spots.Length; step++)
        {
            var (from, to) = (spots[step - 1], spots[step]);
            var middle = Number((from.Y + to.Y) / 2);
            path += from.X == to.X ? $"V{Number(to.Y)}" : $"C{Number(from.X)} {middle} {Number(to.X)} {middle} {Number(to.X)} {Number(to.Y)}";
        }

        Open("path", ("d", path));
        xml.WriteEndElement();
    }

    private void Node(DrawnNode node, Place place)
    {
        var (fill, border) = Palette.Of(node.Colour);
        switch (node.Shape)
        {
            case NodeShape.Dot:
                Circle(place.Middle, NodeSizes.Dot, border, border);
                break;
            case NodeShape.Sign:
                Circle(place.Middle, NodeSizes.Radius, Palette.Ground, border);
                Text("text", node.Label, ("x", Number(place.Middle.X)), ("y", Number(place.Middle.Y + 6)), ("font-size", "17"));
                foreach (var note in node.Notes) Text("text", note, ("x", Number(place.Middle.X + NodeSizes.Radius + 4)), ("y", Number(place.Middle.Y + 4)), ("font-size", Number(NodeSizes.Small)), ("text-anchor", "start"), ("fill", Palette.Pale));
                break;
            case NodeShape.Pill:
                Rectangle(place.Middle.X - (place.Width / 2), place.Top, place.Width, place.Height, place.Height / 2, fill, border);
                Open("text", ("x", Number(place.Middle.X)), ("y", Number(place.Middle.Y + 4.5)));
                xml.WriteString(Plain(node.Label));
                foreach (var note in node.Notes) Text("tspan", note, ("dx", Number(NodeSizes.Margin * 0.7)), ("font-size", Number(NodeSizes.Small)), ("fill", Palette.Pale));
                xml.WriteEndElement();
                break;
            default:
                Box(node, place, fill, border);
                break;
        }
    }

    private void Box(DrawnNode node, Place place, string fill, string border)
    {
        var behind = NodeSizes.Behind(node);
        var (width, height) = (place.Width - (2 * NodeSizes.Sheet * behind), place.Height - (NodeSizes.Sheet * behind));
        var (left, top) = (place.Middle.X - (width / 2), place.Bottom - height);
        for (var sheet = behind; sheet >= 0; sheet--) Rectangle(left + (NodeSizes.Sheet * sheet), top - (NodeSizes.Sheet * sheet), width, height, 7, fill, border);
        var line = top + (NodeSizes.Margin * 0.7) + NodeSizes.Large - 2;
        Text("text", node.Label, [("x", Number(place.Middle.X)), ("y", Number(line)), .. node.Notes.IsEmpty ? [] : (ReadOnlySpan<(string, string)>)[("font-weight", "600")]]);
        foreach (var note in node.Notes) Text("text", note, ("x", Number(place.Middle.X)), ("y", Number(line += NodeSizes.Line)), ("font-size", Number(NodeSizes.Small)), ("fill", Palette.Pale));
        if (NodeSizes.HasPixels(node)) Pixels(node.Pixels!, place.Middle.X - (node.Pixels!.Width * NodeSizes.Cell / 2), line + (NodeSizes.Margin / 2) + 2);
    }

    private void Pixels(PixelSet pixels, double left, double top)
    {
        for (var y = 0; y < pixels.Height; y++)
            for (var x = 0; x < pixels.Width; x++)
                Rectangle(left + (x * NodeSizes.Cell), top + (y * NodeSizes.Cell), NodeSizes.Cell, NodeSizes.Cell, 0, pixels.Scope.Contains((y * pixels.Width) + x) ? "#475569" : Palette.Ground, Palette.Thread);
    }

    private void Legend(LanguageExt.Arr<LegendEntry> legend, double top)
    {
        foreach (var entry in legend)
        {
            if (entry.Colour is { } colour) Rectangle(0, top, 1.6 * Patch, Patch, Patch / 2, Palette.Of(colour).Fill, Palette.Of(colour).Border);
            else Text("text", entry.Sign, ("x", Number(0.8 * Patch + 1)), ("y", Number(top + Patch - 2)));
            Text("text", entry.Text, ("x", Number(LegendLeft)), ("y", Number(top + Patch - 3)), ("font-size", Number(NodeSizes.Small)), ("text-anchor", "start"), ("fill", Palette.Pale));
            top += Row;
        }
    }

    private void Rectangle(double left, double top, double width, double height, double corner, string fill, string border)
    {
        Open("rect", ("x", Number(left)), ("y", Number(top)), ("width", Number(width)), ("height", Number(height)), ("rx", Number(corner)), ("fill", fill), ("stroke", border));
        xml.WriteEndElement();
    }

    private void Circle(Spot middle, double radius, string fill, string border)
    {
        Open("circle", ("cx", Number(middle.X)), ("cy", Number(middle.Y)), ("r", Number(radius)), ("fill", fill), ("stroke", border));
        xml.WriteEndElement();
    }

    private void Text(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        xml.WriteString(Plain(text));
        xml.WriteEndElement();
    }

    private void Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(element, Namespace);
        foreach (var (name, value) in attributes) xml.WriteAttributeString(name, value);
    }

    /// <summary>Without what no XML document may have.</summary>
    private static string Plain(string text) => OneLine.Of(text).Replace('\ufffe', '\ufffd').Replace('\uffff', '\ufffd');
}
