namespace Pics.Numerics;

/// <summary>The bytes of tensors in streams, a piece at a time: a tensor may hold more bytes than an array can.</summary>
internal static class TensorStream
{
    private const long Piece = 1 << 20; // numbers at once

    /// <summary>Writes the numbers of a tensor on any device, the last axis fastest.</summary>
    public static void Write(Stream stream, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().flatten();
        for (var start = 0L; start < flat.numel(); start += Piece)
        {
            using var part = flat.narrow(0, start, Math.Min(Piece, flat.numel() - start));
            using var copy = part.cpu();
            stream.Write(copy.bytes);
        }
    }

    /// <summary>Overwrites a tensor on any device with as many numbers as it has, all or none. Throws <see cref="EndOfStreamException"/>.</summary>
    public static void Read(Stream stream, Tensor target)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var copy = empty(target.shape, dtype: target.dtype);
        var flat = copy.flatten();
        for (var start = 0L; start < flat.numel(); start += Piece)
        {
            using var part = flat.narrow(0, start, Math.Min(Piece, flat.numel() - start));
            stream.ReadExactly(part.bytes);
        }

        target.copy_(copy);
    }
}
