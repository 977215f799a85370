using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>What engines take: the parameters of a circuit, and evidence.</summary>
internal static class EngineInputs
{
    /// <summary>The parameters of a circuit under an interpretation.</summary>
    public static CircuitTensors Numbers(FoldedQpc folded, int seed, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var meaning = Meanings.ByFunction(seed, 0, -1);
        Tensor Values(FunctionGroup group) => stack(Enumerable.Range(0, group.Sharing == Sharing.Full ? 1 : group.Functions).Select(head =>
        {
            var function = new FunctionSpec(group.Signature, group.Id, head, group.Sharing);
            return group.Signature.Match(
                density => tensor((density.Given == 0 ? [Arr<double>.Empty] : folded.Rule.Nodes.Select(node => Arr.create(node)))
                    .Select(latents => new[] { 0, 1 }.Select(value => Math.Log(meaning.Density(function, value, latents))).ToArray()).SelectMany(row => row).ToArray()).reshape(-1, 1, 2),
                _ => stack(Denotation.Weights(folded.Rule, function, meaning).Select(row => tensor(row.ToArray())).ToList()));
        }).ToList());
        return new(folded.Groups.Select(group => (group.Id, Values(group).to(type))));
    }

    /// <summary>The same numbers in float64.</summary>
    public static CircuitTensors Double(CircuitTensors numbers)
    {
        using var scope = NewDisposeScope();
        return new(numbers.Groups.Select(group => (group, numbers[group].to(ScalarType.Float64, copy: true))));
    }

    /// <summary>Rows of binary variables from bits, [B, variables, 1]; a variable without its bit in the mask is not observed.</summary>
    public static Tensor Evidence(Scope scope, IEnumerable<(long World, long Observed)> rows)
    {
        var (list, variables) = (rows.ToList(), scope.Columns);
        var values = list.SelectMany(row => Enumerable.Range(0, variables).Select(variable => (row.Observed >> variable & 1) == 0 ? -1L : row.World >> variable & 1)).ToArray();
        return tensor(values, [list.Count, variables, 1]);
    }

    /// <summary>All worlds, the same with some variables hidden, and nothing observed.</summary>
    public static Tensor Evidence(Scope scope, int seed) =>
        Evidence(scope, Meanings.Worlds(scope).SelectMany(world => new[] { (world, -1L), (world, (long)seed) }).Append((0L, 0L)));

    /// <summary>Float64 numbers of a tensor of any type.</summary>
    public static double[] Values(Tensor tensor) => tensor.numel() == 0 ? [] : tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();
}
