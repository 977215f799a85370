namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class MicroBatchLaws
{
    private const int Steps = 6;

    private static readonly TrainingSettings Whole = TrainingSettings.ForPic with { Batches = new() { Size = 32 }, Stopping = new() { MaxSteps = Steps }, Reports = new() { ValidateEvery = 5 } };

    [Theory]
    [InlineData(1, false, LossReduction.Sum)]
    [InlineData(7, false, LossReduction.Sum)]
    [InlineData(16, false, LossReduction.Mean)]
    [InlineData(32, false, LossReduction.Sum)]
    [InlineData(7, true, LossReduction.Sum)]
    [InlineData(7, true, LossReduction.Mean)]
    public void Micro_batches_make_the_steps_of_the_whole_batch(int rows, bool plain, LossReduction reduction)
    {
        var whole = TrainingRun.Of(Whole with { Optimiser = Whole.Optimiser with { Reduction = reduction } }, plain);
        var parts = TrainingRun.Of(Whole with { Optimiser = Whole.Optimiser with { Reduction = reduction }, Batches = Whole.Batches with { MicroBatch = rows } }, plain);
        TrainingRun.AssertClose(whole, parts);
        Assert.All(Pairs.Of(whole.Records, parts.Records), pair => Assert.Equal(pair.Expected.LogLikelihood, pair.Found.LogLikelihood, 1e-7));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    public void A_step_computes_the_numbers_of_the_circuit_once(int? rows) =>
        Assert.Equal(Steps, TrainingRun.Of(Whole with { Batches = Whole.Batches with { MicroBatch = rows } }).Materialisations);
}
