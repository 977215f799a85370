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

    /// <summary>Overwrites a tensor with as many numbers of another form as it has, all or none. Throws <see cref="EndOfStreamException"/>.</summary>
    /// <param name="stream">From the first number on.</param>
    /// <param name="target">On any device.</param>
    /// <param name="size">Bytes of a number.</param>
    /// <param name="number">Reads one.</param>
    public static void Read(Stream stream, Tensor target, int size, NumberOfBytes number)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var copy = empty(target.shape, dtype: target.dtype);
        var flat = copy.flatten();
        var bytes = new byte[size * Math.Min(Piece, flat.numel())];
        for (var start = 0L; start < flat.numel(); start += Piece)
        {
            var numbers = new double[Math.Min(Piece, flat.numel() - start)];
            stream.ReadExactly(bytes, 0, size * numbers.Length);
            for (var place = 0; place < numbers.Length; place++) numbers[place] = number(bytes.AsSpan(size * place, size));
            using var part = flat.narrow(0, start, numbers.Length);
            using var found = tensor(numbers);
            part.copy_(found);
        }

        target.copy_(copy);
    }

    /// <summary>The number that some bytes are.</summary>
    public delegate double NumberOfBytes(ReadOnlySpan<byte> bytes);
}
