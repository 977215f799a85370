namespace Pics.Numerics;

/// <summary>Arrays of files as tensors.</summary>
internal static unsafe class ArrayTensors
{
    /// <summary>Overwrites a tensor with the array of a name, in the type of the tensor. Error: <see cref="ModelError"/>.</summary>
    public static Either<ModelError, LanguageExt.Unit> CopyTo(this ArrayFile file, string name, Tensor target)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var host = empty(target.shape, dtype: target.dtype);
        var address = host.numel() == 0 ? 0 : target.dtype switch
        {
            ScalarType.Float64 => (nint)TensorMemory.Pointer<double>(host),
            ScalarType.Float32 => (nint)TensorMemory.Pointer<float>(host),
            _ => (nint)TensorMemory.Pointer<long>(host),
        };
        return file.Read(name, new(TensorTypes.Label(target.dtype), [.. target.shape]), address).Map(done =>
        {
            target.copy_(host);
            return done;
        });
    }
}
