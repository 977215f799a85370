namespace Pics.Numerics;

/// <summary>The arrays that a layer of each kind has beside the parameters of functions, and the names of their axes.</summary>
internal static class DocumentArrays
{
    private static readonly ImmutableArray<string> Address = ["layer, fold"];
    private static readonly ImmutableArray<string> Function = ["group, function"];

    /// <summary>One array of a layer.</summary>
    /// <param name="Name">For example <c>layer.3.sources</c>.</param>
    /// <param name="Type">I64 or F64.</param>
    /// <param name="Shape">The lengths of its axes.</param>
    /// <param name="Axes">The names of its axes.</param>
    internal sealed record Slot(string Name, string Type, ImmutableArray<long> Shape, ImmutableArray<string> Axes);

    /// <summary>The names of the axes of the parameters of a group.</summary>
    public static ImmutableArray<string> Axes(FunctionSignature signature) => signature.Match<ImmutableArray<string>>(
        density => ["function", "node", "channel", density.Family.Match(_ => "value", _ => "value", _ => "value", _ => "mean, log deviation", _ => "value", _ => "log rate")],
        _ => ["function", "output", "input"]);

    /// <summary>The name of an array of a layer.</summary>
    public static string Of(int layer, string name) => $"layer.{layer}.{name}";

    /// <summary>The arrays of a layer.</summary>
    public static ImmutableArray<Slot> Of(int index, QpcDocument.LayerKind kind, long folds, long arity)
    {
        Slot Make(string name, string type, ImmutableArray<long> shape, ImmutableArray<string> axes) => new(Of(index, name), type, shape, axes);
        var sources = Make(Sources, SafetensorsType.Whole, [folds, arity, 2], ["fold", "input", .. Address]);
        var functions = Make(Functions, SafetensorsType.Whole, [folds, 2], ["fold", .. Function]);
        return kind switch
        {
            QpcDocument.LayerKind.Input => [Make(Variables, SafetensorsType.Whole, [folds], ["fold"]), functions, Make(Fixed, SafetensorsType.Double, [folds], ["fold"])],
            QpcDocument.LayerKind.Cp => [sources, Make(Functions, SafetensorsType.Whole, [folds, arity, 2], ["fold", "input", .. Function])],
            QpcDocument.LayerKind.Tucker => [sources, functions],
            QpcDocument.LayerKind.Mixing => [sources, Make(Weights, SafetensorsType.Double, [folds, arity], ["fold", "input"])],
            _ => [sources],
        };
    }

    /// <summary>Where the inputs of each fold come from.</summary>
    public const string Sources = "sources";

    /// <summary>Which function each fold, or in a CP layer each input of a fold, has.</summary>
    public const string Functions = "functions";

    /// <summary>The column of each fold of an input layer.</summary>
    public const string Variables = "variables";

    /// <summary>NaN where a fold of an input layer reads its column, infinity where it reads nothing, else the value that it takes instead.</summary>
    public const string Fixed = "fixed";

    /// <summary>The weights of a mixing layer.</summary>
    public const string Weights = "weights";
}
