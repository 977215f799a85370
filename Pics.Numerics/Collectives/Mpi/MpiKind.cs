namespace Pics.Numerics;

/// <summary>The binary interfaces of MPI libraries: what a handle is, and which ones are predefined.</summary>
public enum MpiKind
{
    /// <summary>Open MPI 4 and 5: handles are addresses, and predefined ones are exported symbols.</summary>
    OpenMpi,

    /// <summary>MPICH, and what has its interface, as the libraries of Intel and of Cray: handles are integers.</summary>
    Mpich,

    /// <summary>The standard interface of MPI 5, <c>libmpi_abi</c>: handles are small numbers in place of addresses.</summary>
    Standard,
}
