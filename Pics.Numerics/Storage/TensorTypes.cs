namespace Pics.Numerics;

/// <summary>Scalar types of tensors as files name them.</summary>
internal static class TensorTypes
{
    /// <summary>The label of a type, its own name if it is not stored.</summary>
    public static string Label(ScalarType type) => type switch
    {
        ScalarType.Float64 => SafetensorsType.Double,
        ScalarType.Float32 => SafetensorsType.Single,
        ScalarType.Int64 => SafetensorsType.Whole,
        _ => type.ToString(),
    };
}
