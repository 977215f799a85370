namespace Pics.Numerics;

/// <summary>What a value that is not observed is filled with.</summary>
public enum FillKind
{
    /// <summary>The mean of the value given the row, as the nearest value that the column has; of texts the most probable one.</summary>
    Expectation,

    /// <summary>The most probable value of each cell alone, given the row; of real numbers the highest peak of the density that is found, in bins the highest density.</summary>
    Mode,

    /// <summary>The most probable completion of the row: max-product, or better among samples; numbers in bins count with their density.</summary>
    Mpe,

    /// <summary>A sample given the row.</summary>
    Sample,
}
