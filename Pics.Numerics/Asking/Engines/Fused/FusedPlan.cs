namespace Pics.Numerics;

/// <summary>What the fused engine works out once per circuit: who reads whom, which folds have equal scopes, where functions are used.</summary>
internal sealed class FusedPlan
{
    /// <summary>One layer with its wires.</summary>
    /// <param name="Layer">The layer.</param>
    /// <param name="Scopes">The number of each fold's scope.</param>
    /// <param name="Readers">For each fold, who reads it.</param>
    /// <param name="Kernels">The functions used here, each with the slots (input slots in a CP layer, folds elsewhere) that use it.</param>
    internal sealed record Part(FoldedLayer Layer, ImmutableArray<int> Scopes, ImmutableArray<ImmutableArray<Reader>> Readers, ImmutableArray<Use> Kernels);

    /// <summary>A slot that reads a fold.</summary>
    internal readonly record struct Reader(int Layer, int Slot);

    /// <summary>A function and where it is used.</summary>
    /// <param name="Group">Its group.</param>
    /// <param name="Head">Its number in the group.</param>
    /// <param name="IsFirst">Whether no later layer uses it, so that its gradient starts here in the backward pass.</param>
    /// <param name="IsLast">Whether no earlier layer uses it, so that its gradient is complete here.</param>
    /// <param name="Slots">The slots that use it.</param>
    internal sealed record Use(int Group, int Head, bool IsFirst, bool IsLast, ImmutableArray<int> Slots);

    /// <summary>Lays out a circuit.</summary>
    public FusedPlan(FoldedQpc circuit)
    {
        Constants = new(circuit);
        var scopes = new Dictionary<Scope, int>();
        var definitions = ImmutableArray.CreateBuilder<RowClasses.Definition>();
        var numbers = new List<ImmutableArray<int>>();
        for (var index = 0; index < circuit.Layers.Length; index++)
        {
            var layer = Constants.Layers[index];
            numbers.Add([.. Enumerable.Range(0, layer.Folds).Select(fold =>
            {
                var scope = circuit.Scopes[index][fold];
                if (scopes.TryGetValue(scope, out var known)) return known;
                definitions.Add(layer is FoldedLayer.Input input
                    ? new(input.Variables[fold], [])
                    : new(-1, [.. Sources(layer, fold).Select(source => numbers[source.Layer][source.Fold])]));
                scopes.Add(scope, definitions.Count - 1);
                return definitions.Count - 1;
            })]);
        }

        Nodes = circuit.Rule.Count;
        Definitions = definitions.ToImmutable();
        var (readers, kernels) = (Readers(circuit), Kernels(circuit));
        Parts = [.. Constants.Layers.Select((layer, index) => new Part(layer, numbers[index], readers[index], kernels[index]))];
        Used = [.. Parts.SelectMany(part => part.Kernels).Select(use => (use.Group, use.Head))];
    }

    /// <summary>K.</summary>
    public int Nodes { get; }

    /// <summary>What the evidence is extended with.</summary>
    public ConstantColumns Constants { get; }

    /// <summary>The layers in evaluation order.</summary>
    public ImmutableArray<Part> Parts { get; }

    /// <summary>The scopes that folds have, parts before wholes.</summary>
    public ImmutableArray<RowClasses.Definition> Definitions { get; }

    /// <summary>The functions that units use; the gradients of all others are zero.</summary>
    public ImmutableHashSet<(int Group, int Head)> Used { get; }

    private static IEnumerable<FoldAddress> Sources(FoldedLayer layer, int fold) =>
        Enumerable.Range(fold * layer.Arity, layer.Arity).Select(slot => layer.Sources[slot]);

    private static ImmutableArray<ImmutableArray<ImmutableArray<Reader>>> Readers(FoldedQpc circuit)
    {
        var readers = circuit.Layers.Select(layer => Enumerable.Range(0, layer.Folds).Select(_ => ImmutableArray.CreateBuilder<Reader>()).ToArray()).ToArray();
        for (var index = 0; index < circuit.Layers.Length; index++)
            foreach (var (source, slot) in circuit.Layers[index].Sources.Select((source, slot) => (source, slot)))
                readers[source.Layer][source.Fold].Add(new(index, slot));
        return [.. readers.Select(layer => layer.Select(list => list.ToImmutable()).ToImmutableArray())];
    }

    private static ImmutableArray<ImmutableArray<Use>> Kernels(FoldedQpc circuit)
    {
        var (first, last) = (new Dictionary<(int Group, int Head), int>(), new Dictionary<(int Group, int Head), int>());
        for (var index = 0; index < circuit.Layers.Length; index++)
            foreach (var function in circuit.Layers[index].Functions)
            {
                first.TryAdd((function.Group, function.Head), index);
                last[(function.Group, function.Head)] = index;
            }

        return [.. circuit.Layers.Select((layer, index) => layer.Functions
            .Select((function, slot) => (Key: (function.Group, function.Head), Slot: slot))
            .GroupBy(entry => entry.Key)
            .Select(use => new Use(use.Key.Group, use.Key.Head, last[use.Key] == index, first[use.Key] == index, [.. use.Select(entry => entry.Slot)]))
            .ToImmutableArray())];
    }
}
