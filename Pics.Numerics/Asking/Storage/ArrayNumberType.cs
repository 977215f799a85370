namespace Pics.Numerics;

/// <summary>Types of the numbers of an array that is written: each has more than those before it, but for whole numbers that float32 has not.</summary>
public enum ArrayNumberType
{
    /// <summary>Whole numbers from 0 to 255, of one byte (uint8).</summary>
    Byte,

    /// <summary>Whole numbers of eight bytes (int64).</summary>
    Whole,

    /// <summary>Real numbers of four bytes (float32).</summary>
    Single,

    /// <summary>Real numbers of eight bytes (float64).</summary>
    Double,
}
