namespace Pics.Host;

/// <summary>How large texts and nodes are, in pixels, with the letters of the usual fonts in mind.</summary>
internal static class NodeSizes
{
    public const double Large = 13; // letters of labels
    public const double Small = 11; // and of notes
    public const double Line = 15; // from a line of notes to the next
    public const double Radius = 14; // of a sign
    public const double Dot = 4.5; // radius
    public const double Sheet = 4; // from a sheet of a stack to the next
    public const double Cell = 9; // a pixel in a little picture
    public const double Margin = 10; // around what is in a box
    public const int MostSheets = 4;
    public const int MostCells = 12; // of a little picture in one direction; larger ones are left out

    private const double PillHeight = 28;

    /// <summary>The width of a text.</summary>
    public static double Width(string text, double size) => text.Sum(letter => letter switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '|' or '(' or ')' or '[' or ']' or '\'' or ' ' or 'f' or 't' or 'r' => 0.36,
        >= '\u2080' and <= '\u2089' => 0.42,
        'm' or 'w' or 'M' or 'W' or '\u2299' or '\u2297' or '\u2026' => 0.92,
        >= 'A' and <= 'Z' => 0.68,
        > '\u2fff' => 1.05,
        _ => 0.6,
    }) * size;

    /// <summary>Width and height of a node.</summary>
    public static (double Width, double Height) Of(DrawnNode node) => node.Shape switch
    {
        NodeShape.Dot => (2 * Dot, 2 * Dot),
        NodeShape.Sign => (2 * (Radius + Beside(node)), 2 * Radius),
        NodeShape.Pill => (Width(node.Label, Large) + node.Notes.Sum(note => Width(note, Small) + (Margin * 0.7)) + PillHeight - 4, PillHeight),
        _ => Box(node),
    };

    /// <summary>Whether the little picture of a node is drawn.</summary>
    public static bool HasPixels(DrawnNode node) => node.Pixels is { Height: <= MostCells, Width: <= MostCells };

    /// <summary>Sheets that are drawn behind the first.</summary>
    public static int Behind(DrawnNode node) => Math.Min(node.Copies, MostSheets) - 1;

    /// <summary>The room right of a sign for its notes; as much is left on its other side, so that lines meet its middle.</summary>
    private static double Beside(DrawnNode node) => node.Notes.IsEmpty ? 0 : 4 + node.Notes.Max(note => Width(note, Small));

    private static (double Width, double Height) Box(DrawnNode node)
    {
        var (width, height) = (Math.Max(Width(node.Label, Large), node.Notes.Select(note => Width(note, Small)).DefaultIfEmpty(0).Max()), Large + (node.Notes.Count * Line));
        if (HasPixels(node)) (width, height) = (Math.Max(width, node.Pixels!.Width * Cell), height + (node.Pixels.Height * Cell) + (Margin / 2));
        var sheets = 2 * Sheet * Behind(node); // on both sides, so that lines meet the middle of the first
        return (width + (2 * Margin) + sheets, height + (1.4 * Margin) + (Sheet * Behind(node)));
    }
}
