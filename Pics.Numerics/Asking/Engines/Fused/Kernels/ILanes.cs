using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pics.Numerics;

/// <summary>Some numbers side by side in one vector register; what the kernels are written in.</summary>
/// <remarks>The just-in-time compiler makes one copy of each kernel a width and precision, with these calls as single instructions.</remarks>
internal unsafe interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf first, TSelf second);

    static abstract TSelf operator -(TSelf first, TSelf second);

    static abstract TSelf operator *(TSelf first, TSelf second);

    static abstract TSelf operator /(TSelf first, TSelf second);

    static abstract TSelf Load(T* from);

    static abstract void Store(TSelf value, T* to);

    static abstract TSelf Of(T value);

    /// <summary>first * second + third, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf first, TSelf second, TSelf third);

    static abstract TSelf Max(TSelf first, TSelf second);

    static abstract TSelf Min(TSelf first, TSelf second);

    static abstract TSelf Abs(TSelf value);

    /// <summary>Lane by lane: where first > second this, elsewhere that.</summary>
    static abstract TSelf IfGreater(TSelf first, TSelf second, TSelf then, TSelf otherwise);

    /// <summary>The bits of each lane, moved up so that its lowest ones become the exponent.</summary>
    static abstract TSelf BitsToExponent(TSelf value);

    /// <summary>The lanes in the opposite order.</summary>
    static abstract TSelf Reverse(TSelf value);

    static abstract T MaxAcross(TSelf value);

    static abstract T SumAcross(TSelf value);
}

/// <summary>256 bits: eight floats or four doubles.</summary>
internal readonly unsafe struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector256<T> value = value;

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector256<T>.Count;
    }

    [MethodImpl(Inline)]
    public static Lanes256<T> operator +(Lanes256<T> first, Lanes256<T> second) => new(first.value + second.value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator -(Lanes256<T> first, Lanes256<T> second) => new(first.value - second.value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator *(Lanes256<T> first, Lanes256<T> second) => new(first.value * second.value);

    [MethodImpl(Inline)]
    public static Lanes256<T> operator /(Lanes256<T> first, Lanes256<T> second) => new(first.value / second.value);

    [MethodImpl(Inline)]
    public static Lanes256<T> Load(T* from) => new(Vector256.Load(from));

    [MethodImpl(Inline)]
    public static void Store(Lanes256<T> value, T* to) => value.value.Store(to);

    [MethodImpl(Inline)]
    public static Lanes256<T> Of(T value) => new(Vector256.Create(value));

    [MethodImpl(Inline)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> first, Lanes256<T> second, Lanes256<T> third) => typeof(T) == typeof(float)
        ? new(Vector256.FusedMultiplyAdd(first.value.AsSingle(), second.value.AsSingle(), third.value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(first.value.AsDouble(), second.value.AsDouble(), third.value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Lanes256<T> Max(Lanes256<T> first, Lanes256<T> second) => new(Vector256.Max(first.value, second.value));

    [MethodImpl(Inline)]
    public static Lanes256<T> Min(Lanes256<T> first, Lanes256<T> second) => new(Vector256.Min(first.value, second.value));

    [MethodImpl(Inline)]
    public static Lanes256<T> Abs(Lanes256<T> value) => new(Vector256.Abs(value.value));

    [MethodImpl(Inline)]
    public static Lanes256<T> IfGreater(Lanes256<T> first, Lanes256<T> second, Lanes256<T> then, Lanes256<T> otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(first.value, second.value), then.value, otherwise.value));

    [MethodImpl(Inline)]
    public static Lanes256<T> BitsToExponent(Lanes256<T> value) => typeof(T) == typeof(float)
        ? new((value.value.AsInt32() << 23).As<int, T>())
        : new((value.value.AsInt64() << 52).As<long, T>());

    [MethodImpl(Inline)]
    public static Lanes256<T> Reverse(Lanes256<T> value) => typeof(T) == typeof(float)
        ? new(Vector256.Shuffle(value.value.AsSingle(), Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0)).As<float, T>())
        : new(Vector256.Shuffle(value.value.AsDouble(), Vector256.Create(3L, 2, 1, 0)).As<double, T>());

    [MethodImpl(Inline)]
    public static T MaxAcross(Lanes256<T> value)
    {
        var half = Vector128.Max(value.value.GetLower(), value.value.GetUpper());
        return Across.Max(half);
    }

    [MethodImpl(Inline)]
    public static T SumAcross(Lanes256<T> value) => Vector256.Sum(value.value);
}

/// <summary>512 bits: sixteen floats or eight doubles.</summary>
internal readonly unsafe struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private readonly Vector512<T> value = value;

    public static int Count
    {
        [MethodImpl(Inline)]
        get => Vector512<T>.Count;
    }

    [MethodImpl(Inline)]
    public static Lanes512<T> operator +(Lanes512<T> first, Lanes512<T> second) => new(first.value + second.value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator -(Lanes512<T> first, Lanes512<T> second) => new(first.value - second.value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator *(Lanes512<T> first, Lanes512<T> second) => new(first.value * second.value);

    [MethodImpl(Inline)]
    public static Lanes512<T> operator /(Lanes512<T> first, Lanes512<T> second) => new(first.value / second.value);

    [MethodImpl(Inline)]
    public static Lanes512<T> Load(T* from) => new(Vector512.Load(from));

    [MethodImpl(Inline)]
    public static void Store(Lanes512<T> value, T* to) => value.value.Store(to);

    [MethodImpl(Inline)]
    public static Lanes512<T> Of(T value) => new(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> first, Lanes512<T> second, Lanes512<T> third) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(first.value.AsSingle(), second.value.AsSingle(), third.value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(first.value.AsDouble(), second.value.AsDouble(), third.value.AsDouble()).As<double, T>());

    [MethodImpl(Inline)]
    public static Lanes512<T> Max(Lanes512<T> first, Lanes512<T> second) => new(Vector512.Max(first.value, second.value));

    [MethodImpl(Inline)]
    public static Lanes512<T> Min(Lanes512<T> first, Lanes512<T> second) => new(Vector512.Min(first.value, second.value));

    [MethodImpl(Inline)]
    public static Lanes512<T> Abs(Lanes512<T> value) => new(Vector512.Abs(value.value));

    [MethodImpl(Inline)]
    public static Lanes512<T> IfGreater(Lanes512<T> first, Lanes512<T> second, Lanes512<T> then, Lanes512<T> otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(first.value, second.value), then.value, otherwise.value));

    [MethodImpl(Inline)]
    public static Lanes512<T> BitsToExponent(Lanes512<T> value) => typeof(T) == typeof(float)
        ? new((value.value.AsInt32() << 23).As<int, T>())
        : new((value.value.AsInt64() << 52).As<long, T>());

    [MethodImpl(Inline)]
    public static Lanes512<T> Reverse(Lanes512<T> value) => typeof(T) == typeof(float)
        ? new(Vector512.Shuffle(value.value.AsSingle(), Vector512.Create(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)).As<float, T>())
        : new(Vector512.Shuffle(value.value.AsDouble(), Vector512.Create(7L, 6, 5, 4, 3, 2, 1, 0)).As<double, T>());

    [MethodImpl(Inline)]
    public static T MaxAcross(Lanes512<T> value)
    {
        var half = Vector256.Max(value.value.GetLower(), value.value.GetUpper());
        return Across.Max(Vector128.Max(half.GetLower(), half.GetUpper()));
    }

    [MethodImpl(Inline)]
    public static T SumAcross(Lanes512<T> value) => Vector512.Sum(value.value);
}

/// <summary>The last steps of a maximum over lanes.</summary>
internal static class Across
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(Vector128<T> value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var four = value.AsSingle();
            var two = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
            return Vector128.Max(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).As<float, T>().ToScalar();
        }

        var pair = value.AsDouble();
        return Vector128.Max(pair, Vector128.Shuffle(pair, Vector128.Create(1L, 0L))).As<double, T>().ToScalar();
    }
}
