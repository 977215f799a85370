namespace Pics.Properties;

[Properties(MaxTest = 200)]
public class ScopeLaws
{
    [Property]
    public bool Operations_agree_with_sets(int[] first, int[] second)
    {
        var (a, b) = (Scope.Of(first), Scope.Of(second));
        var (x, y) = (first.ToHashSet(), second.ToHashSet());
        return Scope.Of(x.Union(y)).Equals(a.Union(b))
            && Scope.Of(x.Union(y)).Equals(Scope.Union([a, b]))
            && Scope.Of(x.Intersect(y)).Equals(a.Intersect(b))
            && Scope.Of(x.Except(y)).Equals(a.Except(b))
            && a.Overlaps(b) == x.Overlaps(y)
            && a.IsSubsetOf(b) == x.IsSubsetOf(y)
            && a.Equals(b) == x.SetEquals(y)
            && a.Count == x.Count
            && a.IsEmpty == (x.Count == 0)
            && (!a.Equals(b) || a.GetHashCode() == b.GetHashCode());
    }

    [Property]
    public bool Order_is_that_of_the_variable_lists(int[] first, int[] second)
    {
        var (a, b) = (Scope.Of(first), Scope.Of(second));
        return Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a)) && a.CompareTo(b) == 0 == a.Equals(b) && a.CompareTo(null) > 0 && !a.Equals((object)"no scope");
    }

    [Theory]
    [InlineData(new int[0], "{}")]
    [InlineData(new[] { 3 }, "{3}")]
    [InlineData(new[] { 4, 3 }, "{3, 4}")]
    [InlineData(new[] { 0, 1, 2, 5, 7, 8 }, "{0-2, 5, 7, 8}")]
    public void Text_joins_runs(int[] variables, string text) => Assert.Equal(text, Scope.Of(variables).ToString());

    [Fact]
    public void Factories_agree()
    {
        Assert.Equal(Scope.Of([2, 3, 4]), Scope.Range(2, 3));
        Assert.Equal(Scope.Of([7]), Scope.Single(7));
        Assert.Equal(Scope.Empty, Scope.Of([]));
        Assert.True(new UnitId(1) < new UnitId(2) && new UnitId(2) > new UnitId(1) && new UnitId(1) <= new UnitId(1) && new UnitId(1) >= new UnitId(1));
        Assert.Equal(-1, new UnitId(1).CompareTo(new(2)));
    }
}
