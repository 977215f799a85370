namespace Pics.Host;

/// <summary>Which rows of a data set.</summary>
internal enum SplitName
{
    Train,
    Validation,
    Test,
}

/// <summary>What all queries take from the command line.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="K">Quadrature nodes; as trained if not given.</param>
/// <param name="Rule">The rule; as trained if not given.</param>
/// <param name="Device">Where tensors live.</param>
/// <param name="Threads">Threads, 0 for libtorch's choice.</param>
/// <param name="Unseen">What becomes of values that training did not see; null for as in training.</param>
internal sealed record QuerySettings(string Folder, int? K = null, RuleKind? Rule = null, DeviceKind Device = DeviceKind.Cpu, int Threads = 0, UnseenValues? Unseen = null);
