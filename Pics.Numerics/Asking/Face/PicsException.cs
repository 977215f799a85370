namespace Pics.Numerics;

/// <summary>A fault as an exception, for programs that do not want to handle it as a value.</summary>
/// <param name="fault">What is wrong; its sentence is the message.</param>
public sealed class PicsException(PicsFault fault) : Exception(fault.Explain())
{
    /// <summary>What is wrong.</summary>
    public PicsFault Fault { get; } = fault;
}
