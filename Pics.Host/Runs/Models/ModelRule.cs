using LanguageExt;

namespace Pics.Host;

/// <summary>The quadrature rule at which a model is evaluated.</summary>
internal static class ModelRule
{
    /// <summary>The rule; a K and a rule that the model cannot be evaluated with are refused.</summary>
    /// <param name="model">The model.</param>
    /// <param name="kind">The rule that is asked for; null for that of training.</param>
    /// <param name="k">K; null for that of training.</param>
    public static Either<Failure, StoredRule> Of(IStoredModel model, RuleKind? kind, int? k) => IsOther(model, kind, k)
        ? new Failure($"this run is a {model.Kind} of K = {model.Nodes} with the {model.Rule.Name} rule; only a PIC is evaluated at another K or rule")
        : from wanted in model.Rule.At(kind, k).MapLeft(Failure.Of)
          from possible in Points(wanted)
          select wanted;

    /// <summary>Whether something else than its own rule is asked of a model that has no other.</summary>
    private static bool IsOther(IStoredModel model, RuleKind? kind, int? k) => model.IsPlain && !model.Rule.At(kind, k).Exists(wanted => wanted == model.Rule);

    /// <summary>The nodes of a rule that was checked.</summary>
    public static Either<Failure, QuadratureRule> Points(StoredRule rule) => rule.Create().MapLeft(Failure.Of);
}
