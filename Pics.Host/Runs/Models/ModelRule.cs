using LanguageExt;

namespace Pics.Host;

/// <summary>The quadrature rule at which a model is evaluated.</summary>
internal static class ModelRule
{
    /// <summary>The rule; a K and a rule that the model cannot be evaluated with are refused.</summary>
    public static Either<Failure, QuadratureRule> Of(StoredModel model, RuleKind kind, int k) => model.IsPlain && (k != model.Nodes || kind != model.Rule)
        ? new Failure($"this run is a {model.Kind} of K = {model.Nodes} with the {model.Rule} rule; only a PIC is evaluated at another K or rule")
        : Quadrature.Create(kind, k).MapLeft(Failure.Of);
}
