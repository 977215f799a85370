using System.Numerics;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The parameters of one function group in plain memory, contiguous: [H, K, C, V] of a density, [H, K_out, K_in] of a kernel; of any shape elsewhere.</summary>
internal sealed unsafe class NumberTable : IDisposable
{
    private readonly object? owner; // of memory that is somebody else's
    private HeldMemory? own;

    private NumberTable(ImmutableArray<long> shape, bool isDouble, nint address, object? owner, HeldMemory? own)
    {
        (Shape, IsDouble, Address, this.owner, this.own) = (shape, isDouble, address, owner, own);
        Count = shape.Aggregate(1L, (product, length) => checked(product * length));
    }

    /// <summary>The lengths of its axes.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Whether its numbers are float64 instead of float32.</summary>
    public bool IsDouble { get; }

    /// <summary>Of the first number.</summary>
    public nint Address { get; }

    /// <summary>How many numbers.</summary>
    public long Count { get; }

    /// <summary>Bytes of a number.</summary>
    public int Size => IsDouble ? sizeof(double) : sizeof(float);

    /// <summary>Numbers of one entry of the first axis.</summary>
    public long Stride => Shape[0] == 0 ? 0 : Count / Shape[0];

    /// <summary>A number, counted with the last axis fastest.</summary>
    public double this[long place]
    {
        get => IsDouble ? ((double*)Address)[place] : ((float*)Address)[place];
        set
        {
            if (IsDouble) ((double*)Address)[place] = value;
            else ((float*)Address)[place] = (float)value;
        }
    }

    /// <summary>A table with whatever is in memory; owned by the caller.</summary>
    public static NumberTable New(bool isDouble, params ImmutableArray<long> shape)
    {
        var bytes = shape.Aggregate((long)(isDouble ? sizeof(double) : sizeof(float)), (product, length) => checked(product * length));
        var address = (nint)NativeBytes.Allocate(bytes);
        return new(shape, isDouble, address, null, new(address));
    }

    /// <summary>A table of numbers, rounded to its precision.</summary>
    public static NumberTable Of(bool isDouble, ReadOnlySpan<double> numbers, params ImmutableArray<long> shape)
    {
        var table = New(isDouble, shape);
        if (table.Count != numbers.Length) throw new ArgumentException($"{numbers.Length} numbers are no table of {table.Count}", nameof(numbers));
        for (var place = 0; place < numbers.Length; place++) table[place] = numbers[place];
        return table;
    }

    /// <summary>A table over memory of somebody else, who is kept alive with it.</summary>
    public static NumberTable Over(bool isDouble, nint address, object? owner, params ImmutableArray<long> shape) => new(shape, isDouble, address, owner, null);

    /// <summary>The same numbers in the same memory, which stays until both tables are disposed of.</summary>
    public NumberTable Alias() => new(Shape, IsDouble, Address, owner ?? this, own?.Hold());

    /// <summary>Its numbers; they must be of this type, and less than two billion.</summary>
    public Span<T> Numbers<T>()
        where T : unmanaged, INumber<T> => sizeof(T) == Size ? new((void*)Address, checked((int)Count)) : throw new InvalidOperationException("the numbers are of another precision");

    /// <summary>Some numbers as float64.</summary>
    public double[] Doubles(long start, int count)
    {
        var numbers = new double[count];
        for (var place = 0; place < count; place++) numbers[place] = this[start + place];
        GC.KeepAlive(this);
        return numbers;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Interlocked.Exchange(ref own, null)?.Release();
        GC.KeepAlive(owner);
    }
}
