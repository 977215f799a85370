namespace Pics.Host;

/// <summary>Whether several processes work on a run.</summary>
internal enum Distributed
{
    /// <summary>Where a launcher of MPI started them.</summary>
    Auto,

    /// <summary>Under MPI, or not at all.</summary>
    Mpi,

    /// <summary>Each process by itself.</summary>
    Off,
}
