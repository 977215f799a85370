using LanguageExt;

namespace Pics.Host;

/// <summary>What a node looks like.</summary>
internal enum NodeShape
{
    /// <summary>A rounded box: a region, or a layer that is folded.</summary>
    Box,

    /// <summary>A box with half-round sides: a function.</summary>
    Pill,

    /// <summary>A circle with a sign in it: a product or a mixture.</summary>
    Sign,

    /// <summary>A small dot: a partition.</summary>
    Dot,
}

/// <summary>A node of a picture.</summary>
/// <param name="Shape">What it looks like.</param>
/// <param name="Label">What stands in it.</param>
/// <param name="Level">How far it is below the top; every edge goes down.</param>
/// <param name="Notes">What is written smaller: in a box one line each, in a pill after the label, beside a sign.</param>
/// <param name="Colour">The colour of its function's group; null for none.</param>
/// <param name="Copies">How many sheets a box stands for.</param>
/// <param name="Pixels">A little picture of the pixels that a region has; null for none.</param>
internal sealed record DrawnNode(NodeShape Shape, string Label, int Level, Arr<string> Notes, int? Colour = null, int Copies = 1, PixelSet? Pixels = null);

/// <summary>Some pixels of an image.</summary>
internal sealed record PixelSet(int Height, int Width, Scope Scope);

/// <summary>A line from a node down to another.</summary>
/// <param name="From">The number of the upper one.</param>
/// <param name="To">The number of the lower one.</param>
/// <param name="Label">What is written on it; empty for nothing.</param>
internal sealed record DrawnEdge(int From, int To, string Label);

/// <summary>What a colour or a sign means.</summary>
/// <param name="Sign">The sign; empty for a patch of the colour.</param>
/// <param name="Colour">The colour; null for none.</param>
/// <param name="Text">What it means.</param>
internal sealed record LegendEntry(string Sign, int? Colour, string Text);

/// <summary>One stage of the road as a picture that has no places yet.</summary>
internal sealed record Drawing(string Title, string Subtitle, Arr<DrawnNode> Nodes, Arr<DrawnEdge> Edges, Arr<LegendEntry> Legend);
