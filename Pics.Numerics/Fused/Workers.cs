using System.Runtime.ExceptionServices;

namespace Pics.Numerics;

/// <summary>Splits tasks over threads; which thread does a task never changes its result.</summary>
internal static class Workers
{
    /// <summary>As many as libtorch uses.</summary>
    public static int Count => Math.Max(1, get_num_threads());

    /// <summary>Runs tasks 0 to <paramref name="tasks"/> - 1 in any order, each on one of the workers.</summary>
    /// <param name="workers">How many threads at most.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="run">Given task and worker.</param>
    public static void Run(int workers, int tasks, Action<int, int> run)
    {
        if (workers == 1 || tasks <= 1)
        {
            for (var task = 0; task < tasks; task++) run(task, 0);
            return;
        }

        var next = -1;
        try
        {
            Parallel.For(0, Math.Min(workers, tasks), new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
            {
                for (var task = Interlocked.Increment(ref next); task < tasks; task = Interlocked.Increment(ref next)) run(task, worker);
            });
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }
}
