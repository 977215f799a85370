using LanguageExt;

namespace Pics.Host;

/// <summary>Stages of the road that can be drawn.</summary>
internal enum Stage
{
    RegionGraph,
    Pic,
    Qpc,
    Folded,
    All,
}

/// <summary>What there is to draw.</summary>
/// <param name="Graph">The region graph.</param>
/// <param name="Pic">The PIC.</param>
/// <param name="Qpc">What it becomes under a rule.</param>
/// <param name="Folded">The same in layers.</param>
/// <param name="Image">Height and width, if variables are pixels.</param>
/// <param name="Names">The headings of the columns; none where there are no headings.</param>
internal sealed record DrawnModel(RegionGraph Graph, Pic Pic, Qpc Qpc, FoldedQpc Folded, (int Height, int Width)? Image, ImmutableArray<string> Names)
{
    private const int LongestName = 16; // letters of a heading

    /// <summary>The pictures of a stage, or of all of them in the order of the road. Error: one has more nodes than are allowed.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="limit">Nodes of a picture at most.</param>
    public Either<Failure, Arr<Drawing>> Draw(Stage stage, int limit)
    {
        var wanted = stage == Stage.All ? [Stage.RegionGraph, Stage.Pic, Stage.Qpc, Stage.Folded] : (Stage[])[stage];
        var sizes = wanted.Select(one => one switch
        {
            Stage.RegionGraph => ("the region graph", "nodes", Graph.Nodes.Units.Length),
            Stage.Pic => ("the PIC", "units", Pic.Units.Units.Length),
            Stage.Qpc => ("the QPC", "units", Qpc.Units.Units.Length),
            _ => ("the folded QPC", "layers", Folded.Layers.Length),
        });
        foreach (var (name, what, count) in sizes)
            if (count > limit)
                return new Failure($"{name} has {count} {what}, more than the {limit} that a picture shows; draw a smaller one with other --height, --columns or --structure, or --stage folded, which has {Folded.Layers.Length} layers, or raise --limit");
        return wanted.Select(one => one switch
        {
            Stage.RegionGraph => Drawings.Of(Graph, Image),
            Stage.Pic => Drawings.OfPic(Pic, Name),
            Stage.Qpc => Drawings.OfQpc(Qpc, Name),
            _ => FoldedDrawing.Of(Folded, Name),
        }).ToArr();
    }

    private string Name(int variable) => variable < Names.Length && Names[variable].Length > 0
        ? Names[variable].Length > LongestName ? $"{Names[variable][..(LongestName - 1)]}\u2026" : Names[variable]
        : "x" + FunctionNames.Low(variable);
}
