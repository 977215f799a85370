using System.Globalization;

namespace Pics.Host;

/// <summary>Where the ranks of a run are: which of them share processors, and how many threads each should have so that they do not take processors from each other.</summary>
/// <param name="Here">Ranks on this machine.</param>
/// <param name="Index">The place of this rank among them, from 0.</param>
/// <param name="Threads">Threads of each rank, the same for all.</param>
/// <param name="Processors">Processors that the ranks of this machine may use.</param>
/// <param name="IsUnbound">Whether Open MPI had bound each rank to one core, which was undone.</param>
internal sealed record RankPlace(int Here, int Index, int Threads, int Processors, bool IsUnbound)
{
    private const string Devices = "CUDA_VISIBLE_DEVICES";
    private const string Slurm = "SLURM_CPU_BIND_TYPE";

    /// <summary>What the launcher's variables say where a user chose processors.</summary>
    private static readonly ImmutableArray<string> Chosen =
        ["binding_policy", "mapping_policy", "cpu_set", "cpu_list", "rmaps_default_mapping", "hwloc_default_binding"];

    /// <summary>Whether each rank was given processors of its own, which all might use: a rank that wanders takes them from another one, and a step waits for the slowest.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether Open MPI bound this process by its own default, to one core where there are two ranks at most.</summary>
    /// <param name="variables">The names of the environment's variables.</param>
    public static bool IsBoundByDefault(IEnumerable<string> variables)
    {
        var names = variables.ToList();
        return names.Contains("OMPI_COMM_WORLD_SIZE") && !IsChosen(names);
    }

    /// <summary>Whether a user told Open MPI where ranks are to run.</summary>
    /// <param name="variables">The names of the environment's variables.</param>
    public static bool IsChosen(IEnumerable<string> variables) => variables
        .Where(name => name.StartsWith("OMPI_MCA_", StringComparison.Ordinal) || name.StartsWith("PRTE_MCA_", StringComparison.Ordinal))
        .Any(name => Chosen.Any(part => name.Contains(part, StringComparison.Ordinal)));

    /// <summary>The processors that a rank should keep to; none where they are not the same for all ranks of its machine, or too few.</summary>
    /// <param name="ranks">The machine of each rank, and the processors that it may use there.</param>
    /// <param name="rank">Which.</param>
    public static ImmutableArray<int> Share(ImmutableArray<(string Machine, ImmutableArray<int> Processors)> ranks, int rank)
    {
        var (machine, own) = ranks[rank];
        var here = ranks.Where(other => other.Machine == machine).ToList();
        var size = own.Length / here.Count;
        return here.Count > 1 && here.TrueForAll(other => other.Processors.SequenceEqual(own)) ? [.. own.Skip(size * ranks.Take(rank).Count(other => other.Machine == machine)).Take(size)] : [];
    }

    /// <summary>Places a rank, and gives it processors of its own where its launcher's default was a poor one.</summary>
    /// <param name="say">Given what this rank says: what all say, in their order.</param>
    /// <param name="rank">This rank.</param>
    public static RankPlace Find(Func<string, IReadOnlyList<string>> say, int rank)
    {
        var names = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToList();
        var isUnbound = OperatingSystem.IsLinux() && IsBoundByDefault(names) && Affinity.Read() is { Length: var bound } && Affinity.Set(Affinity.All) && Affinity.Read()?.Length > bound;
        var own = Affinity.Read() ?? [.. Enumerable.Range(0, Environment.ProcessorCount)];
        var said = say($"{Environment.MachineName} {string.Join(',', own)}").Select(text => text.Split(' ')).Select(words => (Machine: words[0], Processors: Affinity.Parse(words[^1]) ?? [])).ToList();
        ImmutableArray<int> share = OperatingSystem.IsLinux() && !IsChosen(names) && Environment.GetEnvironmentVariable(Slurm) != "none" ? Share([.. said], rank) : [];
        var placed = Of([.. said], rank) with { IsUnbound = isUnbound, IsKept = !share.IsEmpty && Affinity.Set(share) };
        if (DeviceOf(Environment.GetEnvironmentVariable(Devices), placed) is { } device) NativeRuntime.SetVariable(Devices, device); // before libtorch looks
        return placed;
    }

    /// <summary>The one device of CUDA that a rank should see, so that each has its own; null to leave it as it is.</summary>
    /// <param name="visible">Those that this process may see; null for all.</param>
    /// <param name="place">Where the rank is.</param>
    public static string? DeviceOf(string? visible, RankPlace place)
    {
        if (place.Here == 1) return null;
        if (visible is null) return place.Index.ToString(CultureInfo.InvariantCulture);
        var devices = visible.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return devices.Length >= place.Here ? devices[place.Index] : null;
    }

    /// <summary>Places a rank.</summary>
    /// <param name="ranks">The machine of each rank, and the processors that it may use there.</param>
    /// <param name="rank">Which.</param>
    public static RankPlace Of(ImmutableArray<(string Machine, ImmutableArray<int> Processors)> ranks, int rank)
    {
        // Of the processors of a rank those have a part who may use them too.
        int ThreadsOf((string Machine, ImmutableArray<int> Processors) one)
        {
            var beside = ranks.Where(other => other.Machine == one.Machine).ToList();
            return Math.Max(1, (int)(one.Processors.Sum(processor => 1.0 / beside.Count(other => other.Processors.Contains(processor))) + 1e-9));
        }

        var here = ranks.Where(other => other.Machine == ranks[rank].Machine).ToList();
        return new(
            here.Count,
            ranks.Take(rank).Count(other => other.Machine == ranks[rank].Machine),
            ranks.Min(ThreadsOf),
            here.SelectMany(other => other.Processors).Distinct().Count(),
            IsUnbound: false);
    }

    /// <summary>Threads and processors in a sentence without its full stop.</summary>
    /// <param name="threads">Threads that each rank has.</param>
    public string Explain(int threads)
    {
        static string Some(int count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? string.Empty : "s")}");
        var text = $"Each rank has {Some(threads, "thread")}{(IsKept ? " and keeps to processors of its own" : string.Empty)}; this machine has {Some(Here, "rank")} and {Some(Processors, "processor")}";
        if (IsUnbound) text += "; Open MPI had bound each rank to one core, which was undone (mpirun --bind-to core keeps it)";
        return threads * Here > Processors ? $"{text}; they take processors from each other, so give fewer --threads or ranks" : text;
    }
}
