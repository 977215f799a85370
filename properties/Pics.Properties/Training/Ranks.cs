namespace Pics.Properties;

/// <summary>Ranks that are threads of the test.</summary>
internal static class Ranks
{
    /// <summary>What each rank gives; where some throw, what the first one of them that no other is to blame for threw.</summary>
    public static ImmutableArray<T> Run<T>(int count, Func<ICollective, T> work)
    {
        var (found, errors) = (new T[count], new Exception?[count]);
        var threads = LocalCollective.Create(count).Select(own => new Thread(() =>
        {
            using var rank = own;
            try
            {
                found[rank.Rank] = work(rank);
            }
            catch (Exception error)
            {
                errors[rank.Rank] = error;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (errors.OfType<Exception>().OrderBy(error => error is RankLostException).FirstOrDefault() is { } first) throw new AggregateException(first.Message, errors.OfType<Exception>());
        return [.. found];
    }
}
