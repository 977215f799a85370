namespace Pics.Numerics;

/// <summary>Where the vectors of a plan lie: a place is used again when what was in it is not read any more, so that few of them are in use at once.</summary>
/// <param name="Places">The place of each vector, in numbers of one row; none for one that nothing reads.</param>
/// <param name="Size">Numbers of one row in all.</param>
internal sealed record CodingMemory(ImmutableArray<int> Places, int Size)
{
    /// <summary>For the vectors that are computed for each row.</summary>
    public static CodingMemory Of(CodingPlan plan)
    {
        var lastRead = new int[plan.VectorCount];
        System.Array.Fill(lastRead, -1);
        for (var at = 0; at < plan.Steps.Length; at++)
            foreach (var read in plan.Steps[at].From.Where(read => !read.IsConstant)) lastRead[read.Id] = at;
        var (places, free, size) = (new int[plan.VectorCount], new Dictionary<int, Stack<int>>(), 0);
        System.Array.Fill(places, -1);
        for (var at = 0; at < plan.Steps.Length; at++)
        {
            var step = plan.Steps[at];
            foreach (var to in step is CodingStep.Code code ? code.Values : [step.To])
            {
                if (lastRead[to.Id] < 0) continue;
                var empty = free.GetValueOrDefault(to.Width);
                if (empty is null || !empty.TryPop(out var place)) (place, size) = (size, size + to.Width);
                places[to.Id] = place;
            }

            foreach (var read in step.From.Where(read => !read.IsConstant && lastRead[read.Id] == at).Distinct())
            {
                if (!free.TryGetValue(read.Width, out var left)) free.Add(read.Width, left = new());
                left.Push(places[read.Id]);
            }
        }

        return new([.. places], size);
    }
}
