using LanguageExt;

namespace Pics.Host;

/// <summary>The one-way road for the options of a run, every stage kept.</summary>
internal sealed record Road(RegionGraph Graph, Pic Pic, Qpc Qpc, FoldedQpc Folded)
{
    /// <summary>What the road is over: images, or the columns of a table as one row of pixels.</summary>
    internal sealed record Input(int Height, int Width, int Channels, int Categories, Dataset? Data = null)
    {
        /// <summary>Variables without data. Error: no channel, or no value or too many.</summary>
        public static Either<Failure, Input> OfValues(int height, int width, int channels, int categories) => channels > 0 && categories is > 0 and <= short.MaxValue
            ? new Input(height, width, channels, categories)
            : new Failure($"--categories is {categories} and --channels {channels}; each must be at least 1, and --categories at most {short.MaxValue}");

        /// <summary>The same if it is possible: of data, or as variables without data are.</summary>
        public Either<Failure, Input> Check() => Data is null ? OfValues(Height, Width, Channels, Categories) : this;

        /// <summary>Whether there are no images.</summary>
        public bool IsTable => Data is { Image: null };

        /// <summary>The number of variables.</summary>
        public int Variables => Height * Width;

        /// <summary>What the values of a variable are.</summary>
        public ColumnKind Kind(int variable) => Data?.Columns[variable].Kind ?? new ColumnKind.Categorical(Categories, LanguageExt.Arr<string>.Empty);

        /// <summary>For people: pixels, or columns.</summary>
        public string Label => IsTable ? Tables.Count(Variables, "column") : $"{Height} x {Width} pixels of {Channels} channel(s)";
    }

    /// <summary>Builds all stages.</summary>
    public static Either<Failure, Road> Build(RunSettings settings, Input input) =>
        from graph in Structures.Of(settings, input)
        from rule in Quadrature.Create(settings.Model.Rule, settings.Model.K).MapLeft(Failure.Of)
        from families in Families.Of(settings, input)
        from pic in Merge.Joined(families, settings.Model.Merge, Structures.RootMerge(settings)).Then(Share.With(settings.Model.InputSharing, settings.Model.IntegralSharing, settings.Model.Grouping)).Apply(graph).MapLeft(Failure.Of)
        from qpc in Materialize.With(rule).Apply(pic).MapLeft(Failure.Of)
        from folded in Fold.Pass.Apply(qpc).MapLeft(Failure.Of)
        select new Road(graph, pic, qpc, folded);

    /// <summary>The same road at another K.</summary>
    public static Either<Failure, Road> At(Road road, RunSettings settings, int nodes, Input input) =>
        nodes == settings.Model.K ? road : Build(settings with { Model = settings.Model with { K = nodes } }, input);

    /// <summary>What a road over a data set is over.</summary>
    public static Input Over(Dataset data) => data.Image is { } image
        ? new(image.Height, image.Width, data.Channels, data.Categories, data)
        : new(1, data.Variables, data.Channels, data.Categories, data);

    /// <summary>What a CP-merge of the root's only partition costs, in one sentence; null where there is none, or where independence is what the structure is for.</summary>
    public string? RootCost(RunSettings settings) => settings.Structure.Name != Structures.FullyFactorisedName && RootMerge.IsIndependent(Graph, RootMerge.Of(Graph, settings.Model.Merge, Structures.RootMerge(settings)))
        ? $"The root is CP-merged, so its {Graph.Nodes[Graph.Nodes[Graph.Nodes.Root].Children[0]].Children.Count} parts are independent: what is known of one says nothing about another; --root-merge tucker joins them."
        : null;
}
