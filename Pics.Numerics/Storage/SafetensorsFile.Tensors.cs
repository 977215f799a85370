namespace Pics.Numerics;

/// <content>Into tensors.</content>
public sealed partial class SafetensorsFile
{
    /// <summary>Overwrites a tensor with the stored one of the same name, shape and type. Error: <see cref="ModelError"/>.</summary>
    public Either<ModelError, LanguageExt.Unit> CopyTo(string name, Tensor target) =>
        Read(name, new(TensorTypes.Label(target.dtype), [.. target.shape], 0, 0), stream => TensorStream.Read(stream, target));
}
