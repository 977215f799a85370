using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>A model folder that is read into plain memory is the model that is read into tensors.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 25)]
public class HostModelLaws
{
    private static readonly ImmutableArray<(RuleKind Kind, int Nodes)> Rules = [(RuleKind.GaussLegendre, 3), (RuleKind.Trapezoidal, 2), (RuleKind.GaussHermite, 5), (RuleKind.ClenshawCurtis, 17)];

    [Property]
    public bool Nets_and_free_weights_give_the_parameters_of_the_circuit(FamilyRecipe recipe, bool plain, bool isDouble, bool bias, int seed)
    {
        using var stored = StoredModel.Fresh(recipe.Pic, plain, new NetSettings(seed % 3 == 0 ? 22 : 8, Bias: bias, Double: isDouble), RuleKind.GaussLegendre, 3, seed);
        Contrast.Raise(stored, seed);
        using var folder = new TemporaryFolder();
        using var host = Again(stored, folder);
        return (plain ? Rules.Take(1) : Rules).All(entry => Agrees(stored, host, Get(Quadrature.Create(entry.Kind, entry.Nodes))));
    }

    [Property]
    public bool Nets_of_any_circuit_give_the_parameters_of_the_circuit_under_any_rule(Pic pic, QuadratureRule rule, byte part, int seed)
    {
        using var stored = StoredModel.Fresh(pic, plain: false, new NetSettings(6, Double: seed % 2 == 0), StoredRule.Of(rule), seed);
        using var folder = new TemporaryFolder();
        using var host = Again(stored, folder);
        return Agrees(stored, host, rule) && rule.Shifted(part / 2560.0).Match(shifted => Agrees(stored, host, shifted), _ => true);
    }

    [Property]
    public bool Fixed_numbers_stay_as_they_are_and_outlive_the_model(FamilyRecipe recipe, bool isDouble, int seed)
    {
        var rule = Get(Quadrature.Create(RuleKind.GaussLegendre, 3));
        using var nets = new PicNets(recipe.Pic, new NetSettings(6, Double: isDouble), seed);
        using var numbers = nets.Materialize(rule, forGradients: false, EngineKind.Fused);
        using var stored = new StoredModel(recipe.Pic, new FixedParameters(numbers.Tensors.Groups.Select(group => (group, numbers.Tensors[group].clone())), 3, isNormalised: true), new(Double: isDouble), RuleKind.GaussLegendre, 3);
        using var folder = new TemporaryFolder();
        var host = Again(stored, folder);
        using var found = Get(host.Numbers(rule));
        host.Dispose();
        return found.Groups.SequenceEqual(numbers.Tensors.Groups) && found.Groups.All(group => Doubles(numbers.Tensors[group]).SequenceEqual(Doubles(found[group]))) && found.IsPossible();
    }

    [Property]
    public bool What_is_written_from_plain_memory_is_what_is_written_from_tensors(FamilyRecipe recipe, bool plain, bool isDouble, int seed)
    {
        using var folder = new TemporaryFolder();
        using var stored = StoredModel.Fresh(recipe.Pic, plain, new NetSettings(6, Bias: seed % 2 == 0, Double: isDouble), RuleKind.Simpson, 3, seed);
        ExportCase.Get(ModelStore.Save(folder.Path, stored));
        var files = new[] { "model.json", "model.safetensors" }.Select(name => File.ReadAllBytes(folder[name])).ToList();
        using var read = ExportCase.Get(HostStore.Load(folder.Path));
        using var copied = HostModels.Of(stored);
        return new[] { read, copied }.All(host =>
        {
            ExportCase.Get(HostStore.Save(folder.Path, host));
            return Pairs.Of(files, new[] { "model.json", "model.safetensors" }).All(pair => pair.Expected.SequenceEqual(File.ReadAllBytes(folder[pair.Found])));
        });
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_threads()
    {
        var families = Arr.create<InputFamily>(new InputFamily.Categorical(3, 11), new InputFamily.Gaussian(1));
        var threads = get_num_threads();
        try
        {
            foreach (var sharing in Enum.GetValues<Sharing>())
                foreach (var family in families)
                {
                    var pic = Get(Pipeline.Model(family, MergeKind.Cp, sharing, sharing).Apply(Get(QuadTree.Create(3, 3))));
                    using var stored = StoredModel.Fresh(pic, plain: false, new NetSettings(10), RuleKind.GaussLegendre, 70, 4);
                    using var host = HostModels.Of(stored);
                    double[] Numbers(int count)
                    {
                        set_num_threads(count);
                        using var found = Get(host.Numbers(Get(Quadrature.Create(RuleKind.GaussLegendre, 70))));
                        return [.. found.Groups.SelectMany(group => Doubles(found[group]))];
                    }

                    var alone = Numbers(1);
                    Assert.All(new[] { 2, 3, 5 }, count => Assert.Equal(alone, Numbers(count)));
                }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Reading_and_evaluating_in_plain_memory_makes_no_tensor()
    {
        using var folder = new TemporaryFolder();
        var pic = Get(Pipeline.Model(Binary, MergeKind.Tucker, Sharing.Full, Sharing.Composite).Apply(Get(QuadGraph.Create(3, 3))));
        using (var stored = StoredModel.Fresh(pic, plain: false, new(4), RuleKind.Midpoint, 2, 1)) ExportCase.Get(ModelStore.Save(folder.Path, stored));
        var before = TensorTests.Settle();
        using var host = ExportCase.Get(HostStore.Load(folder.Path));
        using var numbers = Get(host.Numbers(Get(host.Rule.Create())));
        ExportCase.Get(HostStore.Save(folder.Path, host));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_circuit_with_numbers_of_its_own_has_one_K()
    {
        var other = Get(Quadrature.GaussLegendre(8, -1, 1));
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(2, 2))));
        using var stored = StoredModel.Fresh(pic, plain: true, new(8), RuleKind.GaussLegendre, 4, 1);
        using var host = HostModels.Of(stored);
        Assert.Equal(QpcModel.Of(stored, other).Match(_ => "no error", error => error.Explain()), host.Numbers(other).Match(_ => "no numbers", error => error.Explain()));
        using var nets = HostModel.Empty(pic, HostModelKind.Nets, false, new(4), StoredRule.Of(RuleKind.Midpoint, 2));
        Assert.Null(nets.FindFault(other));
    }

    /// <summary>The model, written and read into plain memory; what it says of itself is the same.</summary>
    private static HostModel Again(StoredModel stored, TemporaryFolder folder)
    {
        ExportCase.Get(ModelStore.Save(folder.Path, stored));
        var host = ExportCase.Get(HostStore.Load(folder.Path));
        Assert.Equal(
            (stored.Pic, stored.Settings, stored.Rule, stored.Nodes, stored.IsPlain, stored.IsFixed, stored.Kind, stored.Count, stored.Parameters.IsNormalised),
            (host.Pic, host.Settings, host.Rule, host.Nodes, host.IsPlain, host.IsFixed, host.Kind, host.Count, host.IsNormalised));
        Assert.All(Pairs.Of(stored.Parameters.Named, host.Named), pair =>
        {
            Assert.Equal((pair.Expected.Name, string.Join(' ', pair.Expected.Tensor.shape)), (pair.Found.Name, string.Join(' ', pair.Found.Table.Shape)));
            Assert.Equal(Doubles(pair.Expected.Tensor), Doubles(pair.Found.Table));
        });
        return host;
    }

    /// <summary>Kernels are the same numbers, since one code computes them; densities are near those of the model in double precision.</summary>
    private static bool Agrees(StoredModel stored, HostModel host, QuadratureRule rule)
    {
        using var exact = stored.In(isDouble: true);
        using var kernels = stored.Parameters.Materialize(rule, forGradients: false, EngineKind.Fused);
        using var densities = exact.Parameters.Materialize(rule, forGradients: false, EngineKind.Fused);
        using var found = Get(host.Numbers(rule));
        double Tolerance(InputFamily family) => stored.Settings.Double ? Tolerances.Rounding : family is InputFamily.DiscretisedLogistic ? 10 * Tolerances.Single : Tolerances.SingleEngines; // a mean is divided by a scale that may be a thousandth
        return found.IsDouble == stored.Settings.Double && found.Groups.SequenceEqual(stored.Pic.Groups.Select(group => group.Id)) && stored.Pic.Groups.All(group => group.Signature.Match(
            density => Pairs.Of(Doubles(densities.Tensors[group.Id]), Doubles(found[group.Id])).All(pair => Math.Abs(pair.Expected - pair.Found) <= Tolerance(density.Family) * Math.Max(1, Math.Abs(pair.Expected))),
            _ => Doubles(kernels.Tensors[group.Id]).SequenceEqual(Doubles(found[group.Id]))));
    }

    private static double[] Doubles(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.numel() == 0 ? [] : tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    private static double[] Doubles(NumberTable table) => table.Doubles(0, (int)table.Count);
}
