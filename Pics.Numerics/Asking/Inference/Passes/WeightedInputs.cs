namespace Pics.Numerics;

/// <summary>A circuit whose input units count each value of a variable as much as is said, whatever functions they share.</summary>
internal static class WeightedInputs
{
    /// <summary>The model with input units of their own; both are owned by the caller.</summary>
    /// <param name="model">The model; it must outlive the other.</param>
    /// <param name="logWeights">Of each value of a variable with finitely many; null where all count alike.</param>
    public static (CircuitNumbers Numbers, AskedCircuit Model) Of(AskedCircuit model, Func<int, double[]?> logWeights)
    {
        var (numbers, groups) = (model.Numbers, new Dictionary<int, (int Group, List<(int Head, double[] Weights)> Heads)>());
        CircuitUnit Of(CircuitUnit unit)
        {
            if (unit is not CircuitUnit.Input { Observation: Observation.Open } input || logWeights(input.Variable) is not { } weights) return unit;
            var given = input.Density;
            if (!groups.TryGetValue(given.Group, out var own)) groups.Add(given.Group, own = (numbers.Last + 1 + groups.Count, []));
            own.Heads.Add((given.Head, weights));
            return input with { Density = new(given.Signature, own.Group, own.Heads.Count - 1, Sharing.None) };
        }

        var units = model.Circuit.Unfold().Units.Units.Select(Of).ToArray();
        var folded = Qpc.Create(units, model.Circuit.Rule).Bind(Fold.Pass.Apply).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var used = folded.Groups.Select(group => group.Id).ToHashSet();
        var tables = new CircuitNumbers([
            .. numbers.Groups.Where(used.Contains).Select(group => (group, numbers[group].Alias())),
            .. groups.Select(own => (own.Value.Group, Weighted(numbers[own.Key], own.Value.Heads)))]);
        return (tables, model.With(folded, tables, isNormalised: false));
    }

    /// <summary>Heads of a table, each with the logarithms of its weights added to those of its values.</summary>
    private static NumberTable Weighted(NumberTable from, List<(int Head, double[] Weights)> heads)
    {
        var table = NumberTable.New(from.IsDouble, [heads.Count, .. from.Shape.Skip(1)]);
        for (var head = 0; head < heads.Count; head++)
            for (var place = 0L; place < from.Stride; place++)
                table[(head * from.Stride) + place] = from[(heads[head].Head * from.Stride) + place] + heads[head].Weights[place % heads[head].Weights.Length];
        return table;
    }
}
