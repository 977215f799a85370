namespace Pics.Numerics;

/// <summary>What the parameters of a model in plain memory are.</summary>
internal enum HostModelKind
{
    /// <summary>Nets: functions of the latents, for any rule and K.</summary>
    Nets,

    /// <summary>Free weights of a plain circuit, at one K.</summary>
    Free,

    /// <summary>The parameters of a circuit as they are, at one K.</summary>
    Fixed,
}
