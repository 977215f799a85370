using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>What lies between ranks.</summary>
/// <param name="Latency">Seconds of a message of a few bytes.</param>
/// <param name="Bandwidth">Bytes a second that a rank sends while it receives as many and all others do so too.</param>
public sealed record Network(double Latency, double Bandwidth)
{
    private const int Large = 1 << 22, Pings = 50, Messages = 4;

    /// <summary>Nothing, for one rank alone.</summary>
    public static Network None { get; } = new(0, double.PositiveInfinity);

    /// <summary>Measures it between ranks that are half of all ranks apart, which are on other machines where there are some; the slowest pair counts, on all ranks.</summary>
    /// <param name="ranks">At least two ranks, which all call this.</param>
    public static Network Measure(ICollective ranks)
    {
        var half = 1 << (int.Log2(ranks.Count) - 1);
        var isPaired = ranks.Rank < 2 * half;
        var peer = ranks.Rank ^ half;
        double Best(int times, Action<byte[], byte[]> exchange, int bytes)
        {
            byte[] sent = new byte[bytes], received = new byte[bytes];
            var best = double.PositiveInfinity;
            for (var time = 0; isPaired && time < times; time++)
            {
                var started = Stopwatch.GetTimestamp();
                exchange(sent, received);
                best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            return isPaired ? best : 0;
        }

        void AtOnce(byte[] sent, byte[] received) => ranks.Exchange(peer, sent, peer, received);

        // There and back: who waits for an answer knows that its message has arrived.
        void InTurn(byte[] sent, byte[] received)
        {
            if (ranks.Rank < peer) ranks.Exchange(peer, sent, peer, []);
            ranks.Exchange(peer, [], peer, received);
            if (ranks.Rank > peer) ranks.Exchange(peer, sent, peer, []);
        }

        Best(1, AtOnce, Large); // connections and buffers are made
        Span<double> own = [Best(Pings, InTurn, 8) / 2, Best(Messages, AtOnce, Large)];
        var all = MemoryMarshal.Cast<byte, double>(ranks.GatherAll(MemoryMarshal.AsBytes(own))).ToArray().Chunk(own.Length).ToList();
        var (small, large) = (all.Max(rank => rank[0]), all.Max(rank => rank[1]));
        return new(small, Large / Math.Max(large - small, 1e-9));
    }
}
