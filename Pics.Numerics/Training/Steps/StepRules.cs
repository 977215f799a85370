namespace Pics.Numerics;

/// <summary>Under which quadrature rules steps materialise a PIC. Validations are under the rule of use always.</summary>
/// <remarks>
/// Under one rule the nets learn their nodes: between these they may do anything, and another K is worse. Under a shifted rule, drawn anew in each step,
/// they learn the integral. See paper-notes.md, "Learning the integral".
/// </remarks>
public sealed record StepRules
{
    private const ulong OfShift = 0x51c6_4f0e_93ab_7d28; // what sets shifts apart from all else that has the seed

    /// <summary>All steps under the rule of use; the paper's.</summary>
    public static StepRules Fixed { get; } = new();

    /// <summary>Each step under a shifted midpoint rule of its own.</summary>
    public static StepRules Shifted { get; } = new() { IsShifted = true };

    /// <summary>Whether a step has a midpoint rule whose nodes are all moved by one random shift, a function of seed and step, in place of the rule of use.</summary>
    public bool IsShifted { get; init; }

    /// <summary>How K grows.</summary>
    public Refinement Refinement { get; init; } = Refinement.Constant;

    /// <summary>
    /// Nodes a latent at which nets are evaluated in a step, their raw outputs between them being interpolated; null for all of those of the step's rule. Where a rule has
    /// less than half as many more, all are taken. Only for shifted steps: else nets would learn these nodes.
    /// </summary>
    public int? NetNodes { get; init; }

    /// <summary>The same with nets at few nodes, or at all for null, for languages without <c>with</c>.</summary>
    public StepRules WithNetNodes(int? nodes) => this with { NetNodes = nodes };

    /// <summary>The same with another refinement, for languages without <c>with</c>.</summary>
    public StepRules Refined(Refinement refinement) => this with { Refinement = refinement };

    /// <summary>Whether all steps are under the rule of use.</summary>
    public bool AreFixed => !IsShifted && Refinement is Refinement.None;

    /// <summary>Whether nets are evaluated at few nodes in steps of some K, and interpolated.</summary>
    public bool AreInterpolated(int nodes) => NetNodes is { } few && CoarseNodes.AreFew(few, nodes);

    /// <summary>The largest K of a run whose rule of use has some.</summary>
    public int Largest(int nodes) => Refinement.All.Map(stage => stage.Nodes).Fold(nodes, Math.Max);

    /// <summary>The rule of a stage before it is shifted. Error: <see cref="RuleError"/>.</summary>
    /// <param name="use">The rule of use.</param>
    /// <param name="nodes">K of the stage.</param>
    internal Either<PicsError, QuadratureRule> OfStage(QuadratureRule use, int nodes) =>
        IsShifted ? Quadrature.Midpoint(nodes, use.From, use.To)
        : nodes == use.Count ? use
        : StoredRule.Of(use).At(null, nodes).Bind(rule => rule.Create());

    /// <summary>The rule of a step.</summary>
    /// <param name="stage">That of its stage.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="step">Counted from 0.</param>
    internal QuadratureRule OfStep(QuadratureRule stage, int seed, long step) => !IsShifted ? stage : Quadrature
        .Shifted(stage.Count, stage.From, stage.To, CounterRandom.Uniform(CounterRandom.Key((ulong)seed ^ OfShift, step), 0))
        .Bind(rule => stage.Shifted(rule.Shift)) // the tables of the stage's rule go on
        .IfLeft(error => throw new InvalidOperationException(error.Explain()));
}
