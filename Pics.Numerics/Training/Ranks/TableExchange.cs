namespace Pics.Numerics;

/// <summary>Sums of the tensors of function groups over ranks, and tensors from those who have them to all: recursive halving, and doubling back, along the tree of <see cref="Shards"/>.</summary>
/// <remarks>
/// P ranks with rows, a power of two, halve: in each round ranks whose numbers differ in one bit alone exchange, and each adds what it keeps. So a rank sends (P - 1) / P of the numbers,
/// and each sum is that of the tree. A rank beyond P has no rows: its host, P below it, sends it the sums of its groups and passes on what it makes of them. Paper: Thakur,
/// Rabenseifner and Gropp, <i>Optimization of collective communication operations in MPICH</i>; here near ranks come first, as in the tree.
/// </remarks>
/// <param name="ranks">All ranks, fewer than twice P.</param>
/// <param name="workers">P.</param>
/// <param name="deal">Which rank has which group.</param>
internal sealed class TableExchange(ICollective ranks, int workers, Deal deal)
{
    private bool IsGuest => ranks.Rank >= workers;

    /// <summary>The rank without rows that this one works for; null if there is none.</summary>
    private int? Guest => !IsGuest && ranks.Rank + workers < ranks.Count ? ranks.Rank + workers : null;

    /// <summary>Adds the tensors of all ranks with rows, in place; each rank then has the sums of its own groups, and of no other.</summary>
    /// <param name="of">The tensors of a group, of equal shapes on every rank.</param>
    public void Sum(Func<int, IEnumerable<Tensor>> of)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        for (var bit = 1; !IsGuest && bit < workers; bit <<= 1)
        {
            var open = At(ranks.Rank, bit - 1);
            Round(ranks.Rank ^ bit, [.. open.Where(group => ((Home(group) ^ ranks.Rank) & bit) != 0).SelectMany(of)], [.. open.Where(group => ((Home(group) ^ ranks.Rank) & bit) == 0).SelectMany(of)]);
        }

        foreach (var tensor in deal.Groups.Where(group => deal[group] >= workers && Home(group) == ranks.Rank % workers).SelectMany(of)) Pass(tensor, fromGuest: false);
    }

    /// <summary>Gives what each rank has of its groups to all.</summary>
    /// <param name="of">The tensors of a group, in place on every rank, of equal shapes.</param>
    /// <param name="isForGuests">Whether ranks without rows need them too.</param>
    public void Share(Func<int, IEnumerable<Tensor>> of, bool isForGuests)
    {
        foreach (var tensor in deal.Groups.Where(group => deal[group] >= workers && Home(group) == ranks.Rank % workers).SelectMany(of)) Pass(tensor, fromGuest: true);
        for (var bit = workers >> 1; !IsGuest && bit > 0; bit >>= 1)
        {
            var known = (bit << 1) - 1; // here are the groups whose home agrees with this rank in these bits
            var peer = ranks.Rank ^ bit;
            List<Tensor> own = [.. At(ranks.Rank, known).SelectMany(of)], others = [.. At(peer, known).SelectMany(of)];
            for (var turn = 0; turn < Math.Max(own.Count, others.Count); turn++) TensorMessages.Swap(ranks, peer, own.ElementAtOrDefault(turn), others.ElementAtOrDefault(turn));
        }

        if (!isForGuests || (!IsGuest && Guest is null)) return;
        foreach (var tensor in deal.Groups.Where(group => deal[group] != (Guest ?? ranks.Rank)).SelectMany(of)) Pass(tensor, fromGuest: false);
    }

    /// <summary>The rank with rows where a group is summed.</summary>
    private int Home(int group) => deal[group] % workers;

    /// <summary>The groups whose home agrees with a rank in some bits.</summary>
    private List<int> At(int rank, int bits) => [.. deal.Groups.Where(group => ((Home(group) ^ rank) & bits) == 0)];

    private void Round(int peer, List<Tensor> left, List<Tensor> kept)
    {
        for (var turn = 0; turn < Math.Max(left.Count, kept.Count); turn++) TensorMessages.SwapAndAdd(ranks, peer, left.ElementAtOrDefault(turn), kept.ElementAtOrDefault(turn));
    }

    /// <summary>From a host to its guest, or back.</summary>
    private void Pass(Tensor tensor, bool fromGuest) =>
        TensorMessages.Swap(ranks, IsGuest ? ranks.Rank - workers : ranks.Rank + workers, IsGuest == fromGuest ? tensor : null, IsGuest == fromGuest ? null : tensor);
}
