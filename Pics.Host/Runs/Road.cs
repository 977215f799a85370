using LanguageExt;

namespace Pics.Host;

/// <summary>The one-way road for the options of a run, every stage kept.</summary>
internal sealed record Road(RegionGraph Graph, Pic Pic, Qpc Qpc, FoldedQpc Folded)
{
    /// <summary>What the road is over.</summary>
    internal sealed record Input(int Height, int Width, int Channels, int Categories);

    /// <summary>Builds all stages.</summary>
    public static Either<Failure, Road> Build(RunSettings settings, Input input) =>
        from graph in Structure(settings.Structure, input)
        from rule in Quadrature.Create(settings.Rule, settings.K).MapLeft(Failure.Of)
        from pic in Pipeline
            .Model(new InputFamily.Categorical(input.Channels, input.Categories), settings.Merge, settings.InputSharing, settings.IntegralSharing)
            .Apply(graph)
            .MapLeft(Failure.Of)
        from qpc in Materialize.With(rule).Apply(pic).MapLeft(Failure.Of)
        from folded in Fold.Pass.Apply(qpc).MapLeft(Failure.Of)
        select new Road(graph, pic, qpc, folded);

    /// <summary>The size of a data set, or why a road cannot be over it.</summary>
    public static Either<Failure, Input> Over(Dataset data) => data.Image is { } image
        ? new Input(image.Height, image.Width, data.Channels, data.Categories)
        : new Failure($"'{data.Name}' has no images; the structures here are over images");

    internal static Either<Failure, RegionGraph> Structure(string structure, Input input) => structure switch
    {
        "quad-tree" => QuadTree.Create(input.Height, input.Width).MapLeft(Failure.Of),
        "quad-graph" => QuadGraph.Create(input.Height, input.Width).MapLeft(Failure.Of),
        _ => FromFile(structure),
    };

    private static Either<Failure, RegionGraph> FromFile(string path)
    {
        if (!File.Exists(path)) return new Failure($"--structure is '{path}'; it must be quad-tree, quad-graph or a JSON file with a region graph");
        try
        {
            return RegionGraphJson.Read(File.ReadAllText(path)).MapLeft(error => new Failure($"'{path}': {error.Explain()}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Failure($"'{path}' cannot be read: {error.Message.TrimEnd('.')}");
        }
    }
}
