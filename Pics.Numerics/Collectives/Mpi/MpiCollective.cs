using System.Diagnostics;

namespace Pics.Numerics;

/// <summary>Ranks that are processes under MPI, on one machine or on many.</summary>
/// <remarks>
/// Messages are begun and then looked after, with the processor given to others in between: ranks that share a processor do not take it from each other, and one that waits too long
/// says so. For one thread at a time. A process has one of it.
/// </remarks>
public sealed class MpiCollective : ICollective
{
    private const int Tag = 77;
    private const int Looks = 200; // before the processor is given away
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    private readonly MpiLibrary library;
    private readonly TimeSpan patience;

    private MpiCollective(MpiLibrary library, TimeSpan patience)
    {
        (this.library, this.patience) = (library, patience);
        library.Initialise();
        (Rank, Count) = library.Place();
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The library, for people.</summary>
    public string Library => library.Version();

    /// <summary>Joins the processes that a launcher started. Error: a sentence that says what is missing.</summary>
    /// <param name="launcher">What is known of the launcher; null to take any library that there is.</param>
    /// <param name="patience">How long a rank waits for another one.</param>
    public static Either<string, MpiCollective> Join(MpiLauncher? launcher, TimeSpan patience)
    {
        ImmutableArray<MpiKind> kinds = launcher?.Kinds ?? [MpiKind.OpenMpi, MpiKind.Mpich, MpiKind.Standard];
        if (MpiLibrary.Find(kinds) is not { } library)
            return $"there is no MPI library for {launcher?.Name ?? "this process"}: none of {string.Join(", ", kinds.Select(Label))} is found; install it, or add its folder to LD_LIBRARY_PATH";
        try
        {
            return new MpiCollective(library, patience);
        }
        catch (InvalidOperationException error)
        {
            return $"{library.Name}: {error.Message}";
        }
    }

    /// <inheritdoc/>
    public unsafe void Exchange(int to, ReadOnlySpan<byte> sent, int from, Span<byte> received)
    {
        fixed (byte* outgoing = sent, incoming = received)
        {
            var going = sent.IsEmpty ? 0 : library.Send(outgoing, sent.Length, to, Tag);
            var coming = received.IsEmpty ? 0 : library.Receive(incoming, received.Length, from, Tag);
            Wait(ref coming, !received.IsEmpty, from);
            Wait(ref going, !sent.IsEmpty, to);
        }
    }

    /// <inheritdoc/>
    public void Barrier() => this.GatherAll([1]);

    /// <summary>Ends the processes of all ranks, this one too.</summary>
    /// <param name="code">The exit code.</param>
    public void Abort(int code) => library.Abort(code);

    /// <inheritdoc/>
    public void Dispose() => library.Finalise();

    private static string Label(MpiKind kind) => kind switch
    {
        MpiKind.OpenMpi => "Open MPI (libmpi.so.40)",
        MpiKind.Mpich => "MPICH (libmpi.so.12)",
        _ => "the standard interface (libmpi_abi.so)",
    };

    private void Wait(ref nint request, bool isOpen, int peer)
    {
        if (!isOpen) return;
        var clock = Stopwatch.StartNew();
        for (var look = 0; !library.IsDone(ref request); look++)
        {
            if (look < Looks) continue;
            if (clock.Elapsed > patience) throw new RankLostException(peer, FormattableString.Invariant($"has not answered for {patience.TotalSeconds:0} s"));
            if (clock.Elapsed < 20 * Short) Thread.Yield();
            else Thread.Sleep(Short);
        }
    }
}
