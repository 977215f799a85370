using System.Globalization;
using LanguageExt;

namespace Pics.Host;

/// <summary><c>draw</c>: stages of the road as a picture.</summary>
internal static class DrawVerb
{
    private const string Svg = ".svg";
    private const string Dot = ".dot";

    /// <summary>What is drawn, and where to.</summary>
    /// <param name="Stage">Which stages.</param>
    /// <param name="Limit">Nodes of a picture at most.</param>
    /// <param name="Path">The file: SVG or Graphviz, by the end of its name.</param>
    internal sealed record Wish(Stage Stage, int Limit, string Path);

    /// <summary>Whether a path is that of a run, or of nothing, and not one of rows that can be read.</summary>
    public static bool IsRun(string path) => RunSummary.IsRun(path) || SavedModel.IsIn(path) || (Directory.Exists(path) && DataFormats.Recognise(path).IsLeft);

    /// <summary>Draws what some options would give.</summary>
    public static Either<Failure, int> Run(RunSettings settings, Road.Input size, Wish wish) =>
        from possible in Check(wish)
        from input in size.Check()
        from nets in TrainingSetup.NetError(settings)
        from road in Road.Build(settings, size)
        from code in Write(new(road.Graph, road.Pic, road.Qpc, road.Folded, size.IsTable ? null : (size.Height, size.Width), [.. size.Data?.Columns.Select(column => column.Name) ?? []]), wish)
        select code;

    /// <summary>Draws the model of a run.</summary>
    /// <param name="folder">A folder that train wrote.</param>
    /// <param name="k">Quadrature nodes; as trained if not given.</param>
    /// <param name="rule">The rule; as trained if not given.</param>
    /// <param name="wish">What is drawn, and where to.</param>
    public static Either<Failure, int> Run(string folder, int? k, RuleKind? rule, Wish wish) =>
        from possible in Check(wish)
        from settings in RunFolder.ReadSettings(folder)
        from form in RunData.Form(folder, settings)
        from model in ModelStore.Load(folder).MapLeft(Failure.Of)
        from drawn in Of(model, folder, settings, form, k, rule)
        from code in Write(drawn, wish)
        select code;

    private static Either<Failure, Unit> Check(Wish wish) => wish.Limit < 1
        ? new Failure($"--limit is {wish.Limit}; it must be at least 1")
        : OutputPath.Check("--out", wish.Path, Svg, Dot);

    private static Either<Failure, DrawnModel> Of(StoredModel model, string folder, RunSettings settings, Dataset form, int? k, RuleKind? kind)
    {
        using (model)
            return from fits in ModelFit.Refuse(model, settings, folder, form, null)
                   from whole in ModelFolder.Check(folder).MapLeft(Failure.Of)
                   from rule in ModelRule.Of(model, kind, k).Bind(ModelRule.Points)
                   from input in settings.Structure.Name == Structures.HiddenChowLiuName ? RunData.OwnRows(folder, settings).Map(data => Road.Over(data.Train)) : Road.Over(form)
                   from graph in Structures.Of(settings, input, model.Pic)
                   from qpc in Materialize.With(rule).Apply(model.Pic).MapLeft(Failure.Of)
                   from folded in Fold.Pass.Apply(qpc).MapLeft(Failure.Of)
                   select new DrawnModel(graph, model.Pic, qpc, folded, form.Image, [.. form.Columns.Select(column => column.Name)]);
    }

    private static Either<Failure, int> Write(DrawnModel model, Wish wish) => model.Draw(wish.Stage, wish.Limit).Bind(drawings =>
    {
        var text = wish.Path.EndsWith(Dot, StringComparison.OrdinalIgnoreCase) ? DotWriter.Write([.. drawings]) : SvgWriter.Write([.. drawings.Map(Layout.Of)]);
        return AtomicFile.WriteText(wish.Path, text).MapLeft(Failure.Of).Map(_ =>
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Picture: {wish.Path}, {string.Join(", ", drawings.Map(drawing => $"{drawing.Title} ({drawing.Subtitle})"))}"));
            return 0;
        });
    });
}
