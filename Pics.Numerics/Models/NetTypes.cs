namespace Pics.Numerics;

/// <summary>The precision of nets as tensors have it.</summary>
public static class NetTypes
{
    extension(NetSettings settings)
    {
        /// <summary>The scalar type of the parameters.</summary>
        public ScalarType Type => settings.Double ? ScalarType.Float64 : ScalarType.Float32;
    }
}
