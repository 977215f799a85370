namespace Pics.Properties;

/// <summary>Tests that hold tensors, as in the other project: one after the other, with the same small runs to ask.</summary>
[CollectionDefinition(TensorTests.Name)]
public class ConsoleTests : ICollectionFixture<QueryRuns>;
