using static Pics.Properties.PicBuilder;

namespace Pics.Properties;

[Collection(TensorTests.Name)]
public class AllocationLaws
{
    private const int SmallObjects = 120_000; // some hundred handles, shapes and closures
    private const int Slack = 8_000; // orders of the rows, one per epoch; a batch of 256 rows of 16 x 16 pixels has 131,072 bytes and more

    /// <summary>Managed bytes that one more step allocates, beside what does not grow with the steps.</summary>
    private static double BytesAStep(int size, int batchSize, EngineKind kind)
    {
        var rule = Get(Quadrature.Create(RuleKind.Trapezoidal, 2));
        var pic = Get(Pipeline.Model(new InputFamily.Categorical(1, 3), MergeKind.Cp, Sharing.Full, Sharing.Composite).Apply(Get(QuadTree.Create(size, size))));
        var folded = Get(Pipeline.Evaluation(rule).Apply(pic));
        var shapes = ShapesDataset.Generate(600, 1, size, levels: 3).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var data = DatasetSplits.HoldOut(shapes, shapes.First(10), 0.1, 42);
        long Bytes(int steps)
        {
            using var parameters = new PicNets(pic, new NetSettings(8), 1);
            using var engine = Compile.ToEngine(folded, kind);
            var settings = TrainingSettings.ForPic with { Batches = new() { Size = batchSize }, Stopping = new() { MaxSteps = steps }, Reports = new() { ValidateEvery = 1000 } };
            var trainer = Trainer.Create(engine, folded, parameters, data, settings).IfLeft(error => throw new InvalidOperationException(error.Explain()));
            var before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Run(_ => { }, default);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Bytes(1);
        return (Bytes(22) - Bytes(2)) / 20.0;
    }

    public static TheoryData<EngineKind> Engines => new(EngineLaws.Kinds.Prepend(EngineKind.Reference));

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_step_allocates_little_beside_its_tensors(EngineKind kind) =>
        Assert.InRange(BytesAStep(size: 4, batchSize: 256, kind), 0, SmallObjects);

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_step_allocates_no_more_for_more_rows(EngineKind kind) =>
        Assert.InRange(BytesAStep(size: 16, batchSize: 256, kind) - BytesAStep(size: 16, batchSize: 16, kind), -Slack, Slack);
}
