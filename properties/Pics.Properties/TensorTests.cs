namespace Pics.Properties;

/// <summary>Tests that hold tensors run one after the other, so that live tensors can be counted.</summary>
[CollectionDefinition(Name)]
public class TensorTests : ICollectionFixture<QueryRuns>
{
    public const string Name = "tensors";

    /// <summary>The number of live tensors once those that earlier tests let go of are finalised, so that none of them is freed while counting.</summary>
    public static long Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return TorchSharp.torch.Tensor.TotalCount;
    }
}
