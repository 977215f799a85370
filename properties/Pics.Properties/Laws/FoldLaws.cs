using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 200)]
public class FoldLaws
{
    private static Qpc Materialise(Pic pic, QuadratureRule rule) => Get(Materialize.With(rule).Apply(pic));

    private static FoldedQpc FoldOf(Qpc qpc) => Get(Fold.Pass.Apply(qpc));

    [Property]
    public bool Fold_preserves_denotation(Pic pic, QuadratureRule rule, int seed)
    {
        var qpc = Materialise(pic, rule);
        var folded = FoldOf(qpc);
        return Meanings.Worlds(pic.Scope).Take(6).All(world =>
        {
            var meaning = Meanings.ByFunction(seed, world, ~(seed & 3L));
            return Tolerances.Close(Denotation.OfQpc(qpc, meaning), Denotation.OfFolded(folded, meaning), Tolerances.Rounding)
                && Tolerances.Close(Denotation.OfQpc(qpc, meaning), Denotation.OfQpc(folded.Unfold(), meaning), Tolerances.Rounding);
        });
    }

    [Property]
    public bool Unfold_after_fold_is_the_identity_up_to_order(Pic pic, QuadratureRule rule)
    {
        var qpc = Materialise(pic, rule);
        return Terms.All(FoldOf(qpc).Unfold()).SequenceEqual(Terms.All(qpc));
    }

    [Property]
    public bool Fold_of_an_unfolded_circuit_has_as_many_layers_and_folds(Pic pic, QuadratureRule rule)
    {
        var folded = FoldOf(Materialise(pic, rule));
        var again = FoldOf(folded.Unfold());
        return again.Layers.Select(Printer.Shape).SequenceEqual(folded.Layers.Select(Printer.Shape));
    }

    [Property]
    public bool Layers_read_earlier_layers_and_hold_the_scopes_of_their_folds(Pic pic, QuadratureRule rule)
    {
        var folded = FoldOf(Materialise(pic, rule));
        return folded.Layers.Select((layer, index) => (layer, index)).All(entry =>
            entry.layer.Sources.ForAll(source => source.Layer < entry.index)
            && Enumerable.Range(0, entry.layer.Folds).All(fold => entry.layer.Arity == 0 || folded.Scopes[entry.index][fold].Equals(
                Scope.Union(entry.layer.Sources.Skip(fold * entry.layer.Arity).Take(entry.layer.Arity).Select(source => folded.Scopes[source.Layer][source.Fold])))));
    }

    [Property]
    public bool No_two_layers_could_be_one(RegionGraph graph, QuadratureRule rule, int seed)
    {
        var folded = FoldOf(Materialise(Get(Share.Default.Apply(Get(RandomMerge(seed).Apply(graph)))), rule));
        string Key(FoldedLayer layer) => $"{layer.GetType().Name} {layer.Arity} {layer.Width} {layer.Functions.Map(function => function.Group).Distinct().Order().HeadOrNone()}";
        return folded.Layers.Where(layer => layer is not FoldedLayer.Mixing).Select(Key).Distinct().Count() == folded.Layers.Count(layer => layer is not FoldedLayer.Mixing)
            && folded.Layers[0] is FoldedLayer.Input;
    }

    [Property]
    public bool Products_of_sums_read_once_become_cp_folds_and_sums_of_outer_products_tucker_folds(RegionGraph graph, QuadratureRule rule)
    {
        var cp = FoldOf(Materialise(Get(Merge.With(Binary, MergeKind.Cp).Apply(graph)), rule));
        var mixed = FoldOf(Materialise(Get(RandomMerge(0).Apply(graph)), rule));
        var partitions = graph.Statistics().Partitions;
        return cp.Layers.OfType<FoldedLayer.Cp>().Sum(layer => layer.Folds) == partitions
            && mixed.Layers.Where(layer => layer is FoldedLayer.Cp or FoldedLayer.Tucker).Sum(layer => layer.Folds) == partitions
            && !cp.Layers.Concat(mixed.Layers).Any(layer => layer is FoldedLayer.Hadamard or FoldedLayer.Kronecker);
    }

    [Fact]
    public void Sums_read_twice_stay_single()
    {
        var input = new FunctionSignature.Density(Binary, 1);
        var kernel = new FunctionSignature.Kernel(0, 1);
        FunctionSpec Spec(FunctionSignature signature, int group, int head) => new(signature, group, head, Sharing.Composite);
        UnitId Id(int index) => new(index);
        var pic = Get(Pic.Create(
        [
            new CircuitUnit.Input(0, Spec(input, 0, 0)),
            new CircuitUnit.Input(1, Spec(input, 0, 1)),
            new CircuitUnit.Linear(Id(0), Spec(kernel, 1, 0)),
            new CircuitUnit.Linear(Id(1), Spec(kernel, 1, 1)),
            new CircuitUnit.Linear(Id(1), Spec(kernel, 1, 2)),
            new CircuitUnit.Hadamard(Arr.create(Id(2), Id(3))),
            new CircuitUnit.Hadamard(Arr.create(Id(2), Id(4))),
            new CircuitUnit.Mixture(Arr.create(Id(5), Id(6)), Arr.create(0.5, 0.5)),
        ]));
        var folded = FoldOf(Materialise(pic, Get(Quadrature.Create(RuleKind.Trapezoidal, 2))));
        Assert.Equal(["input [F 2, K 2]", "cp [F 3, H 1, K_in 2, K_out 1]", "hadamard [F 2, H 2, K 1]", "mixing [F 1, H 2, K 1]"], folded.Layers.Select(layer => $"{layer.Label} {Printer.Shape(layer)}"));
    }

    [Fact]
    public void Input_layers_are_of_one_family()
    {
        var pic = Get(Merge.With(variable => new InputFamily.Categorical(1, 1 + variable), _ => MergeKind.Cp).Apply(Get(QuadTree.Create(1, 3))));
        var folded = FoldOf(Materialise(pic, Get(Quadrature.Create(RuleKind.Trapezoidal, 2))));
        Assert.Equal([0, 1, 2], folded.Layers.OfType<FoldedLayer.Input>().Select(layer => layer.Variables.Single()));
    }

    [Fact]
    public void Early_blocks_land_just_below_their_reader()
    {
        // 3 x 3: the corner pixel is read by the root, so its integral is beside those of the larger blocks.
        var folded = FoldOf(Materialise(Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(3, 3)))), Get(Quadrature.Create(RuleKind.Trapezoidal, 3))));
        Assert.Equal(
            "0 = input [F 9, K 3]\n1 = cp [F 2, H 2, K_in 3, K_out 3] from 0\n2 = cp [F 1, H 4, K_in 3, K_out 3] from 0\n3 = cp [F 1, H 4, K_in 3, K_out 1] from 0, 1, 2",
            Printer.PrintFolded(folded));
    }
}
