using System.Globalization;
using Google.Protobuf;
using Pics.Numerics.Onnx;

namespace Pics.Numerics;

/// <summary>An exported circuit as an ONNX model: rows in, log-likelihoods out, by standard operators in log space.</summary>
/// <remarks>
/// Input <c>rows</c>, [batch, variables, channels]: int64 with a negative number where not observed; if a variable is real, of the circuit's type with NaN there.
/// Output <c>log_likelihood</c>, [batch], in nats, log Z subtracted; minus infinity for a value that its variable cannot have.
/// </remarks>
public static class OnnxExport
{
    private const long Most = int.MaxValue; // bytes: messages of the format cannot be longer
    private const long Overhead = 1 << 20;
    private const int Representation = 8;
    private const int Operators = 17;
    private const string Batch = "batch";

    /// <summary>Whether a circuit fits into a file of the format. Error: <see cref="ExportError.TooLarge"/>.</summary>
    public static Either<ExportError, LanguageExt.Unit> Check(QpcExport export) =>
        export.Arrays.Sum(array => array.Tensor.numel() * array.Tensor.element_size()) + export.Model.Circuit.Layers.Sum(layer => Spread(layer, export.Model.Type)) is var bytes && bytes > Most - Overhead
            ? new ExportError.TooLarge("onnx", bytes, Most - Overhead)
            : LanguageExt.Unit.Default;

    /// <summary>Writes the file, atomically; the circuit must fit. Error: <see cref="ModelError.Unreadable"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="export">The circuit.</param>
    public static Either<ModelError, LanguageExt.Unit> Write(string path, QpcExport export)
    {
        var message = Model(export);
        return AtomicFile.Write(path, message.WriteTo);
    }

    /// <summary>Bytes of parameters that are written fold by fold: of densities without a largest value, three numbers a node and channel at most.</summary>
    private static long Spread(FoldedLayer layer, ScalarType type) =>
        layer is FoldedLayer.Input input && input.Family is { Values.IsNone: true } family ? 3L * input.Folds * input.Width * family.Channels * type.ElementSize() : 0;

    private static ModelProto Model(QpcExport export)
    {
        var model = export.Model;
        var graph = new OnnxGraph(model.Type);
        var rowType = model.IsReal ? model.Type : ScalarType.Int64;
        graph.Message.Input.Add(Value("rows", rowType, "What each row observes; negative, or for real numbers NaN, where nothing.", Dimension(Batch), Dimension(model.Variables), Dimension(model.Channels)));
        var columns = graph.Add("Transpose", ["rows"], OnnxGraph.List("perm", 1, 2, 0));
        var root = new OnnxLayers(graph, model.Circuit, model.Parameters, new(graph, model.Parameters, columns, model.IsReal, model.Type)).Add();
        var logs = graph.Add("Reshape", [root, graph.Axis(-1)]);
        _ = graph.Add("Sub", [logs, graph.Real(model.LogZ)]);
        graph.Message.Node[^1].Output[0] = "log_likelihood";
        graph.Message.Output.Add(Value("log_likelihood", model.Type, "In nats, log Z subtracted.", Dimension(Batch)));
        var made = new ModelProto { IrVersion = Representation, ProducerName = "pics", Graph = graph.Message };
        made.OpsetImport.Add(new OperatorSetIdProto { Domain = string.Empty, Version = Operators });
        foreach (var (key, value) in new[] { ("format", "pics-qpc"), ("version", $"{QpcDocument.VersionOfNames}"), ("rule", export.Rule.Match(named => $"{named.Kind}", own => own.Name)), ("nodes", model.Circuit.Rule.Count.ToString(CultureInfo.InvariantCulture)) })
            made.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        return made;
    }

    private static ValueInfoProto Value(string name, ScalarType type, string about, params IEnumerable<TensorShapeProto.Types.Dimension> dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dimensions);
        return new() { Name = name, DocString = about, Type = new() { TensorType = new() { ElemType = OnnxGraph.Type(type), Shape = shape } } };
    }

    private static TensorShapeProto.Types.Dimension Dimension(string name) => new() { DimParam = name };

    private static TensorShapeProto.Types.Dimension Dimension(long length) => new() { DimValue = length };
}
