namespace Pics.Numerics;

/// <summary>What pictures are for.</summary>
internal enum PictureRole
{
    /// <summary>Nothing is said.</summary>
    None,

    /// <summary>To learn from.</summary>
    Train,

    /// <summary>To tell when to stop.</summary>
    Validation,

    /// <summary>To report on.</summary>
    Test,
}
