namespace Pics.Numerics;

/// <summary>Adds a power of two of things in one balanced tree, given one after the other: ((a + b) + (c + d)) + ...</summary>
/// <typeparam name="T">What is added.</typeparam>
/// <param name="add">The sum of two; it may reuse the first.</param>
internal sealed class BalancedTree<T>(Func<T, T, T> add)
{
    private readonly Stack<(T Sum, int Height)> open = [];

    /// <summary>Whether nothing was given.</summary>
    public bool IsEmpty => open.Count == 0;

    /// <summary>The sum of all that was given, a power of two of them; none is given before the next round.</summary>
    public T Take()
    {
        if (open.Count != 1) throw new InvalidOperationException($"a balanced tree of {open.Count} parts has no sum");
        return open.Pop().Sum;
    }

    /// <summary>Gives the next one.</summary>
    public void Give(T next)
    {
        var height = 0;
        for (; open.TryPeek(out var last) && last.Height == height; height++) next = add(open.Pop().Sum, next);
        open.Push((next, height));
    }

    /// <summary>The sum of a power of two of things.</summary>
    public static T Sum(IEnumerable<T> all, Func<T, T, T> add)
    {
        var tree = new BalancedTree<T>(add);
        foreach (var next in all) tree.Give(next);
        return tree.Take();
    }
}
