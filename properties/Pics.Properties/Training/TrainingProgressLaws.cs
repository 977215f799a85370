namespace Pics.Properties;

/// <summary>How far a run is, against what its steps and validations say at length.</summary>
public class TrainingProgressLaws
{
    [Property]
    public bool Validations_keep_the_first_that_no_later_one_exceeds_by_more_than_the_difference(int[] nats, byte difference)
    {
        var (progress, best, since) = (TrainingProgress.Start(1), (Step: 0L, Value: double.NegativeInfinity), 0);
        for (var index = 0; index < nats.Length; index++)
        {
            progress = progress.Stepped(0).Validated(nats[index], difference);
            since++;
            if (nats[index] - best.Value <= difference) continue;
            (best, since) = ((index + 1, nats[index]), 0);
        }

        return (progress.BestStep, progress.BestLogLikelihood, progress.Failures) == (best.Step, best.Value, since);
    }

    [Property]
    public bool Steps_pass_over_every_whole_batch_of_every_epoch_once(PositiveInt rowCount, PositiveInt batch, byte steps)
    {
        var (rows, size) = (rowCount.Get + batch.Get, batch.Get); // at least one batch
        var progress = TrainingProgress.Start(rows);
        var places = new List<(int Epoch, int Row)>();
        for (var step = 0; step < steps; step++)
        {
            if (!progress.HasBatch(new() { Size = size })) progress = progress.NextEpoch();
            places.Add((progress.Epoch, progress.Row));
            progress = progress.Stepped(size);
        }

        return progress.Step == steps && places.SequenceEqual(Enumerable.Range(0, steps).Select(step => (1 + (step / (rows / size)), step % (rows / size) * size)));
    }

    [Fact]
    public void A_run_ends_for_want_of_improvement_before_its_limits_and_at_its_limits_before_it_is_cancelled()
    {
        var settings = TrainingSettings.ForPic with { Batches = new() { Size = 2 }, Stopping = new() { MaxEpochs = 2, MaxSteps = 3, Patience = 1 } };
        var cancelled = new CancellationToken(canceled: true);
        var start = TrainingProgress.Start(4);
        Assert.Equal((null, StopReason.Cancelled), (start.Due(settings, default), start.Due(settings, cancelled)));
        Assert.Equal(StopReason.Finished, (start with { Step = 3 }).Due(settings, cancelled));
        Assert.Equal(StopReason.Finished, (start with { Epoch = 2, Row = 4 }).Due(settings, default));
        Assert.Null((start with { Epoch = 2, Row = 2 }).Due(settings, default));
        Assert.Null((start with { Row = 4 }).Due(settings, default));
        Assert.Equal(StopReason.Patience, (start with { Step = 3, Failures = 1 }).Due(settings, cancelled));
    }
}
