namespace Pics.Algebra;

/// <summary>A representation whose invariants can be checked again.</summary>
/// <typeparam name="TSelf">The representation itself.</typeparam>
public interface IRecheck<TSelf>
{
    /// <summary>Takes the value apart and gives it to its own <c>Create</c> again.</summary>
    Either<PicsError, TSelf> Recheck();
}
