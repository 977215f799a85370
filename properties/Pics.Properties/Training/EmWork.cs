using TorchSharp;
using static Pics.Properties.EmLaws;
using static Pics.Properties.PicBuilder;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Free weights over five variables, rows with holes, and an engine, in 64 bits.</summary>
internal sealed class EmWork : IDisposable
{
    public EmWork(int seed, Sharing sharing, EngineKind kind)
        : this(seed, Get(RandomMerge(seed, Family).Then(Share.With(sharing, sharing)).Apply(FamilyRecipe.Random(seed, 1, isReal: false).Graph)), kind, Family, 5)
    {
    }

    public EmWork(int seed, Pic pic, EngineKind kind, Func<int, InputFamily> family, int variables)
    {
        var random = new Random(seed);
        Pic = pic;
        Folded = Get(Pipeline.Evaluation(Rule).Apply(Pic));
        (Engine, Weights) = (Compile.ToEngine(Folded, kind), new(Pic, Nodes, new(8, Double: true), seed));
        Rows = [.. Enumerable.Range(0, EmLaws.Count).Select(_ => Enumerable.Range(0, variables).Select(variable => random.Next(5) == 0 ? double.NaN : (double)random.Next(family(variable).Values.IfNone(1))).ToArray())];
        Evidence = EvidenceTensors.Of(Rows, variables, 1, isReal: false, CPU);
    }

    public Pic Pic { get; }

    public FoldedQpc Folded { get; }

    public ICircuitEngine Engine { get; }

    public FreeWeights Weights { get; }

    public IReadOnlyList<double[]> Rows { get; }

    public Tensor Evidence { get; }

    /// <summary>A step on all rows, and their mean log-likelihood before it.</summary>
    public double Step(Em em, double step)
    {
        using var scope = NewDisposeScope();
        using var numbers = Weights.Materialize(Rule, forGradients: false, Engine.Kind);
        using var counts = new ExpectedCounts(Weights.Groups.Select(entry => entry.Group), numbers.Tensors);
        var mean = Count(counts, numbers.Tensors);
        Assert.Equal(0, em.Step(numbers.Tensors, counts, step).item<double>());
        Weights.Project();
        return mean;
    }

    public ExpectedCounts CountedBy(CircuitTensors numbers)
    {
        using var scope = NewDisposeScope();
        var counts = new ExpectedCounts(Weights.Groups.Select(entry => entry.Group), numbers);
        Count(counts, numbers);
        return counts;
    }

    /// <summary>All numbers, group by group.</summary>
    public double[] Named()
    {
        using var scope = NewDisposeScope();
        return [.. Weights.Groups.SelectMany(entry => entry.Parameter.detach().data<double>().ToArray())];
    }

    public void Dispose()
    {
        Engine.Dispose();
        Weights.Dispose();
        Evidence.Dispose();
    }

    private double Count(ExpectedCounts counts, CircuitTensors numbers)
    {
        var mean = counts.CountRows(Engine, numbers, EmLaws.Count, 16, (first, rows) => Evidence.narrow(0, first, rows));
        return (mean - counts.CountModel(Engine, numbers, EvidenceTensors.Nothing(1, Evidence.shape[1], 1, false, CPU))).item<double>();
    }
}
