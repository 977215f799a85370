using System.Runtime.ExceptionServices;

namespace Pics.Numerics;

/// <summary>Splits tasks over threads; which thread does a task never changes its result.</summary>
/// <remarks>
/// A training step has a hundred short parallel parts, so threads of the pool watch for the next one for a millisecond before they
/// sleep. The caller works too and never waits for a thread that has not begun. A second caller at the same time, and a task itself, work alone.
/// </remarks>
internal static class Workers
{
    private static int isBusy;
    private static readonly List<Helper> Helpers = [];
    private static volatile Job? current;

    /// <summary>How many there are.</summary>
    public static int Count => Threads.Count;

    /// <summary>Runs tasks 0 to <paramref name="tasks"/> - 1 in any order, each on one of the workers.</summary>
    /// <param name="workers">How many threads at most.</param>
    /// <param name="tasks">How many tasks.</param>
    /// <param name="run">Given task and worker.</param>
    public static void Run(int workers, int tasks, Action<int, int> run)
    {
        if (workers == 1 || tasks <= 1 || Interlocked.CompareExchange(ref isBusy, 1, 0) != 0)
        {
            for (var task = 0; task < tasks; task++) run(task, 0);
            return;
        }

        try
        {
            while (Helpers.Count < workers - 1) Helpers.Add(new(Helpers.Count + 1));
            var job = new Job(Math.Min(workers, tasks), tasks, run);
            current = job;
            for (var helper = 0; helper < job.Workers - 1; helper++) Helpers[helper].Wake();
            job.Work(0);
            job.Close();
        }
        finally
        {
            current = null;
            Volatile.Write(ref isBusy, 0);
        }
    }

    /// <summary>Tasks that are handed out one by one.</summary>
    private sealed class Job(int workers, int tasks, Action<int, int> run)
    {
        private const int Closed = -1;
        private Exception? error;
        private int next = -1;
        private int active;

        public int Workers => workers;

        /// <summary>Does tasks until there are none.</summary>
        public void Work(int worker)
        {
            try
            {
                for (var task = Interlocked.Increment(ref next); task < tasks; task = Interlocked.Increment(ref next)) run(task, worker);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref error, thrown, null);
                Volatile.Write(ref next, tasks);
            }
        }

        /// <summary>Works beside the caller, unless all is done.</summary>
        public void Join(int worker)
        {
            for (var seen = Volatile.Read(ref active); seen != Closed; seen = Volatile.Read(ref active))
            {
                if (Interlocked.CompareExchange(ref active, seen + 1, seen) != seen) continue;
                Work(worker);
                Interlocked.Decrement(ref active);
                return;
            }
        }

        /// <summary>Waits for those who joined and lets nobody in any more.</summary>
        public void Close()
        {
            var wait = default(SpinWait);
            while (Interlocked.CompareExchange(ref active, Closed, 0) != 0) wait.SpinOnce(sleep1Threshold: -1);
            if (error is not null) ExceptionDispatchInfo.Throw(error);
        }
    }

    /// <summary>A thread that joins jobs.</summary>
    private sealed class Helper
    {
        private const int Looks = 5000; // about a millisecond: waking a processor costs a tenth of that, a hundred times per step
        private const int Politeness = 16; // looks after which other programs may have the processor
        private readonly object door = new();
        private readonly int number;
        private int isAsleep;
        private int rings;

        public Helper(int number)
        {
            this.number = number;
            new Thread(Watch) { IsBackground = true, Name = $"pics worker {number}" }.Start();
        }

        public void Wake()
        {
            if (Interlocked.Exchange(ref isAsleep, 0) == 0) return;
            lock (door)
            {
                rings++;
                Monitor.Pulse(door);
            }
        }

        private void Watch()
        {
            Job? last = null;
            while (true)
            {
                var job = Next(last);
                if (number < job.Workers) job.Join(number);
                last = job;
            }
        }

        /// <summary>The next job that is not the last one.</summary>
        private Job Next(Job? last)
        {
            for (var look = 0; ; look++)
            {
                if (current is { } job && !ReferenceEquals(job, last)) return job;
                if (look < Looks)
                {
                    if (look % Politeness == 0) Thread.Yield();
                    else Thread.SpinWait(20);
                    continue;
                }

                Interlocked.Exchange(ref isAsleep, 1);

                // A job may have come between the look and the bed.
                if (current is { } late && !ReferenceEquals(late, last))
                {
                    if (Interlocked.Exchange(ref isAsleep, 0) == 0) Sleep();
                    return late;
                }

                Sleep();
                look = 0;
            }
        }

        private void Sleep()
        {
            lock (door)
            {
                while (rings == 0) Monitor.Wait(door);
                rings--;
            }
        }
    }
}
