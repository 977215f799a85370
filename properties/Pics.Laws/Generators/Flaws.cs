namespace Pics.Laws;

/// <summary>Small changes to a decomposition, most of which break it.</summary>
internal static class Flaws
{
    public static Decomposition Inject(Decomposition decomposition, Random random, int count) =>
        Enumerable.Range(0, count).Aggregate(decomposition, (current, _) => Inject(current, random));

    private static Decomposition Inject(Decomposition decomposition, Random random)
    {
        var (regions, splits) = decomposition;
        var region = regions.Count == 0 ? 0 : random.Next(regions.Count);
        var kind = random.Next(9);
        if (kind == 0) return decomposition with { Regions = regions.Add(Scope.Single(random.Next(8))) };
        if (kind == 1 && regions.Count > 0) return decomposition with { Regions = regions.SetItem(region, Scope.Of(regions[region].Variables.Skip(1))) };
        if (kind == 2 && regions.Count > 0) return decomposition with { Regions = regions.SetItem(region, regions[region].Union(Scope.Single(random.Next(-1, 6)))) };
        if (kind == 3) return decomposition with { Regions = Arr<Scope>.Empty, Splits = Arr<Split>.Empty };
        if (splits.Count == 0) return decomposition;
        var index = random.Next(splits.Count);
        var split = splits[index];
        return decomposition with
        {
            Splits = kind switch
            {
                4 => splits.RemoveAt(index),
                5 => splits.SetItem(index, split with { Parts = split.Parts.RemoveAt(0) }),
                6 => splits.SetItem(index, split with { Parts = split.Parts.Add(random.Next(-1, regions.Count + 1)) }),
                7 => splits.SetItem(index, split with { Region = random.Next(-1, regions.Count + 1) }),
                _ => splits.Add(split),
            },
        };
    }
}
