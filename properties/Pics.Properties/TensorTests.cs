namespace Pics.Properties;

/// <summary>Tests that hold tensors run one after the other, so that live tensors can be counted.</summary>
[CollectionDefinition(Name)]
public class TensorTests
{
    public const string Name = "tensors";
}
