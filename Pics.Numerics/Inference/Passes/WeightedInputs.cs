namespace Pics.Numerics;

/// <summary>A circuit whose input units count each value of a variable as much as is said, whatever functions they share.</summary>
internal static class WeightedInputs
{
    /// <summary>The model with input units of their own; both are owned by the caller.</summary>
    /// <param name="model">The model; it must outlive the other.</param>
    /// <param name="logWeights">Of each value of a variable with finitely many; null where all count alike.</param>
    public static (CircuitTensors Tensors, QpcModel Model) Of(QpcModel model, Func<int, double[]?> logWeights)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (parameters, groups) = (model.Parameters, new Dictionary<int, (int Group, List<Tensor> Heads)>());
        CircuitUnit Of(CircuitUnit unit)
        {
            if (unit is not CircuitUnit.Input { Observation: Observation.Open } input || logWeights(input.Variable) is not { } weights) return unit;
            var given = input.Density;
            if (!groups.TryGetValue(given.Group, out var own)) groups.Add(given.Group, own = (parameters.Groups.Last() + 1 + groups.Count, []));
            var table = parameters[given.Group].detach()[given.Head];
            own.Heads.Add(table.Plus(tensor(weights, device: table.device).to(table.dtype)));
            return input with { Density = new(given.Signature, own.Group, own.Heads.Count - 1, Sharing.None) };
        }

        var units = model.Circuit.Unfold().Units.Units.Select(Of).ToArray();
        var folded = Qpc.Create(units, model.Circuit.Rule).Bind(Fold.Pass.Apply).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var used = folded.Groups.Select(group => group.Id).ToHashSet();
        var tensors = new CircuitTensors([
            .. parameters.Groups.Where(used.Contains).Select(group => (group, parameters[group].detach().alias())),
            .. groups.Values.Select(own => (own.Group, stack([.. own.Heads])))]);
        return (tensors, new(folded, tensors));
    }
}
