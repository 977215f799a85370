namespace Pics.Algebra;

/// <summary>Where a vector stands in a folded circuit.</summary>
/// <param name="Layer">The layer, counted in evaluation order.</param>
/// <param name="Fold">The fold within the layer.</param>
public readonly record struct FoldAddress(int Layer, int Fold)
{
    /// <summary>For example <c>layer 2 fold 5</c>.</summary>
    public override string ToString() => $"layer {Layer} fold {Fold}";
}
