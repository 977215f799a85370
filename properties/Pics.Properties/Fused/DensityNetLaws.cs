using System.Numerics;
using System.Runtime.Intrinsics;
using TorchSharp;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>The density nets on plain memory beside the ones on tensors.</summary>
[Collection(TensorTests.Name)]
public unsafe class DensityNetLaws
{
    private static readonly ImmutableArray<InputFamily> Families =
    [
        new InputFamily.Categorical(1, 5),
        new InputFamily.Categorical(3, 37),
        new InputFamily.Bernoulli(2),
        new InputFamily.Binomial(1, 9),
        new InputFamily.Gaussian(2),
        new InputFamily.DiscretisedLogistic(2, 7),
        new InputFamily.DiscretisedLogistic(1, 2),
        new InputFamily.Poisson(1),
    ];

    public static TheoryData<Sharing, bool, int, int, int> Cases()
    {
        var data = new TheoryData<Sharing, bool, int, int, int>();
        foreach (var sharing in Enum.GetValues<Sharing>())
            foreach (var (bias, width, nodes, latents) in new[] { (true, 6, 3, 1), (false, 6, 5, 2), (true, 64, 70, 1), (false, 22, 64, 1), (true, 32, 9, 2), (true, 2, 4, 0), (false, 10, 1, 1) })
                data.Add(sharing, bias, width, nodes, latents);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Density_nets_in_plain_memory_give_the_numbers_of_those_on_tensors(Sharing sharing, bool bias, int width, int nodes, int latents)
    {
        var rule = Get(Quadrature.Create(nodes == 1 ? RuleKind.Midpoint : RuleKind.GaussLegendre, nodes));
        foreach (var family in Families)
        {
            var group = new FunctionGroup(0, new FunctionSignature.Density(family, latents), sharing, 3);
            foreach (var (isDouble, tolerance) in new[] { (true, 1e-12), (false, 1e-5) })
            {
                using var scope = NewDisposeScope();
                using var generator = new Generator(7UL, CPU);
                using var net = new FunctionNet(group, new NetSettings(width, Bias: bias, Double: isDouble), generator, CPU);
                using var exact = new FunctionNet(group, new NetSettings(width, Bias: bias, Double: true), generator, CPU);
                Perturb(net);
                using (no_grad())
                    foreach (var (from, to) in Pairs.Of(net.Named, exact.Named)) to.Tensor.copy_(from.Tensor);
                var part = FunctionTables.Materialize(exact, rule, forGradients: false);
                var (expected, shape) = (part.Values[0].Value.contiguous().data<double>().ToArray(), part.Values[0].Value.shape);
                part.Release();
                foreach (var found in isDouble ? All<double>(net, rule) : All<float>(net, rule))
                    using (found)
                    {
                        Assert.Equal(shape, found.Shape);
                        Assert.All(Pairs.Of(expected, found.Doubles(0, expected.Length)), pair => Assert.True(Math.Abs(pair.Expected - pair.Found) <= tolerance * Math.Max(1, Math.Abs(pair.Expected)), $"{family}: {pair.Expected:R} and {pair.Found:R}"));
                    }
            }
        }
    }

    /// <summary>The numbers in registers of each width, and in those that are chosen.</summary>
    private static List<NumberTable> All<T>(FunctionNet net, QuadratureRule rule)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var wide = net.Frequencies.to(ScalarType.Float64);
        var (isDouble, heads) = (net.Settings.Double, (int)net.Head.Weight.shape[0]);
        var form = new DensityNetForm((FunctionSignature.Density)net.Group.Signature, net.Settings.Width, (int)net.Hidden[0].Weight.shape[0], heads, [.. wide.data<double>()]);
        nint Address(Tensor? tensor) => tensor is null ? 0 : (nint)TensorMemory.Pointer<T>(tensor);
        var memory = new DensityNetMemory(Address(net.Hidden[0].Weight), Address(net.Hidden[0].Bias), Address(net.Head.Weight), Address(net.Head.Bias));
        NumberTable New() => NumberTable.New(isDouble, ParameterShapes.Fixed(net.Group, rule.Count));
        NumberTable Run<TLanes>()
            where TLanes : struct, ILanes<TLanes, T>
        {
            using var plain = new DensityNet<TLanes, T>(form, rule);
            var to = New();
            plain.Run(memory, (T*)to.Address);
            return to;
        }

        var chosen = New();
        NetLanes.Density(form, memory, rule, chosen);
        return Vector512.IsHardwareAccelerated ? [chosen, Run<Lanes256<T>>(), Run<Lanes512<T>>()] : [chosen, Run<Lanes256<T>>()];
    }

    /// <summary>Moves heads apart, which start equal.</summary>
    private static void Perturb(FunctionNet net)
    {
        using var untracked = no_grad();
        foreach (var (parameter, index) in net.Parameters.Select((parameter, index) => (parameter, index)))
            parameter.add_(arange(parameter.numel(), dtype: parameter.dtype).add(index).sin().mul(0.2).view(parameter.shape));
    }
}
