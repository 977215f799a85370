using System.Globalization;

namespace Pics.Numerics;

/// <summary>What the variables that a launcher sets say of it.</summary>
/// <param name="Name">The launcher, for people.</param>
/// <param name="Ranks">How many processes it started; null where it does not say.</param>
/// <param name="Kinds">The libraries that it works with, the likeliest first.</param>
public sealed record MpiLauncher(string Name, int? Ranks, ImmutableArray<MpiKind> Kinds)
{
    private static readonly ImmutableArray<(string Name, string Variable, ImmutableArray<MpiKind> Kinds)> Known =
    [
        ("Open MPI's mpirun", "OMPI_COMM_WORLD_SIZE", [MpiKind.OpenMpi, MpiKind.Standard]),
        ("MPICH's mpirun", "PMI_SIZE", [MpiKind.Mpich, MpiKind.Standard]),
        ("srun", "SLURM_STEP_NUM_TASKS", [MpiKind.OpenMpi, MpiKind.Mpich, MpiKind.Standard]),
    ];

    /// <summary>The launcher that started this process; null if none did.</summary>
    public static MpiLauncher? Find() => Find(Environment.GetEnvironmentVariable);

    /// <summary>The launcher of some variables.</summary>
    /// <param name="variable">Given a name: what it is set to, or null.</param>
    /// <remarks>srun runs any program; without PMI or PMIx (<c>--mpi=pmi2</c> or <c>pmix</c>) each process is alone.</remarks>
    public static MpiLauncher? Find(Func<string, string?> variable)
    {
        foreach (var (name, size, kinds) in Known)
            if (variable(size) is { } text)
                return new(name, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ranks) && ranks > 0 ? ranks : null, kinds);
        return null;
    }
}
