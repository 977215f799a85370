using System.Runtime.InteropServices;
using System.Text;

namespace Pics.Numerics;

/// <summary>The few functions of an MPI library that move bytes, and the handles that they take.</summary>
/// <remarks>A handle of 32 bits goes where one of 64 does: both are passed in a register whose low half is read, and places for them are 64 bits of zeros.</remarks>
internal sealed unsafe class MpiLibrary
{
    private const int LongestText = 8192; // of the standard interface; others have less

    private readonly nint library;
    private readonly delegate* unmanaged<nint, nint, int, int*, int> initialise;
    private readonly delegate* unmanaged<int> finalise;
    private readonly delegate* unmanaged<nint, int, int> abort;
    private readonly delegate* unmanaged<nint, int*, int> rank;
    private readonly delegate* unmanaged<nint, int*, int> size;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int> send;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int> receive;
    private readonly delegate* unmanaged<nint*, int*, nint, int> test;
    private readonly delegate* unmanaged<byte*, int*, int> version;

    private MpiLibrary(MpiKind kind, string name, nint library)
    {
        (Kind, Name, this.library) = (kind, name, library);
        nint Function(string function) => NativeLibrary.GetExport(library, function);
        initialise = (delegate* unmanaged<nint, nint, int, int*, int>)Function("MPI_Init_thread");
        finalise = (delegate* unmanaged<int>)Function("MPI_Finalize");
        abort = (delegate* unmanaged<nint, int, int>)Function("MPI_Abort");
        rank = (delegate* unmanaged<nint, int*, int>)Function("MPI_Comm_rank");
        size = (delegate* unmanaged<nint, int*, int>)Function("MPI_Comm_size");
        send = (delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int>)Function("MPI_Isend");
        receive = (delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int>)Function("MPI_Irecv");
        test = (delegate* unmanaged<nint*, int*, nint, int>)Function("MPI_Test");
        version = (delegate* unmanaged<byte*, int*, int>)Function("MPI_Get_library_version");
    }

    /// <summary>Its interface.</summary>
    public MpiKind Kind { get; }

    /// <summary>The file that it was loaded from, as the loader was asked for it.</summary>
    public string Name { get; }

    /// <summary>MPI_COMM_WORLD.</summary>
    private nint World => Kind switch
    {
        MpiKind.OpenMpi => NativeLibrary.GetExport(library, "ompi_mpi_comm_world"),
        MpiKind.Mpich => 0x44000000,
        _ => 0x101,
    };

    /// <summary>MPI_BYTE.</summary>
    private nint Byte => Kind switch
    {
        MpiKind.OpenMpi => NativeLibrary.GetExport(library, "ompi_mpi_byte"),
        MpiKind.Mpich => 0x4c00010d,
        _ => 0x247,
    };

    /// <summary>MPI_STATUS_IGNORE.</summary>
    private nint NoStatus => Kind == MpiKind.Mpich ? 1 : 0;

    /// <summary>MPI_THREAD_SERIALIZED: any thread, one at a time.</summary>
    private int Serialised => Kind == MpiKind.Standard ? 2048 : 2;

    /// <summary>The first library of some interfaces that this machine has; null if it has none.</summary>
    /// <param name="kinds">The interfaces, the wanted ones first.</param>
    public static MpiLibrary? Find(IEnumerable<MpiKind> kinds)
    {
        foreach (var (kind, name) in kinds.SelectMany(kind => Files(kind).Select(name => (kind, name))))
        {
            if (!NativeLibrary.TryLoad(name, out var found)) continue;
            if (Is(found, kind)) return new(kind, name, found);
            NativeLibrary.Free(found);
        }

        return null;
    }

    /// <summary>Begins; all processes call it.</summary>
    public void Initialise()
    {
        int granted;
        Check(initialise(0, 0, Serialised, &granted), "MPI_Init_thread");
    }

    /// <summary>Ends; all processes call it.</summary>
    public void Finalise() => Check(finalise(), "MPI_Finalize");

    /// <summary>Ends all processes.</summary>
    public void Abort(int code) => _ = abort(World, code);

    /// <summary>The number of this process, and how many there are.</summary>
    public (int Rank, int Count) Place()
    {
        int own, all;
        Check(rank(World, &own), "MPI_Comm_rank");
        Check(size(World, &all), "MPI_Comm_size");
        return (own, all);
    }

    /// <summary>The library and its version, from what it says of itself.</summary>
    public string Version()
    {
        var text = stackalloc byte[LongestText];
        int length;
        Check(version(text, &length), "MPI_Get_library_version");
        var said = Encoding.UTF8.GetString(text, Math.Clamp(length, 0, LongestText)).Split(',', '\n')[0].Replace("Version:", string.Empty, StringComparison.Ordinal);
        return string.Join(' ', said.Split([' ', '\t', '\0'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Begins to send; the memory stays as it is until <see cref="IsDone"/>.</summary>
    public nint Send(void* from, int bytes, int to, int tag)
    {
        nint request = 0;
        Check(send(from, bytes, Byte, to, tag, World, &request), "MPI_Isend");
        return request;
    }

    /// <summary>Begins to receive.</summary>
    public nint Receive(void* into, int bytes, int from, int tag)
    {
        nint request = 0;
        Check(receive(into, bytes, Byte, from, tag, World, &request), "MPI_Irecv");
        return request;
    }

    /// <summary>Whether what was begun is done.</summary>
    public bool IsDone(ref nint request)
    {
        int isDone;
        fixed (nint* place = &request) Check(test(place, &isDone, NoStatus), "MPI_Test");
        return isDone != 0;
    }

    /// <summary>The names under which a library is found; those without a version are of development packages.</summary>
    private static string[] Files(MpiKind kind) => (kind, OperatingSystem.IsMacOS()) switch
    {
        (MpiKind.OpenMpi, false) => ["libmpi.so.40", "libmpi.so"],
        (MpiKind.OpenMpi, true) => ["libmpi.40.dylib", "libmpi.dylib"],
        (MpiKind.Mpich, false) => ["libmpi.so.12", "libmpich.so.12", "libmpich.so", "libmpi.so"],
        (MpiKind.Mpich, true) => ["libmpi.12.dylib", "libmpi.dylib"],
        (_, false) => ["libmpi_abi.so.1", "libmpi_abi.so.0", "libmpi_abi.so"],
        _ => ["libmpi_abi.1.dylib", "libmpi_abi.0.dylib", "libmpi_abi.dylib"],
    };

    /// <summary>Whether a library has an interface: files of one name may be of several.</summary>
    private static bool Is(nint library, MpiKind kind) =>
        NativeLibrary.TryGetExport(library, "MPI_Init_thread", out _) && kind switch
        {
            MpiKind.OpenMpi => NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _),
            MpiKind.Mpich => !NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _),
            _ => NativeLibrary.TryGetExport(library, "MPI_Abi_get_version", out _),
        };

    private static void Check(int code, string function)
    {
        if (code != 0) throw new InvalidOperationException(FormattableString.Invariant($"{function} of the MPI library failed with code {code}"));
    }
}
