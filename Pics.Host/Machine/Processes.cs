using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using LanguageExt;

namespace Pics.Host;

/// <summary>The processes that work on one run: this one alone, or those that an MPI launcher started, of which the first prints and writes.</summary>
internal sealed class Processes : IDisposable
{
    /// <summary>How long a process waits for another one if nothing is said, seconds.</summary>
    public const double DefaultPatience = 600;

    /// <summary>Parts of a batch where there are several processes and nothing is said: as many of them as this can share it, to the same bytes.</summary>
    public const int DefaultShards = 8;

    /// <summary>Before the end of all processes: a launcher may end without reading what one of them has just written.</summary>
    private static readonly TimeSpan UntilRead = TimeSpan.FromSeconds(0.5);

    private readonly MpiCollective? mpi;
    private readonly TextWriter errors;
    private bool areAgreed; // that they cannot go on

    private Processes(MpiCollective? mpi, TextWriter errors)
    {
        (this.mpi, this.errors) = (mpi, errors);
        if (Ranks is not null) Place = RankPlace.Find(Said, mpi!.Rank);
    }

    /// <summary>This process alone.</summary>
    public static Processes Alone { get; } = new(null, TextWriter.Null);

    /// <summary>The processes; null for one alone.</summary>
    public ICollective? Ranks => mpi is { Count: > 1 } ? mpi : null;

    /// <summary>How many there are.</summary>
    public int Count => mpi?.Count ?? 1;

    /// <summary>Where they are; null for one alone.</summary>
    public RankPlace? Place { get; }

    /// <summary>Whether this is the one that prints and writes.</summary>
    public bool IsFirst => mpi is null || mpi.Rank == 0;

    /// <summary>Whether this process is to join others, where a launcher says that there are some or this is asked for.</summary>
    public static bool AreWanted(Distributed wanted) => wanted == Distributed.Mpi || (wanted == Distributed.Auto && MpiLauncher.Find() is { Ranks: > 1 });

    /// <summary>Joins the others, where a launcher says that there are some or this is asked for. All but the first are silent from then on.</summary>
    /// <param name="wanted">Whether to.</param>
    /// <param name="patience">How long one waits for another, seconds.</param>
    public static Either<Failure, Processes> Join(Distributed wanted, double patience)
    {
        if (!(patience > 0 && patience <= TimeSpan.MaxValue.TotalSeconds / 2)) return new Failure(FormattableString.Invariant($"--rank-patience is {patience}; it must be a positive number of seconds"));
        return !AreWanted(wanted) ? Alone : MpiCollective.Join(MpiLauncher.Find(), TimeSpan.FromSeconds(patience)).Match<Either<Failure, Processes>>(
            joined =>
            {
                var errors = Console.Error; // of the last word of a rank that ends
                if (joined.Rank > 0)
                {
                    Console.SetOut(TextWriter.Null);
                    Console.SetError(TextWriter.Null);
                }

                return new Processes(joined, errors);
            },
            sentence => new Failure($"--distributed: {sentence}"));
    }

    /// <summary>Does something among the processes of a run.</summary>
    /// <param name="wanted">Whether to join others.</param>
    /// <param name="patience">How long one waits for another, seconds.</param>
    /// <param name="again">What is to be done where a rank is lost, the end of a sentence.</param>
    /// <param name="run">Given the processes: what to do. They cannot go on without one of them, so where it throws in one all end.</param>
    public static Either<Failure, int> Among(Distributed wanted, double patience, string again, Func<Processes, Either<Failure, int>> run) => Join(wanted, patience).Bind(joined =>
    {
        using var processes = joined;
        try
        {
            // What only one of them finds wrong the others do not know: they may wait for it.
            return run(processes).MapLeft(failure =>
            {
                if (!processes.areAgreed) processes.End(failure.Sentence);
                return failure;
            });
        }
        catch (Exception error) when (processes.Ranks is not null)
        {
            processes.End(error is RankLostException ? $"{error.Message}; {again}" : error is RanksDifferException or IOException or OutOfMemoryException ? error.Message : $"{error.GetType().Name}: {error.Message}");
            throw;
        }
    });

    /// <summary>Parts of a batch: what the options say, else enough for all.</summary>
    private int Shards(int? wanted) => wanted ?? Math.Max(DefaultShards, (int)BitOperations.RoundUpToPowerOf2((uint)Count));

    /// <summary>Threads of this process: as many as are asked for, else its part of the processors, unless the environment says it.</summary>
    public int ThreadsFor(int wanted) => wanted == 0 && Place is { } place && Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null ? place.Threads : wanted;

    /// <summary>Options with as many parts of a batch, and threads of each process, as there are to be.</summary>
    public WishedRun Cut(WishedRun wished) => Ranks is null ? wished : wished with
    {
        Settings = wished.Settings with
        {
            Learning = wished.Settings.Learning with { Shards = wished.Settings.Learning.AverageEvery is null ? Shards(wished.Settings.Learning.Shards) : null },
            Machine = wished.Settings.Machine with { Threads = ThreadsFor(wished.Settings.Machine.Threads) },
        },
    };

    /// <summary>Refuses options that are for several processes where there is one.</summary>
    public Either<Failure, WishedRun> Refuse(WishedRun wished) => (Ranks, wished.Settings.Learning) switch
    {
        (null, { AverageEvery: { } every }) => new Failure($"--average-every is {every.ToString(CultureInfo.InvariantCulture)}, and there is one process; start several with mpirun, or leave it out"),
        (null, { Sum: ShardSums.Nets, Shards: null or 1 }) => new Failure("--sum is nets, and a batch has one part; give more --shards, or leave it out"),
        _ => wished,
    };

    /// <summary>What all processes have where all have something, else why one of them has not, on all of them.</summary>
    public Either<Failure, T> Agreed<T>(Either<Failure, T> own)
    {
        if (Ranks is null) return own;
        var said = Said(own.Match(_ => string.Empty, failure => failure.Sentence));
        var wrong = said.FindIndex(sentence => sentence.Length > 0);
        if (wrong < 0) return own;
        areAgreed = true;
        return new Failure(wrong == 0 ? said[0] : $"rank {wrong} of {Count}: {said[wrong]}");
    }

    /// <summary>Refuses processes that would not compute the same.</summary>
    /// <param name="parts">What must be equal: its name, and what it is here.</param>
    public Either<Failure, Unit> Same(IEnumerable<(string Name, string Value)> parts)
    {
        if (Ranks is null) return Unit.Default;
        foreach (var (name, value) in parts)
        {
            var said = Said(value);
            var other = said.FindIndex(theirs => theirs != said[0]);
            areAgreed = other > 0;
            if (other > 0) return new Failure($"the ranks differ in {name}: it is {said[0]} at rank 0 and {said[other]} at rank {other}; all must have the same, or results would depend on who computes what");
        }

        return Unit.Default;
    }

    /// <summary>What each process says, on all of them.</summary>
    private List<string> Said(string own)
    {
        var bytes = Encoding.UTF8.GetBytes(own);
        var lengths = MemoryMarshal.Cast<byte, int>(Ranks!.GatherAll(BitConverter.GetBytes(bytes.Length))).ToArray();
        var most = lengths.Max();
        if (most == 0) return [.. lengths.Select(_ => string.Empty)];
        Array.Resize(ref bytes, most);
        var all = Ranks!.GatherAll(bytes);
        return [.. lengths.Select((length, rank) => Encoding.UTF8.GetString(all, rank * most, length))];
    }

    /// <summary>Ends the processes of a run that this one cannot go on with.</summary>
    /// <param name="sentence">Why.</param>
    public void End(string sentence)
    {
        if (Ranks is null) return;
        errors.WriteLine(IsFirst ? $"pics: {sentence}" : $"pics: rank {mpi!.Rank} of {Count}: {sentence}");
        errors.Flush();
        Thread.Sleep(UntilRead);
        mpi!.Abort(1);
    }

    /// <summary>The processes in a few words.</summary>
    public string Explain() => string.Create(CultureInfo.InvariantCulture, $"{Count} under {mpi!.Library}");

    /// <summary>Waits for the others and leaves them.</summary>
    public void Dispose()
    {
        if (mpi is null) return;
        mpi.Barrier();
        mpi.Dispose();
    }
}
