namespace Pics.Numerics;

/// <summary>All numbers by which columns of numbers get their kind and their bins.</summary>
internal static class BinSettings
{
    /// <summary>Rows below which a column has one density in one piece: too few for frequencies.</summary>
    public const int FewRows = 60;

    /// <summary>Rows from which on few different numbers are told from many.</summary>
    public const int SomeRows = 300;

    /// <summary>Rows from which on normal densities must be better than bins.</summary>
    public const int ManyRows = 1000;

    /// <summary>The part of few rows that one number has for the column to have bins.</summary>
    public const double LumpPart = 0.25;

    /// <summary>Rows of each different number, on average, from which on a column has bins.</summary>
    public const int RowsOfNumber = 3;

    /// <summary>Nats a row by which normal densities must be better on rows that were held out, for a column to have them.</summary>
    public const double RealGain = 0.02;

    /// <summary>Numbers that the choice looks at.</summary>
    public const int MostTried = 2000;

    /// <summary>Parts of the rows of which each is held out once for the choice.</summary>
    public const int Folds = 3;

    /// <summary>Normal densities that the bins are compared with: as a model has several of them too.</summary>
    public const int Normals = 4;

    /// <summary>What each bin counts more than it has where frequencies are judged.</summary>
    public const double Smoothing = 0.5;

    /// <summary>The part of the rows in each tail.</summary>
    public const double TailPart = 0.01;

    /// <summary>Rows that each tail has at least, unless a value that many rows have is at the end.</summary>
    public const int TailRows = 3;

    /// <summary>The mean distance of an empty tail, in parts of the spread.</summary>
    public const double TailLength = 0.01;

    /// <summary>The least mean distance of a tail, in parts of the spread.</summary>
    public const double LeastTail = 1e-3;

    /// <summary>Rows before a tail, in multiples of its own, with which it is compared to see whether the numbers end at once.</summary>
    public const int BoundRows = 4;

    /// <summary>The density of a tail, in parts of that before it, from which on the numbers end at once.</summary>
    public const double BoundPart = 0.6;

    /// <summary>Rows of one value from which on it may have a bin of its own.</summary>
    public const int AtomRows = 5;

    /// <summary>The rows of one value that has a bin of its own, in parts of those of a bin.</summary>
    public const double AtomPart = 0.5;

    /// <summary>The width of the bin of one value where there is no grid, in parts of the spread.</summary>
    public const double AtomWidth = 1e-3;

    /// <summary>How far apart edges are at least, in parts of the grid or of the width of one value.</summary>
    public const double SameEdge = 1e-3;

    /// <summary>Rows that are split off at least.</summary>
    public const int SplitRows = 3;

    /// <summary>Nats by which the rows of a bin must be more probable for it to be split.</summary>
    public const double SplitGain = 7;

    /// <summary>Bins of equal numbers of rows for so many rows: twice their cube root.</summary>
    public static int Bins(int rows)
    {
        const int Fewest = 4;
        const int Most = 64;
        return Math.Clamp((int)Math.Round(2 * Math.Cbrt(rows)), Fewest, Most);
    }

    /// <summary>Bins at most, where some were split.</summary>
    public static int MostBins(int rows) => 2 * Bins(rows);
}
