using Pics.Host;

namespace Pics.Properties;

/// <summary>Distances of words, against their definition by recursion.</summary>
public class EditDistanceLaws
{
    private static int Slow(string one, string other) => (one.Length, other.Length) switch
    {
        (0, var left) => left,
        (var left, 0) => left,
        _ => Math.Min(
            Slow(one[1..], other[1..]) + (one[0] == other[0] ? 0 : 1),
            1 + Math.Min(Slow(one[1..], other), Slow(one, other[1..]))),
    };

    [Property]
    public void Edit_distance_agrees_with_its_definition(int left, int right)
    {
        static string Word(int number) => string.Concat(Enumerable.Range(0, Math.Abs(number % 6)).Select(place => "abc"[Math.Abs(number >> place) % 3]));
        Assert.Equal(Slow(Word(left), Word(right)), EditDistance.Between(Word(left), Word(right)));
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("Age", "age", 0)]
    [InlineData("", "age", 3)]
    public void Edit_distances_are_known(string one, string other, int distance) => Assert.Equal((distance, distance), (EditDistance.Between(one, other), EditDistance.Between(other, one)));
}
