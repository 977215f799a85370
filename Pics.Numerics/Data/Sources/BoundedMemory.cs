using System.Buffers;
using Apache.Arrow.Memory;

namespace Pics.Numerics;

/// <summary>Memory for batches that the collector takes back, so that batches may share it; a file that asks for more than a batch can need is refused.</summary>
/// <param name="file">Bytes of the file.</param>
internal sealed class BoundedMemory(long file) : MemoryAllocator
{
    private const long Always = 64 << 20; // as columns of one value pack well
    private const int Packed = 256; // times the bytes of the file

    /// <inheritdoc/>
    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        if (length < 0 || length > Math.Max(Always, Packed * file)) throw new InvalidDataException();
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
