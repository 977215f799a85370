namespace Pics.Numerics;

/// <summary>Tensors from rank to rank.</summary>
internal static class TensorMessages
{
    private const long Piece = 1L << 28; // bytes of a message: a length is 31 bits in what carries it

    /// <summary>Sends a tensor and receives one at the same time.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="peer">With whom.</param>
    /// <param name="sent">What it gets; null for nothing.</param>
    /// <param name="received">Where what comes goes, of the type and shape of what is sent there; null for nothing.</param>
    public static void Swap(ICollective ranks, int peer, Tensor? sent, Tensor? received) => Move(ranks, peer, sent, peer, received);

    /// <summary>Sends a tensor to one rank and receives one from another at the same time.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="to">Who gets what is sent.</param>
    /// <param name="sent">What it gets; null for nothing.</param>
    /// <param name="from">Who sends what comes.</param>
    /// <param name="received">Where that goes, of the type and shape of what is sent there; null for nothing.</param>
    public static void Move(ICollective ranks, int to, Tensor? sent, int from, Tensor? received)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var outgoing = sent?.detach().cpu().contiguous();
        var incoming = received is null ? null : received.device_type == DeviceType.CPU && received.is_contiguous() ? received : empty(received.shape, received.dtype, CPU);
        var (going, coming) = (Bytes(outgoing), Bytes(incoming));
        for (var done = 0L; done < Math.Max(going, coming); done += Piece) ranks.Exchange(to, Cut(outgoing, done, going), from, Cut(incoming, done, coming));
        GC.KeepAlive(outgoing);
        if (incoming is not null && !ReferenceEquals(incoming, received)) received!.copy_(incoming);
    }

    /// <summary>Gives the bytes of a tensor piece by piece.</summary>
    public static void Read(Tensor tensor, Action<ReadOnlySpan<byte>> use)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var here = tensor.detach().cpu().contiguous();
        for (var done = 0L; done < Bytes(here); done += Piece) use(Cut(here, done, Bytes(here)));
        GC.KeepAlive(here);
    }

    private static long Bytes(Tensor? tensor) => tensor is null ? 0 : tensor.numel() * tensor.element_size();

    private static unsafe Span<byte> Cut(Tensor? tensor, long start, long length) =>
        start >= length ? [] : new(TensorMemory.Pointer<byte>(tensor!) + start, (int)Math.Min(Piece, length - start));
}
