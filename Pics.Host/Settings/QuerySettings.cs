namespace Pics.Host;

/// <summary>Which rows of a data set.</summary>
internal enum SplitName
{
    Train,
    Validation,
    Test,
}

/// <summary>Which rows a query is about.</summary>
/// <param name="Path">A file or folder; null for none.</param>
/// <param name="Sql">A query in place of it; null for none.</param>
/// <param name="Unseen">What becomes of values that training did not see; null for as in training.</param>
/// <param name="Split">Which of the rows, where they come in splits; null where that is not said.</param>
internal sealed record RowWish(string? Path, string? Sql = null, UnseenValues? Unseen = null, SplitName? Split = null)
{
    /// <summary>Whether they are the run's own.</summary>
    public bool AreOwn => Path is null && Sql is null;

    /// <summary>Their name, for people.</summary>
    public string Label => Path ?? "the query";
}

/// <summary>What all queries take from the command line.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="K">Quadrature nodes; as trained if not given.</param>
/// <param name="Rule">The rule; as trained if not given.</param>
/// <param name="Device">Where tensors live.</param>
/// <param name="Threads">Threads, 0 for libtorch's choice.</param>
/// <param name="Unseen">What becomes of values that training did not see; null for as in training.</param>
internal sealed record QuerySettings(string Folder, int? K = null, RuleKind? Rule = null, DeviceKind Device = DeviceKind.Cpu, int Threads = 0, UnseenValues? Unseen = null);
