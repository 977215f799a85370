using LanguageExt;

namespace Pics.Host;

/// <summary>Compares the estimated memory of a model at some K with what the system has left, before its numbers are made.</summary>
internal static class QueryMemoryCheck
{
    private const int FewestNodes = 2; // of a rule over an interval

    /// <summary>Refuses a K with which a query does not fit, and names the largest that does.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rule">The rule that is wanted.</param>
    /// <param name="engine">The engine that will run.</param>
    /// <param name="rows">Rows that are evaluated at once.</param>
    /// <param name="query">What is asked.</param>
    public static Either<Failure, Unit> Refuse(IStoredModel model, StoredRule rule, EngineKind engine, int rows, EvaluationKind query) =>
        Refuse(model, rule, engine, rows, query, SystemMemory.Available());

    internal static Either<Failure, Unit> Refuse(IStoredModel model, StoredRule rule, EngineKind engine, int rows, EvaluationKind query, long available)
    {
        long Needed(StoredRule at) => at.Create().Bind(points => Pipeline.Evaluation(points).Apply(model.Pic)).Match(
            folded => MemoryEstimate.OfQuery(folded, model.Settings, model.IsPlain, rows, engine, query).Total,
            _ => 0); // what is wrong with it is said where it is used

        var needed = Needed(rule);
        if (needed <= available) return Unit.Default;
        var fitting = model.IsPlain ? null : MemoryFit.Largest(FewestNodes, rule.Nodes, k => rule.At(null, k).Match(fewer => fewer.Create().IsRight && Needed(fewer) <= available, _ => false));
        return new Failure($"this model at K = {rule.Nodes} would need about {needed >> 20} MiB, {available >> 20} MiB are available"
            + (model.IsPlain ? "; use a machine with more memory" : fitting is { } k ? $"; --k {k} is the largest that would fit" : rule is StoredRule.Own ? "; use another --rule with a smaller --k" : "; no K would fit"));
    }
}
