namespace Pics.Numerics;

/// <summary>The distribution of one channel of which a part of the values counts, given a row: over the nodes of the functions of its variable.</summary>
/// <param name="family">The family.</param>
/// <param name="restriction">What is known of the channel.</param>
/// <param name="parts">The probability of each node, and the channel there.</param>
internal sealed class RestrictedMixture(InputFamily family, Restriction restriction, IReadOnlyList<(double Weight, Restricted Part)> parts)
{
    /// <summary>The probability of each node, and the parameters there.</summary>
    public IEnumerable<(double Weight, double[] Numbers)> Nodes => parts.Select(part => (part.Weight, part.Part.Numbers));

    /// <summary>Given a row that a posterior was made of.</summary>
    /// <param name="found">The row and the model for it.</param>
    /// <param name="posterior">Of that model and row.</param>
    /// <param name="term">The channel, of which more than a value is known.</param>
    /// <param name="restriction">What is known of it.</param>
    public static RestrictedMixture Of(FoundModel found, Posterior posterior, Term term, Restriction restriction)
    {
        var parts = from entry in posterior.Shares(term.Variable, 0)
                    let function = found.FunctionOf(entry.Function)!
                    from node in Enumerable.Range(0, function.Nodes)
                    where entry.Shares[node] > 0
                    select (entry.Shares[node], function.At(node, term.Channel, restriction), function.Family);
        var all = parts.ToList();
        return new(all[0].Family, restriction, [.. all.Select(part => (part.Item1, part.Item2))]);
    }

    /// <summary>The probability of each of finitely many values, [V].</summary>
    public double[] Probabilities()
    {
        var sum = new double[family.Values.IfNone(0)];
        foreach (var (weight, part) in parts)
        {
            var mass = part.LogMass();
            for (var value = 0; value < sum.Length; value++) sum[value] += weight * Math.Exp(part.LogOf(value) - mass);
        }

        return sum;
    }

    /// <summary>Mean and variance, in the family's numbers.</summary>
    public (double Mean, double Variance) Moments()
    {
        var all = parts.Select(one => (one.Weight, Moments: one.Part.Moments())).ToArray();
        var total = all.Sum(one => one.Weight);
        var mean = all.Sum(one => one.Weight * one.Moments.Mean) / total;
        return (mean, all.Sum(one => one.Weight * (one.Moments.Variance + ((one.Moments.Mean - mean) * (one.Moments.Mean - mean)))) / total);
    }

    /// <summary>The most probable count, or the highest peak of the density that is found; of a family without a largest value.</summary>
    /// <param name="largest">Counts above it are left out.</param>
    public double Mode(double largest)
    {
        var logs = parts.Select(one => Math.Log(one.Weight) - one.Part.LogMass()).ToArray();
        var most = logs.Max();
        var weights = System.Array.ConvertAll(logs, log => Math.Exp(log - most));
        double[] Numbers(int place) => [.. parts.Select(one => one.Part.Number(place))];
        double Within(Interval interval) => family is InputFamily.Gaussian
            ? MixtureMode.OfReals(weights, 1, Numbers(0), Numbers(1), (interval.Low, interval.High))[0]
            : MixtureMode.OfCounts(weights, 1, Numbers(0), Math.Min(largest, interval.High), interval.Low)[0];
        double Log(double value) => parts.Zip(logs, (one, log) => Math.Exp(log - most + one.Part.LogDensity(value))).Sum();
        var intervals = restriction.Match(_ => Arr.create(Interval.All), _ => [], inside => inside.Intervals, _ => []);
        return intervals.Map(Within).OrderByDescending(Log).First();
    }
}
