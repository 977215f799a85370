namespace Pics.Host;

/// <summary>Keeps the states of a run. One that cannot be kept is said and training goes on; after one that can, a failure is said again.</summary>
internal sealed class CheckpointKeeper(CheckpointFolder checkpoints, MetricsFile metrics)
{
    private bool isSaid;

    /// <summary>Keeps a state, the records before it first.</summary>
    public void Keep(TrainingState state)
    {
        metrics.Flush();
        isSaid = checkpoints.Save(state).Match(
            _ => false,
            error =>
            {
                if (!isSaid) Console.Error.WriteLine($"pics: the checkpoint of step {state.Progress.Step} is not saved, {error.Explain()}; training goes on, and the next one is tried");
                return true;
            });
    }
}
