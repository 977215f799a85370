namespace Pics.Algebra;

/// <summary>How the functions of a group share their parameters (neural functional sharing).</summary>
public enum Sharing
{
    /// <summary>F: one function for the whole group.</summary>
    Full,

    /// <summary>C: one trunk for the whole group, one head per function.</summary>
    Composite,

    /// <summary>N: one trunk and one head per function; only the Fourier features are common.</summary>
    None,
}

/// <summary>What a function takes and gives; functions of one group have the same signature.</summary>
public abstract record FunctionSignature
{
    /// <summary>The number of latents among the arguments: the dimension of the net's input.</summary>
    public abstract int Latents { get; }

    internal abstract string Label { get; }

    /// <summary>Takes the signature apart, one function per case.</summary>
    public abstract T Match<T>(Func<Density, T> density, Func<Kernel, T> kernel);

    /// <summary>The function of an input unit, p(x | z).</summary>
    /// <param name="Family">The distribution of x.</param>
    /// <param name="Given">Latents that x is conditioned on: one, or none where the input unit is the whole circuit.</param>
    public sealed record Density(InputFamily Family, int Given) : FunctionSignature
    {
        /// <inheritdoc/>
        public override int Latents => Given;

        internal override string Label => $"{Family.Label} given {Given}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Density, T> density, Func<Kernel, T> kernel) => density(this);
    }

    /// <summary>The function of an integral unit, f(z_out, z_in...), non-negative.</summary>
    /// <param name="Outputs">Latents that stay free: one, or none at the root.</param>
    /// <param name="Inputs">Latents that are integrated over: one for CP, two for Tucker.</param>
    public sealed record Kernel(int Outputs, int Inputs) : FunctionSignature
    {
        /// <inheritdoc/>
        public override int Latents => Outputs + Inputs;

        internal override string Label => $"kernel {Inputs} to {Outputs}";

        /// <inheritdoc/>
        public override T Match<T>(Func<Density, T> density, Func<Kernel, T> kernel) => kernel(this);
    }
}

/// <summary>Which function a unit uses: a head of a group. Equal specs mean one and the same function.</summary>
/// <param name="Signature">The same for all functions of the group.</param>
/// <param name="Group">The group's number.</param>
/// <param name="Head">The function within the group; always 0 under full sharing.</param>
/// <param name="Sharing">How the group's functions share parameters.</param>
public sealed record FunctionSpec(FunctionSignature Signature, int Group, int Head, Sharing Sharing)
{
    internal string Label => $"g{Group}.{Head}";
}

/// <summary>The functions of one group: what one net has to provide.</summary>
/// <param name="Id">The group's number.</param>
/// <param name="Signature">What each function takes and gives.</param>
/// <param name="Sharing">How they share parameters.</param>
/// <param name="Functions">How many functions: heads 0 to <paramref name="Functions"/> - 1.</param>
public sealed record FunctionGroup(int Id, FunctionSignature Signature, Sharing Sharing, int Functions);
