namespace Pics.Numerics;

/// <summary>Stored tensors into those of libtorch.</summary>
public static class SafetensorsTensors
{
    /// <summary>Overwrites a tensor with the stored one of the same name, shape and type. Error: <see cref="ModelError"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">The name of the tensor in it.</param>
    /// <param name="target">The tensor, on any device.</param>
    public static Either<ModelError, LanguageExt.Unit> CopyTo(this SafetensorsFile file, string name, Tensor target) =>
        file.Read(name, new(TensorTypes.Label(target.dtype), [.. target.shape], 0, 0), stream => TensorStream.Read(stream, target));
}
