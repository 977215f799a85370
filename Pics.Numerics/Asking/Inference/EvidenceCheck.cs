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
        var most = Most(model, evidence);
        var isWhole = most.Select((_, place) => model.Families.GetValueOrDefault(place / model.Channels) is { } family and not InputFamily.Gaussian).ToArray();
        var isOpen = most.Select((_, place) => model.Families.ContainsKey(place / model.Channels)).ToArray();
        return First(evidence.Rows, row =>
        {
            var values = evidence.Row((int)row);
            for (var place = 0; place < most.Length; place++)
            {
                var value = values[place];
                if (isOpen[place] && !double.IsNaN(value) && (value > most[place] || double.IsInfinity(value) || (isWhole[place] && (value < 0 || value != Math.Floor(value))))) return (row * most.Length) + place;
            }

            return null;
        });
    }

    /// <summary>The last value at each place of a row.</summary>
    private static double[] Most(AskedCircuit model, EvidenceRows evidence)
    {
        var most = new double[evidence.Width];
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
