using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>Pieces of memory that end where a page begins that nobody may touch, and begin with all bits set, which are NaN; on Linux and macOS.</summary>
internal static unsafe partial class GuardedPages
{
    private const int NoAccess = 0;
    private const int ReadAndWrite = 3;
    private const int Private = 2;
    private const int AnonymousOfLinux = 0x20;
    private const int AnonymousOfMac = 0x1000;

    private static readonly ConcurrentDictionary<nint, (nint Start, nuint Length)> Mapped = [];

    /// <summary>So many bytes, of which there is at least one. They are aligned as their end is, which is that of a page.</summary>
    /// <exception cref="InsufficientMemoryException">There are not so many, or too many pieces for the system.</exception>
    public static void* Allocate(nuint bytes)
    {
        var page = (nuint)Environment.SystemPageSize;
        var usable = checked(bytes + page - 1) / page * page;
        var start = Map(0, usable + page, ReadAndWrite, Private | (OperatingSystem.IsLinux() ? AnonymousOfLinux : AnonymousOfMac), -1, 0);
        if (start == -1) throw new InsufficientMemoryException();
        if (Protect(start + (nint)usable, page, NoAccess) != 0)
        {
            _ = Unmap(start, usable + page);
            throw new InsufficientMemoryException();
        }

        NativeMemory.Fill((void*)start, usable, byte.MaxValue);
        var address = start + (nint)(usable - bytes);
        Mapped[address] = (start, usable + page);
        return (void*)address;
    }

    /// <summary>Gives a piece back; nothing where there is none.</summary>
    public static void Free(void* address)
    {
        if (Mapped.TryRemove((nint)address, out var mapped)) _ = Unmap(mapped.Start, mapped.Length);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint wish, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
