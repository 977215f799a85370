namespace Pics.Numerics;

/// <summary>What is asked of a model, as far as memory goes.</summary>
public enum EvaluationKind
{
    /// <summary>Log-likelihoods, as validation and <c>eval</c> compute them.</summary>
    Evaluation,

    /// <summary>Log-likelihoods by a model whose numbers stay, with weights made ready once.</summary>
    Scores,

    /// <summary>Samples without evidence.</summary>
    Samples,
}
