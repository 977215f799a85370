using Google.Protobuf;
using Pics.Numerics.Onnx;

namespace Pics.Numerics;

/// <summary>An ONNX graph that grows node by node; values are known by name.</summary>
/// <param name="type">The type of numbers that are not whole.</param>
internal sealed class OnnxGraph(ScalarType type)
{
    private readonly Dictionary<string, string> scalars = [];

    /// <summary>The message.</summary>
    public GraphProto Message { get; } = new() { Name = "circuit" };

    /// <summary>Adds a node and gives the name of its output.</summary>
    /// <param name="operation">One of ONNX's operators.</param>
    /// <param name="inputs">Names of values.</param>
    /// <param name="attributes">Whole numbers, or lists of them.</param>
    public string Add(string operation, IEnumerable<string> inputs, params IEnumerable<(string Name, long[] Value, bool IsList)> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = $"{operation}_{Message.Node.Count}" };
        node.Input.AddRange(inputs);
        node.Output.Add($"v{Message.Node.Count}");
        foreach (var (name, value, isList) in attributes)
        {
            var attribute = new AttributeProto { Name = name, Type = isList ? AttributeProto.Types.AttributeType.Ints : AttributeProto.Types.AttributeType.Int };
            if (isList) attribute.Ints.AddRange(value);
            else attribute.I = value[0];
            node.Attribute.Add(attribute);
        }

        Message.Node.Add(node);
        return node.Output[0];
    }

    /// <summary>A whole-number attribute.</summary>
    public static (string Name, long[] Value, bool IsList) Number(string name, long value) => (name, [value], false);

    /// <summary>A list attribute.</summary>
    public static (string Name, long[] Value, bool IsList) List(string name, params long[] values) => (name, values, true);

    /// <summary>Adds constant numbers and gives their name.</summary>
    public string Constant(string name, Tensor numbers)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var given = numbers.detach().cpu().contiguous();
        var message = new TensorProto { Name = name, DataType = Type(given.dtype), RawData = ByteString.CopyFrom(given.bytes) };
        message.Dims.AddRange(given.shape);
        Message.Initializer.Add(message);
        return name;
    }

    /// <summary>Adds constant whole numbers and gives their name.</summary>
    public string Whole(string name, IEnumerable<long> numbers, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var values = numbers.ToArray();
        return Constant($"{name}_{Message.Initializer.Count}", tensor(values, shape.Length == 0 ? [values.Length] : shape));
    }

    /// <summary>A number of the graph's type.</summary>
    public string Real(double value) => Scalar($"real_{value:R}", () => tensor(value).to(type));

    /// <summary>A whole number.</summary>
    public string Whole(long value) => Scalar($"whole_{value}", () => tensor(value));

    /// <summary>Axes for the operators that take them as an input.</summary>
    public string Axis(long value) => Scalar($"axis_{value}", () => tensor([value]));

    /// <summary>The ONNX type of numbers.</summary>
    public static TensorProto.Types.DataType Type(ScalarType type) => type switch
    {
        ScalarType.Int64 => TensorProto.Types.DataType.Int64,
        ScalarType.Bool => TensorProto.Types.DataType.Bool,
        ScalarType.Float64 => TensorProto.Types.DataType.Double,
        _ => TensorProto.Types.DataType.Float,
    };

    private string Scalar(string name, Func<Tensor> make)
    {
        if (scalars.TryGetValue(name, out var known)) return known;
        using var scope = NewDisposeScope();
        return scalars[name] = Constant(name, make());
    }
}
