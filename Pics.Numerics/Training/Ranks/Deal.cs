namespace Pics.Numerics;

/// <summary>Which rank has which function group: it evaluates the group's net, and takes gradients back through it.</summary>
/// <remarks>Nets cost the same however few rows a rank has; where they are the larger part of a step dealing them out is what makes more ranks faster. The bits do not depend on it.</remarks>
internal sealed class Deal
{
    private readonly ImmutableSortedDictionary<int, int> owners;

    private Deal(ImmutableSortedDictionary<int, int> owners, double balance) => (this.owners, Balance) = (owners, balance);

    /// <summary>The groups in increasing order.</summary>
    public IEnumerable<int> Groups => owners.Keys;

    /// <summary>What a rank has on average, as a part of what the one with most has: 1 is even.</summary>
    public double Balance { get; }

    /// <summary>The rank of a group.</summary>
    public int this[int group] => owners[group];

    /// <summary>The dearest groups first, each to the rank that has least.</summary>
    /// <param name="costs">What each group costs, in any unit.</param>
    /// <param name="ranks">How many ranks there are.</param>
    public static Deal Of(IEnumerable<(int Group, double Cost)> costs, int ranks)
    {
        var loads = new double[ranks];
        var owners = ImmutableSortedDictionary.CreateBuilder<int, int>();
        foreach (var (group, cost) in costs.OrderByDescending(entry => entry.Cost).ThenBy(entry => entry.Group))
        {
            var rank = Array.IndexOf(loads, loads.Min());
            owners[group] = rank;
            loads[rank] += cost;
        }

        return new(owners.ToImmutable(), loads.Max() is var most && most > 0 ? loads.Average() / most : 1);
    }
}
