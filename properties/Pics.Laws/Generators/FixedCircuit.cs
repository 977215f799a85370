namespace Pics.Laws;

/// <summary>A circuit with evidence for some variables and others that are summed out; variables are numbered from 0 and binary.</summary>
/// <param name="Whole">The circuit.</param>
/// <param name="Known">The evidence: values by variable.</param>
/// <param name="Hidden">The variables that are summed out.</param>
public sealed record FixedCircuit(Pic Whole, ImmutableSortedDictionary<int, double> Known, Scope Hidden)
{
    /// <summary>The variables that stay open.</summary>
    public Scope Open => Whole.Scope.Except(Hidden).Except(Scope.Of(Known.Keys));

    /// <summary>The circuit after both passes.</summary>
    public Pic Pic => CircuitBuilder.Made(Condition.On<Pic>(Known).Then(Marginalise.Over<Pic>(Hidden)).Apply(Whole));

    /// <summary>What is known, as bits.</summary>
    public long World => Known.Aggregate(0L, (world, entry) => world | (long)entry.Value << entry.Key);

    /// <summary>The variables that are known, as bits.</summary>
    public long Observed => Meanings.Mask(Scope.Of(Known.Keys));

    /// <summary>A third of the variables each is known, hidden and open.</summary>
    public static FixedCircuit Random(Pic whole, Random random)
    {
        var kinds = whole.Scope.Variables.ToDictionary(variable => variable, _ => random.Next(3));
        return new(
            whole,
            kinds.Where(kind => kind.Value == 0).ToImmutableSortedDictionary(kind => kind.Key, _ => (double)random.Next(2)),
            Scope.Of(kinds.Where(kind => kind.Value == 1).Select(kind => kind.Key)));
    }
}
