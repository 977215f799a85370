using TorchSharp;
using static Pics.Properties.EngineInputs;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Inputs that are known or hidden, in circuits that no pass makes, and evidence that does not fit.</summary>
[Collection(TensorTests.Name)]
public class FixedEngineExamples
{
    private static readonly QuadratureRule Rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 3));

    public static TheoryData<EngineKind> Engines => new([EngineKind.Reference, .. EngineLaws.Kinds]);

    private static FunctionSpec Spec(FunctionSignature signature, int group, int head) => new(signature, group, head, Sharing.Composite);

    private static UnitId Id(int index) => new(index);

    private static CircuitUnit Input(int variable, int head, Observation observation) => new CircuitUnit.Input(variable, Spec(new FunctionSignature.Density(Binary, 1), 0, head), observation);

    private static CircuitUnit Integral(int of, int head) => new CircuitUnit.Linear(Id(of), Spec(new FunctionSignature.Kernel(0, 1), 1, head));

    private static void Agree(EngineKind kind, params CircuitUnit[] units)
    {
        using var scope = NewDisposeScope();
        var folded = Get(Pic.Create(units).Bind(Pipeline.Evaluation(Rule).Apply));
        using var numbers = Numbers(folded, 5, ScalarType.Float64);
        using var engine = Compile.ToEngine(folded, kind);
        var rows = Meanings.Worlds(folded.Scope).SelectMany(world => new[] { (world, -1L), (world, 1L) }).ToList();
        var expected = rows.Select(row => Math.Log(Denotation.OfFolded(folded, Meanings.ByFunction(5, row.Item1, row.Item2))));
        Assert.All(Pairs.Of(expected, Values(engine.LogLikelihood(numbers, Evidence(folded.Scope, rows)))), pair => Assert.Equal(pair.Expected, pair.Found, Tolerances.Rounding));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Two_values_of_one_variable_are_mixed(EngineKind kind) => Agree(
        kind,
        Input(0, 0, new Observation.Known(0)), Input(0, 1, new Observation.Known(1)), Input(1, 0, new Observation.Hidden()), Integral(0, 0), Integral(1, 1), Integral(2, 2),
        new CircuitUnit.Mixture(Arr.create(Id(3), Id(4), Id(5)), Arr.create(0.2, 0.5, 0.3)));

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_fixed_input_is_squared_beside_an_open_one_of_the_same_variable(EngineKind kind) => Agree(
        kind,
        Input(0, 0, new Observation.Open()), Input(0, 0, new Observation.Known(1)), Input(2, 1, new Observation.Open()),
        new CircuitUnit.Hadamard(Arr.create(Id(0), Id(1), Id(1))), Integral(3, 0), Integral(2, 0), new CircuitUnit.Hadamard(Arr.create(Id(4), Id(5))));

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_circuit_without_variables_takes_rows_without_columns(EngineKind kind) => Agree(
        kind, Input(3, 0, new Observation.Known(1)), Input(4, 1, new Observation.Known(0)), new CircuitUnit.Hadamard(Arr.create(Id(0), Id(1))), Integral(2, 0));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Too_few_columns_are_refused(EngineKind kind)
    {
        using var scope = NewDisposeScope();
        var folded = Get(Pic.Create([Input(2, 0, new Observation.Open()), Input(0, 1, new Observation.Known(0)), new CircuitUnit.Hadamard(Arr.create(Id(0), Id(1))), Integral(2, 0)])
            .Bind(Pipeline.Evaluation(Rule).Apply));
        using var numbers = Numbers(folded, 5, ScalarType.Float64);
        using var engine = Compile.ToEngine(folded, kind);
        var error = Assert.Throws<ArgumentException>(() => engine.LogLikelihood(numbers, zeros(4, 2, 1, dtype: ScalarType.Int64)));
        Assert.StartsWith("evidence must be [rows, at least 3 variables, channels]", error.Message, StringComparison.Ordinal);
        var wide = ones(4, 9, 1, dtype: ScalarType.Int64);
        Assert.Equal(Values(engine.LogLikelihood(numbers, wide.narrow(1, 0, 3))), Values(engine.LogLikelihood(numbers, wide)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Log_z_of_a_conditioned_circuit_is_the_log_probability_of_the_evidence(EngineKind kind)
    {
        var pic = Get(Pipeline.Model(Binary, MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadGraph.Create(2, 2))));
        var data = Dataset.Create("table", DataShape.Table(4), 1, 2, [0, 1, 1, 0, 1, 1, 0, 0]).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        FoldedQpc Folded(params int[] known) => Get(Condition.On<Pic>(known.Select(variable => KeyValuePair.Create(variable, 1.0))).Then(Pipeline.Evaluation(Rule)).Apply(pic));
        double LogZ(FoldedQpc folded)
        {
            using var numbers = Numbers(folded, 5, ScalarType.Float64);
            using var engine = Compile.ToEngine(folded, kind);
            return LogLikelihood.LogNormaliser(engine, numbers, data);
        }

        double LogP(long observed) => Math.Log(Denotation.OfFolded(Folded(), Meanings.ByFunction(5, -1, observed)));
        Assert.Equal(0, LogZ(Folded()), Tolerances.Rounding);
        Assert.Equal(LogP(6), LogZ(Folded(1, 2)), Tolerances.Rounding);
        Assert.Equal(LogP(15), LogZ(Folded(3, 2, 1, 0)), Tolerances.Rounding);
        Assert.Null(TrainingChecks.Fit(Folded(0, 1, 2, 3), data));
        Assert.Null(TrainingChecks.Fit(Get(Condition.On<Pic>([KeyValuePair.Create(9, 0.0)]).Then(Pipeline.Evaluation(Rule)).Apply(Get(Merge.With(Binary, MergeKind.Cp).Apply(Pair(9))))), data));
        Assert.True(MemoryEstimate.OfTrainingStep(Folded(0, 1, 2, 3), new(4), plain: false, 8, kind).Circuit > 0);
    }

    /// <summary>Variable 0 beside another one.</summary>
    private static RegionGraph Pair(int last) =>
        Get(RegionGraph.Create(Decomposition.Of([Scope.Single(0), Scope.Single(last), Scope.Of([0, last])], [new Split(2, Arr.create(0, 1))])));

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_normal_density_is_right_far_from_zero(EngineKind kind)
    {
        const double X = 1000.0123, Mean = 1000, LogDeviation = -4;
        using var scope = NewDisposeScope();
        var circuit = Get(FoldedQpc.Create(
            [
                new FoldedLayer.Input(1, Arr.create(0), Arr.create(Spec(new FunctionSignature.Density(new InputFamily.Gaussian(1), 1), 0, 0)), Arr.create<Observation>(new Observation.Open())),
                new FoldedLayer.Cp(1, 1, 1, 1, Arr.create(new FoldAddress(0, 0)), Arr.create(Spec(new FunctionSignature.Kernel(0, 1), 1, 0))),
            ],
            Get(Quadrature.Midpoint(1, -1, 1))));
        using var numbers = new CircuitTensors([(0, tensor([(float)Mean, (float)LogDeviation]).view(1, 1, 1, 2)), (1, ones(1, 1, 1))]);
        using var engine = Compile.ToEngine(circuit, kind);
        using var gradients = numbers.Like();
        var rows = tensor([X]).view(1, 1, 1);
        var found = engine.Differentiate(numbers, rows, gradients, 1, accumulate: false).item<float>();
        var distance = (X - Mean) / Math.Exp(LogDeviation);
        Assert.Equal((-distance * distance / 2) - LogDeviation - (Math.Log(2 * Math.PI) / 2), found, 1e-6);
        Assert.Equal([distance / Math.Exp(LogDeviation), (distance * distance) - 1], gradients[0].to(ScalarType.Float64).view(-1).data<double>().ToArray(), (expected, given) => Math.Abs(expected - given) < 1e-5 * Math.Abs(expected));
    }

    [Fact]
    public void Constants_are_columns_past_those_of_the_variables()
    {
        using var scope = NewDisposeScope();
        ConstantColumns Columns(params Observation[] observations) => new(Get(FoldedQpc.Create(
            [
                new FoldedLayer.Input(3, Enumerable.Range(0, observations.Length).ToArr(), observations.Select((_, head) => Spec(new FunctionSignature.Density(new InputFamily.Gaussian(2), 1), 0, head)).ToArr(), observations.ToArr()),
                new FoldedLayer.Hadamard(1, observations.Length, 3, Enumerable.Range(0, observations.Length).Select(fold => new FoldAddress(0, fold)).ToArr()),
                new FoldedLayer.Cp(1, 1, 3, 1, Arr.create(new FoldAddress(1, 0)), Arr.create(Spec(new FunctionSignature.Kernel(0, 1), 1, 0))),
            ],
            Rule)));
        var rows = tensor(new long[] { 5, -1, 7, 8, 0, 0 }, [1, 3, 2]);
        var whole = Columns(new Observation.Known(4), new Observation.Open(), new Observation.Hidden(), new Observation.Known(4));
        Assert.Equal(Arr.create(2, 1, 3, 2), ((FoldedLayer.Input)whole.Layers[0]).Variables);
        Assert.Equal([5, -1, 7, 8, 4, 4, -1, -1], whole.Extend(rows).data<long>().ToArray());
        Assert.Equal([5, -1, 7, 8, 4, 4, double.NaN, double.NaN], whole.Extend(rows.to(ScalarType.Float64)).data<double>().ToArray());
        var real = Columns(new Observation.Open(), new Observation.Known(-0.5));
        Assert.Equal([5, double.NaN, -0.5, -0.5], real.Extend(rows).data<double>().ToArray());
        Assert.Equal([0, 0, -2, -2], Columns(new Observation.Open(), new Observation.Known(-2)).Extend(zeros(1, 1, 2, dtype: ScalarType.Int64)).data<double>().ToArray());
        Assert.Equal(rows.data<long>().ToArray(), Columns(new Observation.Open(), new Observation.Open(), new Observation.Open()).Extend(rows).data<long>().ToArray());
    }
}
