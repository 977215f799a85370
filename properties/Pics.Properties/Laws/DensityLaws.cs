using TorchSharp;
using static Pics.Properties.EngineLaws;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Each input family is a distribution, marginalises exactly, and has the right gradient in every engine.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], MaxTest = 20)]
public class DensityLaws
{
    private static readonly EngineKind[] All = [EngineKind.Reference, .. Kinds];

    [Property]
    public bool Families_with_finitely_many_values_sum_to_one(int seed, byte values)
    {
        using var scope = NewDisposeScope();
        var count = 1 + (values % 30);
        InputFamily[] families = [new InputFamily.Categorical(2, count), new InputFamily.Bernoulli(2), new InputFamily.Binomial(2, count), new InputFamily.DiscretisedLogistic(2, count)];
        return families.All(family =>
        {
            var numbers = Densities.Parameters(family, Raw(seed, family, scale: 6));
            return numbers.shape.SequenceEqual([2L, 3, 2, family.Values.IfNone(0)])
                && (numbers.exp().sum(3) - 1).abs().max().item<double>() < Tolerances.Rounding
                && numbers.isfinite().all().item<bool>();
        });
    }

    [Property]
    public bool A_poisson_sums_to_one(int seed)
    {
        using var scope = NewDisposeScope();
        var family = new InputFamily.Poisson(1);
        var numbers = Densities.Parameters(family, Raw(seed, family, scale: 1));
        var densities = Densities.LogDensity(family, numbers, arange(0, 200, dtype: ScalarType.Float64).view(1, 1, 1, -1));
        return (densities.exp().sum(3) - 1).abs().max().item<double>() < Tolerances.Rounding;
    }

    [Property]
    public bool A_gaussian_integrates_to_one_and_has_its_mean_and_variance(int seed)
    {
        using var scope = NewDisposeScope();
        var family = new InputFamily.Gaussian(1);
        var raw = Raw(seed, family, scale: 1);
        var numbers = Densities.Parameters(family, raw);
        var (points, step) = (linspace(-60, 60, 120_001, dtype: ScalarType.Float64).view(1, 1, 1, -1), 1e-3);
        var density = Densities.LogDensity(family, numbers, points).exp() * step;
        var mean = raw.narrow(2, 0, 1).unsqueeze(3);
        var variance = (raw.narrow(2, 1, 1).sigmoid() * (10 - 1e-4)) + 1e-4;
        return Near(density.sum(3), ones(2, 3, 1), 1e-9)
            && Near((density * points).sum(3), mean.squeeze(3), 1e-9)
            && Near((density * (points - mean).square()).sum(3), variance, 1e-6);
    }

    [Fact]
    public void Numbers_are_the_textbook_formulas()
    {
        using var scope = NewDisposeScope();
        double[] Of(InputFamily family, params double[] raw) => Densities.Parameters(family, tensor(raw).view(1, 1, -1)).exp().contiguous().data<double>().ToArray();
        double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
        void Same(double[] expected, double[] found) => Assert.All(Pairs.Of(expected, found), pair => Assert.Equal(pair.Expected, pair.Found, 1e-14));
        Same([1 - Sigmoid(0.3), Sigmoid(0.3)], Of(new InputFamily.Bernoulli(1), 0.3));
        var p = Sigmoid(-0.7);
        Same([(1 - p) * (1 - p) * (1 - p), 3 * p * (1 - p) * (1 - p), 3 * p * p * (1 - p), p * p * p], Of(new InputFamily.Binomial(1, 3), -0.7));
        double Below(double edge) => Sigmoid((edge - 0.2) / Math.Exp(-0.5));
        Same([Below(-0.5), Below(0) - Below(-0.5), Below(0.5) - Below(0), 1 - Below(0.5)], Of(new InputFamily.DiscretisedLogistic(1, 4), 0.2, -0.5));
        Same([1], Of(new InputFamily.DiscretisedLogistic(1, 1), 0.2, -0.5));
        var poisson = new InputFamily.Poisson(1);
        var density = Densities.LogDensity(poisson, Densities.Parameters(poisson, tensor(new[] { 0.4 }).view(1, 1, 1)), tensor(new[] { 3.0 }).view(1, 1, 1, 1)).exp().item<double>();
        Assert.Equal(Math.Pow(Math.Exp(0.4), 3) * Math.Exp(-Math.Exp(0.4)) / 6, density, 1e-14);
    }

    [Property]
    public bool Engines_agree_on_mixed_families_with_missing_values(FamilyRecipe recipe) => Precisions().All(precision =>
    {
        using var scope = NewDisposeScope();
        using var circuit = new FamilyCircuit(recipe, precision.IsDouble);
        using var numbers = circuit.Nets.Materialize(circuit.Rule, forGradients: false, EngineKind.Reference);
        using var exact = EngineInputs.Double(numbers.Tensors);
        using var reference = Compile.ToLayerStack(circuit.Folded);
        return Kinds.All(kind =>
        {
            using var engine = Compile.ToEngine(circuit.Folded, kind);
            return CloseValues(reference.LogLikelihood(exact, circuit.Evidence), engine.LogLikelihood(numbers.Tensors, circuit.Evidence), precision.Value)
                && CloseGradients(Gradients(reference, exact, circuit.Evidence), Gradients(engine, numbers.Tensors, circuit.Evidence), precision.Gradient);
        });
    });

    [Property(MaxTest = 4)]
    public bool Gradients_by_parameters_agree_with_differences(FamilyRecipe recipe) => All.All(kind =>
    {
        using var scope = NewDisposeScope();
        using var circuit = new FamilyCircuit(recipe);
        using var engine = Compile.ToEngine(circuit.Folded, kind);
        double Value()
        {
            using var numbers = circuit.Nets.Materialize(circuit.Rule, forGradients: false, kind);
            return engine.LogLikelihood(numbers.Tensors, circuit.Evidence).sum().item<double>();
        }

        foreach (var parameter in circuit.Nets.Trainable) parameter.grad = zeros_like(parameter);
        using (var numbers = circuit.Nets.Materialize(circuit.Rule, forGradients: true, kind))
        using (var gradients = numbers.Tensors.Like())
        {
            engine.Differentiate(numbers.Tensors, circuit.Evidence, gradients, 1, accumulate: false);
            numbers.Backward(gradients);
        }

        var inputs = circuit.Nets.Nets.Where(net => net.Group.Signature is FunctionSignature.Density).SelectMany(net => net.Parameters);
        return inputs.All(parameter =>
        {
            var step = 1e-6 * rand_like(parameter, dtype: ScalarType.Float64).sub(0.5).sign();
            var slope = (parameter.grad! * step).sum().item<double>();
            double At(int sign)
            {
                using (no_grad()) parameter.add_(step, alpha: sign);
                var value = Value();
                using (no_grad()) parameter.add_(step, alpha: -sign);
                return value;
            }

            return Math.Abs(((At(1) - At(-1)) / 2) - slope) < 1e-6 * 1e-3 * (1 + (Math.Abs(slope) / 1e-6));
        });
    });

    [Property]
    public bool Hidden_rows_have_probability_one(FamilyRecipe recipe) => All.All(kind =>
    {
        using var scope = NewDisposeScope();
        using var circuit = new FamilyCircuit(recipe);
        using var numbers = circuit.Nets.Materialize(circuit.Rule, forGradients: false, kind);
        using var engine = Compile.ToEngine(circuit.Folded, kind);
        var hidden = circuit.IsReal ? full_like(circuit.Evidence, double.NaN) : full_like(circuit.Evidence, -1);
        return engine.LogLikelihood(numbers.Tensors, hidden).abs().max().item<double>() < Tolerances.Rounding;
    });

    [Property]
    public Property A_hidden_category_sums_over_its_values() => Prop.ForAll(Arb.From(FamilyRecipe.Some(Gen.Constant(1), Gen.Constant(false)), Shrinkers.Recipe), recipe => All.All(kind =>
    {
        using var scope = NewDisposeScope();
        using var circuit = new FamilyCircuit(recipe);
        using var numbers = circuit.Nets.Materialize(circuit.Rule, forGradients: false, kind);
        using var engine = Compile.ToEngine(circuit.Folded, kind);
        var variable = recipe.Seed % 3;
        Tensor With(long value)
        {
            var rows = circuit.Evidence.clone();
            rows.select(1, variable).fill_(value);
            return engine.LogLikelihood(numbers.Tensors, rows).to(ScalarType.Float64).exp();
        }

        var sum = Enumerable.Range(0, circuit.Families[variable].Values.IfNone(0)).Select(value => With(value)).Aggregate((first, second) => first + second);
        return ((sum / With(-1)) - 1).abs().max().item<double>() < 1e-11;
    }));

    private static (bool IsDouble, double Value, double Gradient)[] Precisions() => [(true, Tolerances.Rounding, 1e-10), (false, Tolerances.SingleEngines, 1e-3)];

    private static bool Near(Tensor first, Tensor second, double tolerance) => (first - second).abs().max().to(ScalarType.Float64).item<double>() < tolerance;

    /// <summary>What a net might give, [2, 3, P].</summary>
    private static Tensor Raw(int seed, InputFamily family, double scale)
    {
        using var generator = new Generator((ulong)(uint)seed, CPU);
        return randn(2, 3, family.Parameters, dtype: ScalarType.Float64, generator: generator) * scale;
    }
}
