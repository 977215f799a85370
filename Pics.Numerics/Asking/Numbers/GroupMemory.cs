namespace Pics.Numerics;

/// <summary>Where the parameters of the circuit of one function group lie, and where their gradients go.</summary>
/// <param name="Group">The group.</param>
/// <param name="Shape">[H, K, C, V] of a density, [H, K_out, K_in] of a kernel, contiguous.</param>
/// <param name="Parameters">Their address; valid while they are used.</param>
/// <param name="Gradients">The address of the gradients, zero where none are wanted.</param>
internal readonly record struct GroupMemory(int Group, ImmutableArray<long> Shape, nint Parameters, nint Gradients);

/// <summary>Where the evidence of a batch lies.</summary>
/// <param name="Address">[rows, variables, channels], contiguous: int64, or the bits of float64; valid while it is used.</param>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="Variables">Columns of a row.</param>
/// <param name="Channels">Channels of a variable.</param>
/// <param name="IsReal">Whether the evidence is the bits of float64 numbers, NaN where not observed, instead of whole numbers.</param>
internal readonly unsafe record struct EvidenceMemory(nint Address, int Rows, int Variables, int Channels, bool IsReal)
{
    /// <summary>The first row of each part of the batch, a power of two of them, and <see cref="Rows"/>; default where it is in one.</summary>
    public ImmutableArray<int> Bounds { get; init; }

    /// <summary>Numbers of a row.</summary>
    public int Width => Variables * Channels;

    /// <summary>What a row has at a place, [variables, channels]; NaN where not observed.</summary>
    public double this[int row, int place]
    {
        get
        {
            var bits = ((long*)Address)[((long)row * Width) + place];
            return IsReal ? BitConverter.Int64BitsToDouble(bits) : bits < 0 ? double.NaN : bits;
        }
    }
}
