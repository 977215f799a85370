using TorchSharp;
using static Pics.Properties.ModelOf;
using static TorchSharp.torch;

namespace Pics.Properties;

/// <summary>Exact queries against the enumeration of all worlds, for random structures, merges, sharings and rules.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public class QueryLaws
{
    private static bool Close(double first, double second) => Tolerances.Close(first, second, 1e-10);

    /// <summary>All worlds with some variables hidden, different ones in each row.</summary>
    private static List<(long World, long Mask)> Rows(QpcModel model, int seed) =>
        [.. Meanings.Worlds(model.Circuit.Scope).Select((world, row) => (world, (seed * 31L) ^ (row * 5L))), (0, 0), (0, -1)];

    private static Tensor Evidence(QpcModel model, List<(long World, long Mask)> rows) => EngineInputs.Evidence(model.Circuit.Scope, rows);

    private static Tensor Real(Tensor evidence) => evidence.to(ScalarType.Float64).masked_fill(evidence.lt(0), double.NaN);

    [Property]
    public bool Marginal_equals_sum_over_hidden_variables(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var worlds = new Enumeration(circuit.Model.Circuit, seed);
        var rows = Rows(circuit.Model, seed);
        var expected = rows.Select(row => worlds.Of(row.World, row.Mask)).ToList();
        var evidence = Evidence(circuit.Model, rows);
        return new[] { evidence, Real(evidence) }.All(form => Pairs.Of(expected, Values(LogLikelihood.OfEvidence(circuit.Model, form))).All(pair => Close(Math.Exp(pair.Found), pair.Expected)));
    }

    [Property]
    public bool Chain_rule_holds_against_enumeration(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var worlds = new Enumeration(circuit.Model.Circuit, seed);
        var rows = Rows(circuit.Model, seed);
        var given = rows.Select(row => (row.World, Mask: row.Mask & (seed >> 3))).ToList();
        var query = rows.Zip(given, (row, e) => (row.World, Mask: row.Mask & ~e.Mask)).ToList();
        var found = Values(Conditional.LogLikelihood(circuit.Model, Evidence(circuit.Model, query), Real(Evidence(circuit.Model, given))));
        return Enumerable.Range(0, rows.Count).All(row => Close(Math.Exp(found[row]), worlds.Of(rows[row].World, rows[row].Mask) / worlds.Of(given[row].World, given[row].Mask)));
    }

    [Property]
    public bool Posteriors_equal_enumeration_and_sum_to_one(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var worlds = new Enumeration(circuit.Model.Circuit, seed);
        var rows = Rows(circuit.Model, seed);
        using var posterior = Get(Posterior.Of(circuit.Model, Evidence(circuit.Model, rows)));
        return circuit.Model.Circuit.Scope.Variables.All(variable =>
        {
            var bit = 1L << variable;
            var found = Values(posterior.Probabilities(variable));
            var odds = Values(posterior.LogOdds(variable, 1, 0));
            return rows.Select((row, index) => (row, index)).All(entry =>
            {
                double Given(long value) => worlds.Of((entry.row.World & ~bit) | (value * bit), entry.row.Mask | bit) / worlds.Of(entry.row.World, entry.row.Mask);
                var (zero, one) = (found[entry.index * 2], found[(entry.index * 2) + 1]);
                return (entry.row.Mask & bit) != 0
                    ? (zero, one) == ((entry.row.World & bit) == 0 ? (1, 0) : (0, 1)) && double.IsInfinity(odds[entry.index])
                    : Close(zero, Given(0)) && Close(one, Given(1)) && Close(zero + one, 1) && Math.Abs(odds[entry.index] - Math.Log(one / zero)) < 1e-9;
            });
        });
    }

    [Property]
    public bool Moments_are_those_of_the_posterior(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var rows = Rows(circuit.Model, seed);
        using var posterior = Get(Posterior.Of(circuit.Model, Evidence(circuit.Model, rows)));
        var (means, variances) = (EngineInputs.Values(posterior.Mean()), EngineInputs.Values(posterior.Variance()));
        var variables = circuit.Model.Variables;
        return Enumerable.Range(0, variables).All(variable =>
        {
            if (!circuit.Model.Circuit.Scope.Contains(variable)) return double.IsNaN(means[variable]) && double.IsNaN(variances[variable]);
            var probabilities = Values(posterior.Probabilities(variable));
            return rows.Select((_, row) => row).All(row => probabilities[(row * 2) + 1] is var one
                && Math.Abs(means[(row * variables) + variable] - one) < 1e-12
                && Math.Abs(variances[(row * variables) + variable] - (one * (1 - one))) < 1e-12);
        });
    }

    [Property]
    public bool Surprise_is_the_conditional_given_all_else(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var worlds = new Enumeration(circuit.Model.Circuit, seed);
        var rows = Rows(circuit.Model, seed);
        var found = Values(Surprise.Of(circuit.Model, Evidence(circuit.Model, rows)));
        var variables = circuit.Model.Variables;
        return rows.Select((row, index) => (row, index)).All(entry => Enumerable.Range(0, variables).All(variable =>
        {
            var (bit, surprise) = (1L << variable, found[(entry.index * variables) + variable]);
            return !circuit.Model.Circuit.Scope.Contains(variable) || (entry.row.Mask & bit) == 0
                ? double.IsNaN(surprise)
                : Math.Abs(surprise - Math.Log(worlds.Of(entry.row.World, entry.row.Mask & ~bit) / worlds.Of(entry.row.World, entry.row.Mask))) < 1e-9;
        }));
    }

    [Property(MaxTest = 30)]
    public bool Results_do_not_depend_on_batch_and_order(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var circuit = Binary(pic, rule, seed);
        var rows = Rows(circuit.Model, seed);
        var order = Enumerable.Range(0, rows.Count).OrderBy(row => Meanings.Hash(seed, row)).ToList();
        var (evidence, shuffled) = (Evidence(circuit.Model, rows), Evidence(circuit.Model, [.. order.Select(row => rows[row])]));
        Tensor Posteriors(Tensor given)
        {
            using var posterior = Get(Posterior.Of(circuit.Model, given));
            return posterior.Mean();
        }

        Func<Tensor, Tensor>[] queries = [given => Get(LogLikelihood.OfEvidence(circuit.Model, given)), Posteriors, given => Get(Surprise.Of(circuit.Model, given))];
        return queries.All(query =>
        {
            var whole = query(evidence);
            var alone = cat(Enumerable.Range(0, rows.Count).Select(row => query(evidence.narrow(0, row, 1))).ToList(), 0);
            var back = query(shuffled);
            return EngineLaws.CloseValues(whole.nan_to_num(7), alone.nan_to_num(7), 1e-12)
                && EngineLaws.CloseValues(whole.index_select(0, tensor(order.Select(row => (long)row).ToArray())).nan_to_num(7), back.nan_to_num(7), 1e-12);
        });
    }

    [Property(MaxTest = 30)]
    public bool Float_agrees_with_double(Pic pic, QuadratureRule rule, int seed)
    {
        using var scope = NewDisposeScope();
        using var exact = Binary(pic, rule, seed);
        using var single = Binary(pic, rule, seed, ScalarType.Float32);
        var evidence = Evidence(exact.Model, Rows(exact.Model, seed));
        using var expected = Get(Posterior.Of(exact.Model, evidence));
        using var found = Get(Posterior.Of(single.Model, evidence));
        bool Near(Tensor first, Tensor second) => first.nan_to_num(7).allclose(second.nan_to_num(7), rtol: Tolerances.Single, atol: Tolerances.Single);
        return Near(Get(LogLikelihood.OfEvidence(exact.Model, evidence)), Get(LogLikelihood.OfEvidence(single.Model, evidence)))
            && Near(expected.Mean(), found.Mean()) && Near(expected.Variance(), found.Variance())
            && Near(Get(Surprise.Of(exact.Model, evidence)), Get(Surprise.Of(single.Model, evidence)));
    }
}
