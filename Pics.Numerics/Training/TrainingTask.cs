namespace Pics.Numerics;

/// <summary>What is trained, on what and how.</summary>
/// <param name="Engine">The compiled circuit; not owned.</param>
/// <param name="Circuit">The circuit.</param>
/// <param name="Parameters">What is trained, in place; not owned.</param>
/// <param name="Data">Training and validation rows are used, test rows never.</param>
/// <param name="Settings">How.</param>
internal sealed record TrainingTask(ICircuitEngine Engine, FoldedQpc Circuit, ICircuitParameters Parameters, DatasetSplits Data, TrainingSettings Settings);
