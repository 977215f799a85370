using static Pics.Properties.ModelOf;

namespace Pics.Properties;

/// <summary>Estimates by Monte Carlo lie near the sums over all worlds, as near as their standard errors say.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 15, Replay = "(5550123,91)")]
public class InformationLaws
{
    private const int Samples = 3000;

    private static bool Near(double exact, Estimate found) => found.Samples == Samples && Math.Abs(found.Value - exact) <= (5.5 * found.StandardError) + 1e-9;

    [Property]
    public bool Entropy_cross_entropy_and_divergence_equal_enumeration(Pic pic, QuadratureRule rule, int seed)
    {
        using var first = Binary(pic, rule, seed);
        using var second = Binary(pic, rule, seed + 1);
        var (p, q) = (new Enumeration(first.Model.Circuit, seed), new Enumeration(second.Model.Circuit, seed + 1).Worlds.ToDictionary());
        var entropy = p.Expectation(value => -Math.Log(value));
        var cross = p.Worlds.Sum(world => -world.Value * Math.Log(q[world.Key]));
        var divergence = Get(Information.Divergence(first.Model, second.Model, Samples, seed));
        return Near(entropy, Get(Information.Entropy(first.Model, Samples, seed)))
            && Near(cross, Get(Information.CrossEntropy(first.Model, second.Model, Samples, seed)))
            && Near(cross - entropy, divergence) && divergence.Value > -5.5 * divergence.StandardError - 1e-9
            && Get(Information.Divergence(first.Model, first.Model, Samples, seed)) == new Estimate(0, 0, Samples);
    }

    [Property]
    public bool Mutual_information_equals_enumeration(Pic pic, QuadratureRule rule, int seed)
    {
        using var circuit = Binary(pic, rule, seed);
        var p = new Enumeration(circuit.Model.Circuit, seed);
        var variables = pic.Scope.Variables;
        var (one, other) = (Scope.Of(variables.Where(variable => (seed >> variable & 3) == 0)), Scope.Of(variables.Where(variable => (seed >> variable & 3) == 1)));
        var (a, b) = (Meanings.Mask(one), Meanings.Mask(other));
        var exact = p.Worlds.Sum(world => world.Value * Math.Log(p.Of(world.Key, a | b) / p.Of(world.Key, a) / p.Of(world.Key, b)));
        return Near(exact, Get(Information.Mutual(circuit.Model, one, other, Samples, seed)));
    }

    [Fact]
    public void Independent_variables_have_no_mutual_information()
    {
        using var circuit = Binary(PicBuilder.Get(Merge.With(PicBuilder.Binary, MergeKind.Cp).Apply(PicBuilder.Get(FullyFactorised.Create(4)))), PicBuilder.Get(Quadrature.Create(RuleKind.Trapezoidal, 3)), 5);
        var found = Get(Information.Mutual(circuit.Model, Scope.Of([0, 3]), Scope.Of([1]), 500, 1));
        Assert.Equal(0, found.Value, 1e-9);
        Assert.True(found.StandardError < 1e-9);
    }
}
