using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pics.Properties;

/// <summary>The pieces of the fused engine beside slow, obvious computations, at both register widths and precisions.</summary>
[Properties(EndSize = 40, MaxTest = 60)]
public unsafe class KernelLaws
{
    [Property]
    public bool Product_equals_the_sum_of_products(byte rows, byte columns, byte depth, bool transposed, bool add, int seed) =>
        Check(new ProductCheck(1 + (rows % 20), 1 + (columns % 5), depth % 30, transposed, add, seed));

    [Property]
    public bool Elementary_functions_agree_with_the_library(int seed) => Check(new ElementaryCheck(seed));

    [Property]
    public bool Transposition_swaps_rows_and_columns(byte rows, byte columns, int seed)
    {
        var (height, width) = (1 + (rows % 19), 1 + (columns % 19));
        var from = Numbers<float>(height * (width + 3), seed);
        var to = new float[width * (height + 2)];
        fixed (float* source = from, target = to) Transposition.Run(source, width + 3, height, width, target, height + 2);
        return Enumerable.Range(0, height).All(row => Enumerable.Range(0, width).All(column => to[(column * (height + 2)) + row] == from[(row * (width + 3)) + column]));
    }

    [Property]
    public bool Row_classes_are_the_distinct_values_of_a_scope_in_order_of_appearance(byte batch, byte values, bool channels, bool real, int seed)
    {
        var (rows, depth, random) = (1 + (batch % 40), channels ? 2 : 1, new Random(seed));
        var factors = Enumerable.Range(0, 3).Select(_ => new[] { 1.0, 1 / 3.0, 20_000, -1 }[random.Next(4)]).ToArray(); // small and whole, fractions, large, negative
        var evidence = Enumerable.Range(0, rows * 3 * depth).Select(place => (Value: random.NextInt64(-1, 1 + (values % 4)), Factor: factors[place / depth % 3]))
            .Select(entry => real ? BitConverter.DoubleToInt64Bits(entry.Value < 0 ? double.NaN : entry.Value * entry.Factor) : entry.Value < 0 ? -1 : entry.Value * (long)Math.Max(1, entry.Factor)).ToArray();
        var scopes = new[] { new[] { 0 }, [1], [2], [0, 1], [0, 1, 2] };
        ImmutableArray<RowClasses.Definition> definitions = [new(0, []), new(1, []), new(2, []), new(-1, [0, 1]), new(-1, [3, 2])];
        using var found = new RowClasses(definitions, 2);
        fixed (long* pointer = evidence) found.Find(new((nint)pointer, rows, 3, depth, real));
        string Key(int scope, int row) => string.Join(",", scopes[scope].SelectMany(variable => evidence.Skip(((row * 3) + variable) * depth).Take(depth)));
        List<string> Keys(int scope) => [.. Enumerable.Range(0, rows).Select(row => Key(scope, row))];

        // Not worth looking up: more than four classes in five rows, here or in a part.
        bool IsEachItsOwn(int scope) => Keys(scope).Distinct().Count() > 0.8 * rows || definitions[scope].Parts.Any(IsEachItsOwn);
        long Whole(int row, int variable) => !real ? evidence[(row * 3) + variable] : BitConverter.Int64BitsToDouble(evidence[(row * 3) + variable]) is var value && double.IsNaN(value) ? -1 : (long)value;
        bool IsWhole(int variable) => Enumerable.Range(0, rows).All(row => real
            ? BitConverter.Int64BitsToDouble(evidence[(row * 3) + variable]) is var value && (double.IsNaN(value) || value is 0 or 1 or 2 or 3)
            : evidence[(row * 3) + variable] < 20_000);
        var areValuesKnown = Enumerable.Range(0, 3).All(variable =>
        {
            var known = found.WholeOf(variable, variable);
            if (known is null || depth > 1 || !IsWhole(variable)) return (known is null) == (depth > 1 || !IsWhole(variable));
            var firsts = found.FirstOf(variable);
            return Enumerable.Range(0, found.Count(variable)).All(row => known[row] == Whole(firsts is null ? row : firsts[row], variable));
        });
        return areValuesKnown && Enumerable.Range(0, scopes.Length).All(scope =>
        {
            if (IsEachItsOwn(scope)) return found.Count(scope) == rows && found.ClassOf(scope) is null && found.FirstOf(scope) is null;
            var keys = Keys(scope);
            var distinct = keys.Distinct().ToList();
            if (found.Count(scope) != distinct.Count) return false;
            var classOf = rows == distinct.Count ? [.. Enumerable.Range(0, rows)] : new ReadOnlySpan<int>(found.ClassOf(scope), rows).ToArray();
            var firstOf = rows == distinct.Count ? [.. Enumerable.Range(0, rows)] : new ReadOnlySpan<int>(found.FirstOf(scope), distinct.Count).ToArray();
            return keys.Select(key => distinct.IndexOf(key)).SequenceEqual(classOf) && distinct.Select(key => keys.IndexOf(key)).SequenceEqual(firstOf);
        });
    }

    internal static T[] Numbers<T>(int count, int seed)
        where T : unmanaged, INumber<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating((random.NextDouble() * 2) - 1))];
    }

    private static bool Check(ICheck check) =>
        check.Holds<Lanes256<float>, float>() && check.Holds<Lanes256<double>, double>()
        && (!Vector512.IsHardwareAccelerated || (check.Holds<Lanes512<float>, float>() && check.Holds<Lanes512<double>, double>()));

    private interface ICheck
    {
        bool Holds<TLanes, T>()
            where TLanes : struct, ILanes<TLanes, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>;
    }

    private sealed record ProductCheck(int Rows, int ColumnBlocks, int Depth, bool Transposed, bool Add, int Seed) : ICheck
    {
        public bool Holds<TLanes, T>()
            where TLanes : struct, ILanes<TLanes, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var columns = ColumnBlocks * TLanes.Count;
            var (a, b, before) = (Numbers<T>(Math.Max(1, Rows * Depth), Seed), Numbers<T>(Math.Max(1, Depth * columns), Seed + 1), Numbers<T>(Rows * columns, Seed + 2));
            var c = before.ToArray();
            var (aRow, aColumn) = Transposed ? (1, Rows) : (Depth, 1);
            fixed (T* first = a, second = b, result = c)
            {
                var left = Transposed ? new Matrix<T>(first, Depth, Rows, Rows).Transposed : new(first, Rows, Depth, Depth);
                Products<TLanes, T>.Multiply(left, new(second, Depth, columns, columns), new(result, Rows, columns, columns), Add);
            }

            return Enumerable.Range(0, Rows * columns).All(place =>
            {
                var (row, column) = (place / columns, place % columns);
                var expected = Enumerable.Range(0, Depth).Sum(k => double.CreateTruncating(a[(row * aRow) + (k * aColumn)]) * double.CreateTruncating(b[(k * columns) + column]))
                    + (Add ? double.CreateTruncating(before[place]) : 0);
                return Math.Abs(expected - double.CreateTruncating(c[place])) <= (typeof(T) == typeof(float) ? 1e-5 : 1e-13);
            });
        }
    }

    /// <summary>exp(x) - 1 without cancellation.</summary>
    private static double ExpMinusOne(double x) => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>log(1 + t) without cancellation: the rounding of 1 + t is divided out.</summary>
    private static double LogOnePlus(double t) => 1 + t == 1 ? t : Math.Log(1 + t) * t / (1 + t - 1);

    private sealed record ElementaryCheck(int Seed) : ICheck
    {
        public bool Holds<TLanes, T>()
            where TLanes : struct, ILanes<TLanes, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var scale = Math.Pow(10, (Seed % 5) - 2.0);
            var x = Numbers<T>(TLanes.Count, Seed).Select(value => value * T.CreateTruncating(scale)).ToArray();
            x[0] = T.Zero;
            x[1] = T.CreateTruncating(-200);
            x[2] = T.CreateTruncating(30);
            var tolerance = typeof(T) == typeof(float) ? 5e-7 : 2e-15;
            bool Close(Func<TLanes, TLanes> fast, Func<double, double> exact, Func<double, bool> domain)
            {
                var found = new T[TLanes.Count];
                fixed (T* from = x, to = found) TLanes.Store(fast(TLanes.Load(from)), to);
                return Pairs.Of(x, found).All(pair =>
                {
                    var (at, value) = (double.CreateTruncating(pair.Expected), double.CreateTruncating(pair.Found));
                    return !domain(at) || Math.Abs(value - exact(at)) <= (tolerance * Math.Abs(exact(at))) + (typeof(T) == typeof(float) ? 1e-37 : 1e-300);
                });
            }

            return Close(Elementary<TLanes, T>.Tanh, Math.Tanh, _ => true)
                && Close(Elementary<TLanes, T>.Exp, Math.Exp, at => at <= 0)
                && Close(Elementary<TLanes, T>.ExpMinusOne, ExpMinusOne, at => at <= 0)
                && Close(Elementary<TLanes, T>.Softplus, at => at > 20 ? at : LogOnePlus(Math.Exp(at)), _ => true)
                && Close(Elementary<TLanes, T>.SoftplusSlope, at => at > 20 ? 1 : -ExpMinusOne(-at), at => at >= 0);
        }
    }
}
