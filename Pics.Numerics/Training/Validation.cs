namespace Pics.Numerics;

/// <summary>The mean log-likelihood of rows under the parameters of a run as they are, dealt out to its ranks.</summary>
/// <param name="task">The run.</param>
/// <param name="team">Its ranks.</param>
internal sealed class Validation(TrainingTask task, Team team)
{
    /// <summary>The mean normalised log-likelihood of some rows, nats.</summary>
    public MeanLogLikelihood Mean(Dataset rows)
    {
        var (engine, circuit, parameters, _, settings) = task;
        using var numbers = parameters.Materialize(circuit.Rule, null, forGradients: false, engine.Kind, team.Owns);
        team.ShareTables(numbers.Tensors, isForGuests: true);
        var normaliser = parameters.IsNormalised ? 0 : LogLikelihood.LogNormaliser(engine, numbers.Tensors, rows);
        return LogLikelihood.MeanAmong(team.Ranks, engine, numbers.Tensors, rows, normaliser, settings.RowsAtOnce);
    }
}
