namespace Pics.Numerics;

/// <summary>A file of rows that are read when they are needed is not any more what it was; the message is one sentence without a full stop.</summary>
/// <remarks>Thrown where rows are read, long after a data set was made of them: there is no row to give instead.</remarks>
public sealed class RowsLostException : IOException
{
    /// <summary>What is wrong with which file.</summary>
    public RowsLostException(string message)
        : base(message)
    {
    }
}
