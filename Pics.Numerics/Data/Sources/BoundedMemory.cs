using System.Buffers;
using Apache.Arrow.Memory;

namespace Pics.Numerics;

/// <summary>Memory for batches that the collector takes back, so that batches may share it; a file that asks for more than a batch can need is refused.</summary>
internal sealed class BoundedMemory : MemoryAllocator
{
    private const int Most = 1 << 30;

    /// <inheritdoc/>
    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        if (length is < 0 or > Most) throw new InvalidDataException();
        bytesAllocated = length;
        return new Owner(new byte[length]);
    }

    private sealed class Owner(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
        }
    }
}
