namespace Pics.Numerics;

/// <summary>How K grows while a PIC is trained: its parameters do not depend on K, so that early steps may be cheap ones.</summary>
public abstract record Refinement
{
    private Refinement()
    {
    }

    /// <summary>K stays that of use.</summary>
    public static Refinement Constant { get; } = new None();

    /// <summary>Some K, each for some steps.</summary>
    /// <param name="stages">K, and for how many steps; of the last one null for the rest of the run.</param>
    public static Refinement Of(params IEnumerable<(int Nodes, long? Steps)> stages) => new Stages(stages.Select(stage => new RefinementStage(stage.Nodes, stage.Steps)).ToArr());

    /// <summary>The stages; how long those last is not known where validations decide it.</summary>
    public Arr<RefinementStage> All => Match(_ => Arr<RefinementStage>.Empty, stages => stages.List, plateaus => plateaus.Nodes.Map(nodes => new RefinementStage(nodes, null)));

    /// <summary>Takes the refinement apart, one function per case.</summary>
    public abstract T Match<T>(Func<None, T> none, Func<Stages, T> stages, Func<Plateaus, T> plateaus);

    /// <summary>Whether a stage is at its end, with another one after it.</summary>
    internal bool IsOver(TrainingProgress progress) => progress.Stage < All.Count - 1 && Match(
        _ => false,
        stages => progress.Step - progress.StageStep >= stages.List[progress.Stage].Steps,
        plateaus => progress.Failures >= plateaus.Patience);

    /// <summary>Whether a run is at the end of its last stage, where that has one.</summary>
    internal bool IsAtEnd(TrainingProgress progress) => this is Stages stages && progress.Stage == stages.List.Count - 1 && progress.Step - progress.StageStep >= stages.List[progress.Stage].Steps;

    /// <summary>Whether patience counts: not before the last stage.</summary>
    internal bool IsLast(TrainingProgress progress) => progress.Stage >= All.Count - 1;

    /// <summary>The steps of the whole run, where the stages say it.</summary>
    public long? Steps => All is { IsEmpty: false } stages && stages.ForAll(stage => stage.Steps is not null) ? stages.Sum(stage => stage.Steps!.Value) : null;

    /// <summary>K is that of use throughout.</summary>
    public sealed record None() : Refinement
    {
        /// <inheritdoc/>
        public override T Match<T>(Func<None, T> none, Func<Stages, T> stages, Func<Plateaus, T> plateaus) => none(this);
    }

    /// <summary>Each K for so many steps; a cosine schedule begins anew with each, and has one cycle in it.</summary>
    /// <param name="List">K increasing.</param>
    public sealed record Stages(Arr<RefinementStage> List) : Refinement
    {
        /// <inheritdoc/>
        public override T Match<T>(Func<None, T> none, Func<Stages, T> stages, Func<Plateaus, T> plateaus) => stages(this);
    }

    /// <summary>The next K where validations stop improving; the schedule begins anew with each.</summary>
    /// <param name="Nodes">K increasing.</param>
    /// <param name="Patience">Validations in a row without improvement until the next K.</param>
    public sealed record Plateaus(Arr<int> Nodes, int Patience = 1) : Refinement
    {
        /// <inheritdoc/>
        public override T Match<T>(Func<None, T> none, Func<Stages, T> stages, Func<Plateaus, T> plateaus) => plateaus(this);
    }
}

/// <summary>A part of a run with one K.</summary>
/// <param name="Nodes">K.</param>
/// <param name="Steps">Its steps; null for the rest of the run.</param>
public readonly record struct RefinementStage(int Nodes, long? Steps);
