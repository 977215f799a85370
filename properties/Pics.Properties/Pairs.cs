namespace Pics.Properties;

/// <summary>What was expected beside what was found, entry by entry.</summary>
internal static class Pairs
{
    /// <summary>Pairs of two results; fails where one is longer, so that no entry goes unseen.</summary>
    public static IReadOnlyList<(TExpected Expected, TFound Found)> Of<TExpected, TFound>(IEnumerable<TExpected> expected, IEnumerable<TFound> found)
    {
        var (first, second) = (expected.ToArray(), found.ToArray());
        Assert.True(first.Length == second.Length, $"{first.Length} entries were expected, {second.Length} were found");
        return [.. Enumerable.Range(0, first.Length).Select(place => (first[place], second[place]))];
    }
}
