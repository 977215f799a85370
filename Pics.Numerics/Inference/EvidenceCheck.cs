using System.Numerics;

namespace Pics.Numerics;

/// <summary>Whether evidence fits a model.</summary>
internal static class EvidenceCheck
{
    private const int RowsAtOnce = 64;

    /// <summary>What is wrong with evidence, if something is. Cost: one pass over it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="evidence">[B, variables, C].</param>
    public static QueryError? Find(QpcModel model, Tensor evidence)
    {
        if (evidence.dtype is not (ScalarType.Int64 or ScalarType.Float64) || evidence.dim() != 3 || evidence.shape[1] < model.Variables || evidence.shape[2] != model.Channels)
            return new QueryError.BadShape(evidence.shape.ToArr(), $"{evidence.dtype}", model.Variables, model.Channels);
        if (model.Families.IsEmpty || evidence.shape[0] == 0) return null;
        using var scope = NewDisposeScope();
        var host = evidence.detach().cpu().contiguous();
        var place = host.dtype == ScalarType.Int64 ? FirstTooLarge(model, host) : FirstBroken(model, host);
        if (place is not { } found) return null;
        var width = evidence.shape[1] * evidence.shape[2];
        var variable = (int)(found % width / evidence.shape[2]);
        return new QueryError.BadValue(found / width, variable, EvidenceTensors.Numbers(host.view(-1).narrow(0, found, 1))[0], model.Families[variable]);
    }

    /// <summary>What is wrong with evidence that something is to be said given it: it must have positive probability in every row.</summary>
    public static QueryError? FindGiven(QpcModel model, Tensor evidence)
    {
        if (Find(model, evidence) is { } error) return error;
        using var scope = NewDisposeScope();
        return FirstImpossible(LogLikelihood.Blocks(model, evidence)) is { } row ? new QueryError.Impossible(row) : null;
    }

    /// <summary>What is wrong with evidence that is to be completed: it must be able to hold the values.</summary>
    public static QueryError? FindCompletable(QpcModel model, Tensor evidence) => Find(model, evidence)
        ?? (model.IsReal && evidence.dtype != ScalarType.Float64 ? new QueryError.BadShape(evidence.shape.ToArr(), $"{evidence.dtype}", model.Variables, model.Channels) : null);

    /// <summary>The first row whose log-likelihood is minus infinity.</summary>
    public static long? FirstImpossible(Tensor logLikelihood)
    {
        using var scope = NewDisposeScope();
        var rows = logLikelihood.isneginf().nonzero();
        return rows.shape[0] == 0 ? null : rows[0, 0].item<long>();
    }

    /// <summary>The first whole number above the last value of its variable.</summary>
    private static unsafe long? FirstTooLarge(QpcModel model, Tensor evidence)
    {
        var most = Most(model, evidence).Select(number => number >= long.MaxValue ? long.MaxValue : (long)number).ToArray();
        var start = TensorMemory.Pointer<long>(evidence);
        return First((int)evidence.shape[0], row =>
        {
            var (values, place) = ((nint)(start + (row * most.Length)), 0);
            for (; place + Vector<long>.Count <= most.Length; place += Vector<long>.Count)
                if (Vector.GreaterThanAny(Vector.Load((long*)values + place), new Vector<long>(most, place))) break;
            while (place < most.Length && ((long*)values)[place] <= most[place]) place++;
            return place == most.Length ? null : (row * most.Length) + place;
        });
    }

    /// <summary>The first number that is no value of its variable: too large, a fraction or negative where whole numbers are expected, infinite.</summary>
    private static unsafe long? FirstBroken(QpcModel model, Tensor evidence)
    {
        var most = Most(model, evidence);
        var isWhole = most.Select((_, place) => model.Families.GetValueOrDefault(place / model.Channels) is { } family and not InputFamily.Gaussian).ToArray();
        var isOpen = most.Select((_, place) => model.Families.ContainsKey(place / model.Channels)).ToArray();
        var start = TensorMemory.Pointer<double>(evidence);
        return First((int)evidence.shape[0], row =>
        {
            for (var place = 0; place < most.Length; place++)
            {
                var value = start[(row * most.Length) + place];
                if (isOpen[place] && !double.IsNaN(value) && (value > most[place] || double.IsInfinity(value) || (isWhole[place] && (value < 0 || value != Math.Floor(value))))) return (row * most.Length) + place;
            }

            return null;
        });
    }

    /// <summary>The last value at each place of a row.</summary>
    private static double[] Most(QpcModel model, Tensor evidence)
    {
        var most = new double[evidence.shape[1] * evidence.shape[2]];
        System.Array.Fill(most, double.MaxValue);
        foreach (var (variable, family) in model.Families)
            System.Array.Fill(most, family.Values.Match(count => count - 1.0, () => double.MaxValue), variable * model.Channels, model.Channels);
        return most;
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
