// TorchSharp makes a native scalar for each constant in an expression and lets go of it before the native call returns, so a garbage
// collection that another test's thread brings about at that moment frees it in use. Tests therefore run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
