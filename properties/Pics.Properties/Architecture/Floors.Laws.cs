namespace Pics.Properties;

internal static partial class Floors
{
    private static readonly ImmutableArray<Floor> Laws =
    [
        new("Generators", "Random graphs, circuits, rules, meanings, models and cases, and how they shrink."),
        new("Checking", "Laws that are checked on them: counted, shrunk, replayed."),
    ];
}
