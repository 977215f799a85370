using TorchSharp;
using static Pics.Properties.ModelOf;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Max-product finds the best induced tree, which is the most probable completion where the circuit is deterministic.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public class MpeLaws
{
    /// <summary>The largest value of an induced tree: the denotation with maxima in place of sums, and of values that are not observed.</summary>
    private static double[] BestTree(Qpc qpc, Interpretation meaning, Func<CircuitUnit.Input, double[]> input) => [.. qpc.Units.FoldUp<double[]>((unit, value) => unit.Match(
        input,
        product => product.Factors.Map(value).Reduce((first, second) => [.. first.Zip(second, (left, right) => left * right)]),
        product => product.Factors.Map(value).Reduce((first, second) => [.. from left in first from right in second select left * right]),
        sum => [.. Denotation.Weights(qpc.Rule, sum.Kernel, meaning).Select(row => row.Zip(value(sum.Operand), (weight, below) => weight * below).Max())],
        mixing => [.. Enumerable.Range(0, value(mixing.Inputs[0]).Length).Select(entry => mixing.Inputs.Map(value).Zip(mixing.Weights, (below, weight) => weight * below[entry]).Max())]))[^1]];

    private static double BestTree(Qpc qpc, int seed, long world, long observed)
    {
        var meaning = Meanings.ByFunction(seed, world, observed);
        return BestTree(qpc, meaning, input => [.. (input.Density.Signature.Latents == 0 ? [Arr<double>.Empty] : qpc.Rule.Nodes.Select(node => Arr.create(node))).Select(latents =>
            input.Observation is Observation.Hidden ? 1
            : meaning.Evidence(input.Variable).Match(value => meaning.Density(input.Density, value, latents), () => Math.Max(meaning.Density(input.Density, 0, latents), meaning.Density(input.Density, 1, latents))))])[0];
    }

    [Property]
    public bool Max_product_gives_the_value_of_the_best_tree_and_a_completion_on_it(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var qpc = circuit.Model.Circuit.Unfold();
        var rows = Meanings.Worlds(qpc.Scope).Select((world, row) => (World: world, Mask: (seed * 31L) ^ (row * 5L))).ToList();
        var evidence = EngineInputs.Evidence(qpc.Scope, rows);
        var best = rows.Select(row => BestTree(qpc, seed, row.World, row.Mask)).ToArray();
        var found = LargestTrees(circuit.Model, evidence);
        var completed = Get(Mpe.MaxProduct(circuit.Model, evidence));
        var values = Values(LogLikelihood.OfEvidence(circuit.Model, completed));
        var trees = LargestTrees(circuit.Model, completed);
        return Enumerable.Range(0, rows.Count).All(row =>
            Tolerances.Close(best[row], Math.Exp(found[row]), 1e-10) && Tolerances.Close(best[row], Math.Exp(trees[row]), 1e-10) && Math.Exp(values[row]) >= best[row] * (1 - 1e-10));
    }

    [Property]
    public bool Best_of_many_samples_is_the_most_probable_world(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var worlds = new Enumeration(circuit.Model.Circuit, seed);
        using var found = Get(Mpe.BestOf(circuit.Model, circuit.Model.NoEvidence(1), 4000, 2, seed));
        var values = EngineInputs.Values(found.LogLikelihoods);
        var best = worlds.Worlds.Select(world => world.Value).OrderDescending().ToArray();

        // A circuit without variables has one world; a world of probability 0.01 is all but surely among the samples, and one of 64 or fewer has more.
        return Tolerances.Close(Math.Exp(values[0]), best[0], 1e-10)
            && (best.Length == 1 ? double.IsNegativeInfinity(values[1]) : best[1] < 0.01 || Tolerances.Close(Math.Exp(values[1]), best[1], 1e-10));
    }

    [Theory]
    [InlineData(MergeKind.Cp)]
    [InlineData(MergeKind.Tucker)]
    public void Max_product_of_a_deterministic_circuit_equals_enumeration(MergeKind merge)
    {
        // Each value of a variable is possible at one node alone, so a world has one induced tree.
        using var scope = NewDisposeScope();
        var pic = PicBuilder.Get(Merge.With(PicBuilder.Binary, merge).Then(Share.With(Sharing.None, Sharing.None)).Apply(PicBuilder.Get(BalancedTree.Create(4))));
        var folded = PicBuilder.Get(Pipeline.Evaluation(PicBuilder.Get(Quadrature.Midpoint(2, -1, 1))).Apply(pic));
        using var random = EngineInputs.Numbers(folded, 3, ScalarType.Float64);
        var apart = merge == MergeKind.Cp ? eye(2) : tensor(new float[] { 1, 0, 0, 1, 0, 1, 1, 0 }, [2, 4]); // no two nodes read the same
        Tensor Kernel(Tensor kernel) => kernel.shape[1] == 1 ? kernel.clone() : kernel * apart / (kernel * apart).sum(2, true);
        using var numbers = new CircuitTensors(random.Groups.Select(group => (group, folded.Groups.First(entry => entry.Id == group).Signature is FunctionSignature.Density
            ? zeros_like(random[group]).copy_(eye(2).unsqueeze(1).log())
            : Kernel(random[group]))));
        using var model = new QpcModel(folded, numbers);
        var worlds = Meanings.Worlds(pic.Scope).ToList();
        var probabilities = Values(LogLikelihood.OfEvidence(model, EngineInputs.Evidence(pic.Scope, worlds.Select(world => (world, -1L)))));
        for (var mask = 0L; mask < 16; mask++)
            foreach (var world in worlds)
            {
                var best = worlds.Where(other => ((other ^ world) & mask) == 0).Max(other => probabilities[worlds.IndexOf(other)]);
                var found = Mpe.MaxProduct(model, EngineInputs.Evidence(pic.Scope, [(world, mask)]));
                if (double.IsNegativeInfinity(best)) Assert.True(found.Match(_ => false, error => error is QueryError.Impossible));
                else Assert.Equal(best, Values(LogLikelihood.OfEvidence(model, Get(found)))[0], 1e-10);
            }
    }

    [Property(MaxTest = 20)]
    public bool Completions_do_not_depend_on_the_batch(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed, ScalarType.Float32);
        var evidence = EngineInputs.Evidence(circuit.Model.Circuit.Scope, Enumerable.Range(0, 90).Select(row => ((long)row, (long)(Meanings.Hash(seed, row) * 64))));
        var whole = Get(Mpe.MaxProduct(circuit.Model, evidence));
        var parts = cat([Get(Mpe.MaxProduct(circuit.Model, evidence.narrow(0, 0, 7))), Get(Mpe.MaxProduct(circuit.Model, evidence.narrow(0, 7, 83), 7))], 0);
        return whole.equal(parts).all().item<bool>();
    }
}
