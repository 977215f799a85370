namespace Pics.Numerics;

/// <summary>Tensors from rank to rank.</summary>
internal static class TensorMessages
{
    private const long Piece = 1L << 28; // bytes of a message: a length is 31 bits in what carries it
    private const long Added = 1L << 18; // numbers that come and are added while they are in a cache

    /// <summary>Sends a tensor and receives one at the same time.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="peer">With whom.</param>
    /// <param name="sent">What it gets; null for nothing.</param>
    /// <param name="received">Where what comes goes, of the type and shape of what is sent there; null for nothing.</param>
    public static void Swap(ICollective ranks, int peer, Tensor? sent, Tensor? received) => Move(ranks, peer, sent, peer, received);

    /// <summary>Sends a tensor and receives one at the same time, which is added to what is there.</summary>
    /// <param name="ranks">The ranks.</param>
    /// <param name="peer">With whom.</param>
    /// <param name="sent">What it gets; null for nothing.</param>
    /// <param name="sum">What is added to, of the type and shape of what is sent there; null for nothing.</param>
    public static void SwapAndAdd(ICollective ranks, int peer, Tensor? sent, Tensor? sum)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var isInPlace = sum is null || (sum.device_type == DeviceType.CPU && sum.is_contiguous());
        var outgoing = sent?.detach().cpu().contiguous().view(-1);
        var incoming = isInPlace ? sum?.detach().view(-1) : zeros(sum!.numel(), sum.dtype, CPU);
        var (going, coming) = (outgoing?.numel() ?? 0, incoming?.numel() ?? 0);
        var piece = incoming is null ? null : empty(Math.Min(Added, coming), incoming.dtype, CPU);
        for (var done = 0L; done < Math.Max(going, coming); done += Added)
        {
            using var some = NewDisposeScope();
            var next = done < coming ? piece!.narrow(0, 0, Math.Min(Added, coming - done)) : null;
            Swap(ranks, peer, done < going ? outgoing!.narrow(0, done, Math.Min(Added, going - done)) : null, next);
            if (next is not null) incoming!.narrow(0, done, next.numel()).Plus_(next);
        }

        if (!isInPlace) sum!.Plus_(incoming!.view(sum!.shape).to(sum!.device));
    }

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
