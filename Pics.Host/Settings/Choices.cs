namespace Pics.Host;

/// <summary>What is modelled: a PIC, or the plain circuit of the same structure.</summary>
internal enum ModelKind
{
    Pic,
    Pc,
}

/// <summary>How the learning rate goes on.</summary>
internal enum ScheduleKind
{
    Cosine,
    Constant,
}

/// <summary>How a verb prints what it found: for people, or for other programs.</summary>
internal enum OutputFormat
{
    Table,
    Json,
}

/// <summary>Which engine evaluates circuits.</summary>
internal enum EngineOption
{
    Auto,
    Reference,
    Scaled,
    Fused,
}

/// <summary>Where tensors live.</summary>
internal enum DeviceKind
{
    Cpu,
    Cuda,
}

/// <summary>How numbers are kept and multiplied.</summary>
internal enum Precision
{
    Float,
    Double,
    Tf32,
}

/// <summary>The channels of pictures.</summary>
internal enum PictureChannels
{
    Grey,
    Rgb,
}
