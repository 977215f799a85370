namespace Pics.Numerics;

/// <summary>The circuits of a run: that of use, and that of the stage where this has another K.</summary>
internal sealed class StageCircuits(TrainingTask task) : IDisposable
{
    private readonly FoldedQpc use = task.Circuit;
    private ICircuitEngine? own;

    /// <summary>What evaluates the circuit of the stage.</summary>
    public ICircuitEngine Engine => own ?? task.Engine;

    /// <summary>The circuit of the stage, under its rule without a shift.</summary>
    public FoldedQpc Circuit { get; private set; } = task.Circuit;

    /// <summary>The rule of the stage, which steps shift.</summary>
    public QuadratureRule Rule { get; private set; } = task.Circuit.Rule;

    /// <summary>Goes to a stage.</summary>
    /// <param name="stage">Its number, from 0.</param>
    public void Enter(int stage)
    {
        var (rules, stages) = (task.Settings.Rules, task.Settings.Rules.Refinement.All);
        Rule = Right(rules.OfStage(use.Rule, stages.IsEmpty ? use.Rule.Count : stages[stage].Nodes));
        if (Rule.Count == Circuit.Rule.Count) return;
        own?.Dispose();
        own = null;
        Circuit = use;
        if (Rule.Count == use.Rule.Count) return;
        Circuit = Right(Unmaterialize.Pass.Then(Pipeline.Evaluation(Rule)).Apply(use.Unfold()));
        own = Compile.ToEngine(Circuit, task.Engine.Kind, task.Parameters.Trainable[0].device);
    }

    /// <inheritdoc/>
    public void Dispose() => own?.Dispose();

    /// <summary>What was checked before the run.</summary>
    private static T Right<T>(Either<PicsError, T> made) => made.IfLeft(error => throw new InvalidOperationException(error.Explain()));
}
