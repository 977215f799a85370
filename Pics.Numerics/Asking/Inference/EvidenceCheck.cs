using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>Whether evidence fits a model.</summary>
internal static class EvidenceCheck
{
    private const int RowsAtOnce = 64;

    /// <summary>What is wrong with evidence, if something is. Cost: one pass over it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    public static QueryError? Find(AskedCircuit model, EvidenceRows evidence)
    {
        if (evidence.Variables < model.Variables || evidence.Channels != model.Channels)
            return new QueryError.BadShape(Arr.create<long>(evidence.Rows, evidence.Variables, evidence.Channels), string.Empty, model.Variables, model.Channels);
        if (model.Families.IsEmpty || evidence.Rows == 0 || FirstBroken(model, evidence) is not { } found) return null;
        var (row, place) = ((int)(found / evidence.Width), (int)(found % evidence.Width));
        return new QueryError.BadValue(row, place / evidence.Channels, evidence[row, place], model.Families[place / evidence.Channels]);
    }

    /// <summary>What is wrong with evidence that something is to be said given it: it must have positive probability in every row.</summary>
    public static QueryError? FindGiven(AskedCircuit model, EvidenceRows evidence) =>
        Find(model, evidence) ?? (FirstImpossible(RowLikelihood.Of(model, evidence)) is { } row ? new QueryError.Impossible(row) : null);

    /// <summary>The first row whose log-likelihood is minus infinity.</summary>
    public static int? FirstImpossible(double[] logLikelihood) => System.Array.FindIndex(logLikelihood, double.IsNegativeInfinity) is >= 0 and var row ? row : null;

    /// <summary>The rows whose log-likelihood is not minus infinity.</summary>
    public static int[] Possible(double[] logLikelihood) => [.. Enumerable.Range(0, logLikelihood.Length).Where(row => !double.IsNegativeInfinity(logLikelihood[row]))];

    /// <summary>The first number that is no value of its variable: too large, a fraction or negative where whole numbers are expected, infinite.</summary>
    private static long? FirstBroken(AskedCircuit model, EvidenceRows evidence)
    {
        var width = evidence.Width;
        var (least, most, whole) = (new double[width], new double[width], new double[width]);
        System.Array.Fill(least, double.NegativeInfinity);
        System.Array.Fill(most, double.PositiveInfinity);
        foreach (var (variable, family) in model.Families)
            for (var place = variable * model.Channels; place < (variable + 1) * model.Channels; place++)
            {
                var isWhole = family is not InputFamily.Gaussian;
                (least[place], whole[place]) = (isWhole ? 0 : double.MinValue, isWhole ? 1 : 0);
                most[place] = family.Values.Match(count => count - 1.0, () => double.MaxValue);
            }

        return First(evidence.Rows, row => Broken(evidence.Row((int)row), least, most, whole) is >= 0 and var place ? (row * width) + place : null);
    }

    /// <summary>The first place of a row outside of its bounds, or a fraction where numbers are whole; -1 if there is none. NaN is in all bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Broken(ReadOnlySpan<double> values, ReadOnlySpan<double> least, ReadOnlySpan<double> most, ReadOnlySpan<double> whole)
    {
        var place = 0;
        for (; place + Vector<double>.Count <= values.Length; place += Vector<double>.Count)
        {
            var value = new Vector<double>(values[place..]);
            var fraction = (value - Vector.Floor(value)) * new Vector<double>(whole[place..]); // NaN where infinite or not observed, which is no fraction
            if (Vector.GreaterThanAny(value, new(most[place..])) || Vector.LessThanAny(value, new(least[place..])) || Vector.GreaterThanAny(fraction, Vector<double>.Zero)) break;
        }

        for (; place < values.Length; place++)
            if (values[place] > most[place] || values[place] < least[place] || (values[place] - Math.Floor(values[place])) * whole[place] > 0) return place;
        return -1;
    }

    /// <summary>The first place that is found in some row.</summary>
    private static long? First(int rows, Func<long, long?> find)
    {
        var first = long.MaxValue;
        Workers.Run(Workers.Count, (rows + RowsAtOnce - 1) / RowsAtOnce, (task, _) =>
        {
            for (var row = (long)task * RowsAtOnce; row < Math.Min(rows, (task + 1L) * RowsAtOnce); row++)
                if (find(row) is { } place)
                {
                    InterlockedMin(ref first, place);
                    return;
                }
        });
        return first == long.MaxValue ? null : first;
    }

    private static void InterlockedMin(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value < seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
