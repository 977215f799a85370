using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 200)]
public class PicLaws
{
    private static readonly Sharing[] Kinds = Enum.GetValues<Sharing>();

    [Property]
    public bool Merge_preserves_scope(RegionGraph graph, int seed)
    {
        var pic = Get(RandomMerge(seed).Apply(graph));
        var inner = graph.Nodes.Units.OfType<RegionNode.Region>().Select(region => region.Scope);
        return pic.Scope.Equals(graph.Scope) && inner.All(scope => pic.Scopes.Contains(scope));
    }

    [Property]
    public bool Merge_gives_each_region_a_unit_and_each_function_a_group(RegionGraph graph)
    {
        var pic = Get(Merge.With(Binary, MergeKind.Cp).Apply(graph));
        var statistics = graph.Statistics();
        int Count<T>() => pic.Units.Units.OfType<T>().Count();
        var parts = graph.Nodes.Units.OfType<RegionNode.Partition>().Sum(partition => partition.Parts.Count);
        return Count<CircuitUnit.Input>() == statistics.Leaves
            && Count<CircuitUnit.Linear>() == parts
            && Count<CircuitUnit.Hadamard>() == statistics.Partitions
            && Count<CircuitUnit.Mixture>() == graph.Nodes.Units.OfType<RegionNode.Region>().Count(region => region.Partitions.Count > 1)
            && pic.Groups.Length == statistics.Leaves + parts
            && pic.Groups.All(group => group is { Functions: 1, Sharing: Sharing.None });
    }

    [Property]
    public bool Mixtures_are_uniform_over_a_regions_own_partitions(RegionGraph graph, int seed) =>
        Get(RandomMerge(seed).Apply(graph)).Units.Units.OfType<CircuitUnit.Mixture>().All(mixture => mixture.Weights.ForAll(weight => weight == 1.0 / mixture.Inputs.Count));

    [Property]
    public bool Merge_gives_a_latent_to_all_that_is_integrated_and_none_to_the_root(RegionGraph graph, int seed)
    {
        var pic = Get(RandomMerge(seed).Apply(graph));
        var depths = pic.IntegralDepths();
        return pic.Units.Ids.All(id => pic.Latents[id.Index] == (pic.Units[id] is CircuitUnit.Kronecker ? 2 : Math.Min(1, depths[id.Index])));
    }

    [Property]
    public bool Merge_cp_equals_merge_tucker_on_factorised_functions(BinaryGraph graph, QuadratureRule rule, int seed)
    {
        var cp = Get(Merge.With(Binary, MergeKind.Cp).Apply(graph.Value));
        var tucker = Get(Merge.With(Binary, MergeKind.Tucker).Apply(graph.Value));
        Dictionary<int, int> Ordinals(Pic pic, bool kernels) => pic.Groups
            .Where(group => group.Signature is FunctionSignature.Kernel == kernels)
            .Select((group, ordinal) => (group.Id, ordinal))
            .ToDictionary(entry => entry.Id, entry => entry.ordinal);
        var (cpKernels, tuckerKernels) = (Ordinals(cp, true), Ordinals(tucker, true));
        double Factor(int ordinal, Arr<double> latents) => 0.05 + Meanings.Hash([seed, ordinal, .. latents]);
        Interpretation Meaning(Pic pic, long world, Func<FunctionSpec, Arr<double>, double> kernel)
        {
            var inputs = Ordinals(pic, false);
            return Meanings.Of(function => inputs.GetValueOrDefault(function.Group), world, -1) with { Kernel = kernel };
        }

        // A Tucker function is the product of the two CP functions of the same partition.
        double TuckerKernel(FunctionSpec function, Arr<double> latents)
        {
            var (output, inputs) = (latents.Take(latents.Count - 2).ToArr(), latents.Skip(latents.Count - 2).ToArr());
            var ordinal = 2 * tuckerKernels[function.Group];
            return Factor(ordinal, output.Add(inputs[0])) * Factor(ordinal + 1, output.Add(inputs[1]));
        }

        return Meanings.Worlds(cp.Scope).Take(4).All(world => Tolerances.Close(
            Denotation.OfPic(cp, rule, Meaning(cp, world, (function, latents) => Factor(cpKernels[function.Group], latents))),
            Denotation.OfPic(tucker, rule, Meaning(tucker, world, TuckerKernel)),
            Tolerances.Rounding));
    }

    [Property]
    public bool Share_is_idempotent_and_keeps_structure(Pic pic) => (from inputs in Kinds from integrals in Kinds select (inputs, integrals)).All(kinds =>
    {
        var share = Share.With(kinds.inputs, kinds.integrals);
        var shared = Get(share.Apply(pic));
        return Get(share.Apply(shared)).Equals(shared)
            && shared.Units.Units.Length == pic.Units.Units.Length
            && shared.Scopes.SequenceEqual(pic.Scopes)
            && shared.Units.Ids.All(id => shared.Units[id].Children == pic.Units[id].Children && shared.Units[id].GetType() == pic.Units[id].GetType()
                && shared.Units[id].Function.Map(function => function.Signature) == pic.Units[id].Function.Map(function => function.Signature));
    });

    [Property]
    public bool Share_over_the_circuit_groups_by_signature_alone(Pic pic)
    {
        var shared = Get(Share.With(Sharing.Full, Sharing.Composite, Grouping.Circuit).Apply(pic));
        var functions = shared.Units.Ids.SelectMany(id => shared.Units[id].Function.ToSeq()).ToList();
        return shared.Groups.Length == functions.Select(function => function.Signature).Distinct().Count()
            && (from first in functions from second in functions select first.Signature == second.Signature == (first.Group == second.Group)).All(holds => holds)
            && functions.Where(function => function.Signature is FunctionSignature.Kernel).GroupBy(function => function.Group).All(group => group.Select(function => function.Head).SequenceEqual(Enumerable.Range(0, group.Count())));
    }

    [Property]
    public bool Share_groups_inputs_by_signature_and_integrals_by_depth_and_signature(Pic pic)
    {
        var shared = Get(Share.Default.Apply(pic));
        var depths = shared.IntegralDepths();
        var users = shared.Units.Ids.Where(id => shared.Units[id].Function.IsSome).Select(id => (Id: id, Function: shared.Units[id].Function.IfNone(() => throw new InvalidOperationException()))).ToList();
        var sameGroup = from first in users
                        from second in users
                        let alike = first.Function.Signature == second.Function.Signature
                            && (first.Function.Signature is FunctionSignature.Density || depths[first.Id.Index] == depths[second.Id.Index])
                        select first.Function.Group == second.Function.Group == alike;
        var kernels = users.Where(user => user.Function.Signature is FunctionSignature.Kernel).ToList();
        return sameGroup.All(holds => holds)
            && kernels.GroupBy(user => user.Function.Group).All(group => group.Select(user => user.Function.Head).SequenceEqual(Enumerable.Range(0, group.Count())))
            && users.Where(user => user.Function.Signature is FunctionSignature.Density).All(user => user.Function.Head == 0)
            && users.Select(user => user.Function.Group).Distinct().Order().SequenceEqual(Enumerable.Range(0, shared.Groups.Length))
            && (from first in kernels from second in kernels where depths[first.Id.Index] > depths[second.Id.Index] select first.Function.Group < second.Function.Group).All(holds => holds)
            && (from input in users from kernel in kernels where input.Function.Signature is FunctionSignature.Density select input.Function.Group < kernel.Function.Group).All(holds => holds);
    }

    [Property]
    public bool Share_keeps_denotation_when_tied_functions_are_equal(Pic pic, QuadratureRule rule, int seed)
    {
        var meaning = Meanings.BySignature(seed, seed, -1);
        return (from inputs in Kinds from integrals in Kinds select Get(Share.With(inputs, integrals).Apply(pic))).All(shared =>
            Tolerances.Close(Denotation.OfPic(pic, rule, meaning), Denotation.OfPic(shared, rule, meaning), Tolerances.Rounding));
    }

    [Property]
    public bool Json_round_trip_is_the_identity(Pic pic) => Get(PicJson.Read(PicJson.Write(pic))).Equals(pic);

    [Property]
    public bool Shrunk_circuits_are_smaller(Pic pic)
    {
        static int Size(Pic circuit) => circuit.Units.Units.Sum(unit => 1 + unit.Children.Count); // an input less may leave all units where they are
        return Shrinkers.Circuit(pic).All(smaller => Size(smaller) < Size(pic) && smaller.Units.Units.Length <= pic.Units.Units.Length && smaller.Scope.IsSubsetOf(pic.Scope));
    }

    [Property]
    public bool Equality_is_that_of_units(Pic first, Pic second) =>
        first.Equals(second) == first.Units.Units.SequenceEqual(second.Units.Units) && Get(Pic.Create(first.Units.Units)).GetHashCode() == first.GetHashCode();
}
