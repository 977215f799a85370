using MathNet.Numerics.Distributions;
using TorchSharp;
using static Pics.Properties.ModelOf;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Samples follow the circuit's distribution, leave evidence as it is, and depend on seed, row and draw alone.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 25)]
public class SamplingLaws
{
    private const double Rejected = 1e-5; // one false alarm in a hundred thousand cases, and the cases are fixed by the generator's seed

    private static long[] Bits(Tensor samples, Scope scope)
    {
        var (rows, columns) = ((int)samples.shape[0], (int)samples.shape[1]);
        var values = samples.contiguous().data<long>().ToArray();
        return [.. Enumerable.Range(0, rows).Select(row => scope.Variables.Aggregate(0L, (world, variable) => world | values[(row * columns) + variable] << variable))];
    }

    /// <summary>The probability of a larger chi-square statistic; cells that expect less than five are joined.</summary>
    internal static double ChiSquare(IEnumerable<(double Expected, double Found)> cells)
    {
        var (statistic, freedom, rest) = (0.0, -1, (Expected: 0.0, Found: 0.0));
        void Add((double Expected, double Found) cell)
        {
            statistic += (cell.Found - cell.Expected) * (cell.Found - cell.Expected) / cell.Expected;
            freedom++;
        }

        foreach (var cell in cells)
            if (cell.Expected >= 5) Add(cell);
            else rest = (rest.Expected + cell.Expected, rest.Found + cell.Found);
        if (rest.Expected >= 5) Add(rest);
        else if (rest.Expected < 1e-9 && rest.Found > 0) return 0;
        return freedom < 1 ? 1 : 1 - ChiSquared.CDF(freedom, statistic);
    }

    [Property(Replay = "(7312056123,9)")]
    public bool Frequencies_agree_with_probabilities(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var worlds = new Enumeration(circuit.Model.Circuit, seed);
        const int Count = 4000;
        var counts = Bits(Get(Sampling.Unconditional(circuit.Model, Count, seed)), circuit.Model.Circuit.Scope).CountBy(world => world).ToDictionary();
        return ChiSquare(worlds.Worlds.Select(world => (world.Value * Count, (double)counts.GetValueOrDefault(world.Key)))) > Rejected;
    }

    [Property(Replay = "(7312056123,9)")]
    public bool Conditional_frequencies_agree_and_evidence_stays(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var worlds = new Enumeration(circuit.Model.Circuit, seed);
        const int Draws = 3000;
        var rows = new (long World, long Observed)[] { (seed, seed >> 2), (seed >> 1, seed), (0, -1) };
        var samples = Get(Sampling.Given(circuit.Model, EngineInputs.Evidence(circuit.Model.Circuit.Scope, rows), Draws, seed));
        return rows.Select((row, index) => (row, index)).All(entry =>
        {
            var ((world, observed), index) = entry;
            var mask = observed & Meanings.Mask(circuit.Model.Circuit.Scope);
            var found = Bits(samples[index], circuit.Model.Circuit.Scope);
            var counts = found.CountBy(sample => sample).ToDictionary();
            var total = worlds.Of(world, mask);
            return found.All(sample => ((sample ^ world) & mask) == 0)
                && ChiSquare(worlds.Worlds.Where(other => ((other.Key ^ world) & mask) == 0).Select(other => (other.Value / total * Draws, (double)counts.GetValueOrDefault(other.Key)))) > Rejected;
        });
    }

    [Property]
    public bool Samples_do_not_depend_on_the_batch(Pic pic, QuadratureRule rule, int seed, bool isDouble)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed, isDouble ? ScalarType.Float64 : ScalarType.Float32);
        var whole = Get(Sampling.Unconditional(circuit.Model, 150, seed));
        var parts = cat([Get(Sampling.Unconditional(circuit.Model, 1, seed)), Get(Sampling.Unconditional(circuit.Model, 149, seed, 1))], 0);
        var rows = Enumerable.Range(0, 150).Select(row => ((long)row, (long)(Meanings.Hash(seed, row) * 64))).ToList();
        var evidence = EngineInputs.Evidence(circuit.Model.Circuit.Scope, rows);
        var given = Get(Sampling.Given(circuit.Model, evidence, 3, seed));
        var givenParts = cat(new[] { (0, 10), (10, 71), (81, 69) }.Select(part => Get(Sampling.Given(circuit.Model, evidence.narrow(0, part.Item1, part.Item2), 3, seed, part.Item1))).ToList(), 0);
        var fewer = Get(Sampling.Given(circuit.Model, evidence, 1, seed));
        return whole.equal(parts).all().item<bool>() && given.equal(givenParts).all().item<bool>() && given.narrow(1, 0, 1).equal(fewer).all().item<bool>();
    }

    [Fact]
    public void Seeds_and_draws_differ()
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(PicBuilder.Get(Merge.With(PicBuilder.Binary, MergeKind.Cp).Apply(PicBuilder.Get(QuadGraph.Create(4, 4)))), PicBuilder.Get(Quadrature.Create(RuleKind.Trapezoidal, 4)), 1);
        var first = Get(Sampling.Unconditional(circuit.Model, 20, 1));
        Assert.False(first.equal(Get(Sampling.Unconditional(circuit.Model, 20, 2))).all().item<bool>());
        var draws = Get(Sampling.Given(circuit.Model, circuit.Model.NoEvidence(20), 2, 1));
        Assert.False(draws.select(1, 0).equal(draws.select(1, 1)).all().item<bool>());
    }

    [Property(MaxTest = 6)]
    public bool Queries_leave_no_live_tensors(Pic pic, QuadratureRule rule, int seed)
    {
        var before = TensorTests.Settle();
        using (var circuit = Binary(pic, rule, seed, ScalarType.Float32))
        using (var evidence = EngineInputs.Evidence(circuit.Model.Circuit.Scope, [((long)seed, 5L), (seed, 2L)]))
        using (var nothing = circuit.Model.NoEvidence(2))
        {
            Get(LogLikelihood.OfEvidence(circuit.Model, evidence)).Dispose();
            Get(Conditional.LogLikelihood(circuit.Model, evidence, nothing)).Dispose();
            Get(Sampling.Unconditional(circuit.Model, 3, seed)).Dispose();
            Get(Sampling.Given(circuit.Model, evidence, 2, seed)).Dispose();
            Get(Mpe.MaxProduct(circuit.Model, evidence)).Dispose();
            Get(Mpe.BestOf(circuit.Model, evidence, 3, 2, seed)).Dispose();
            Get(Surprise.Of(circuit.Model, evidence)).Dispose();
            Get(Information.Entropy(circuit.Model, 5, seed));
            if (circuit.Model.Families.Count > 0)
                Get(Information.Mutual(circuit.Model, Scope.Single(circuit.Model.Families.Keys.First()), Scope.Empty, 5, seed));
            using var posterior = Get(Posterior.Of(circuit.Model, evidence));
            posterior.Mean().Dispose();
            posterior.Variance().Dispose();
            Get(posterior.LogDensity(evidence)).Dispose();
            foreach (var variable in circuit.Model.Families.Keys)
            {
                Get(posterior.Probabilities(variable)).Dispose();
                Get(posterior.LogOdds(variable, 1, 0)).Dispose();
            }
        }

        return Tensor.TotalCount == before;
    }
}
