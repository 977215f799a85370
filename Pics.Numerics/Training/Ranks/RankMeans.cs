namespace Pics.Numerics;

/// <summary>Means of tensors over ranks, added in the order of the ranks: each rank adds one piece of all numbers, and gives its mean to the others.</summary>
internal static class RankMeans
{
    /// <summary>Replaces tensors by their means.</summary>
    /// <param name="ranks">All ranks.</param>
    /// <param name="tensors">Of one type, and of the same shapes on every rank.</param>
    public static void Take(ICollective ranks, IReadOnlyList<Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var flat = cat([.. tensors.Select(tensor => tensor.detach().cpu().reshape(-1))]);
        var length = (flat.numel() + ranks.Count - 1) / ranks.Count;
        var padded = zeros(length * ranks.Count, flat.dtype, CPU);
        padded.narrow(0, 0, flat.numel()).copy_(flat);
        Tensor Piece(int rank) => padded.narrow(0, rank * length, length);

        var pieces = Enumerable.Range(0, ranks.Count).Select(rank => rank == ranks.Rank ? Piece(rank) : empty(length, flat.dtype, CPU)).ToList();
        foreach (var (to, from) in Rounds(ranks)) TensorMessages.Move(ranks, to, Piece(to), from, pieces[from]);
        var mean = pieces[0].clone();
        foreach (var piece in pieces.Skip(1)) mean.Plus_(piece);
        Piece(ranks.Rank).copy_(mean.div_(Held.Of((double)ranks.Count)));
        foreach (var (to, from) in Rounds(ranks)) TensorMessages.Move(ranks, to, Piece(ranks.Rank), from, Piece(from));

        var done = 0L;
        foreach (var tensor in tensors)
        {
            tensor.copy_(padded.narrow(0, done, tensor.numel()).reshape(tensor.shape));
            done += tensor.numel();
        }
    }

    /// <summary>With whom this rank exchanges, one round after the other.</summary>
    private static IEnumerable<(int To, int From)> Rounds(ICollective ranks) =>
        Enumerable.Range(1, ranks.Count - 1).Select(round => ((ranks.Rank + round) % ranks.Count, (ranks.Rank - round + ranks.Count) % ranks.Count));
}
