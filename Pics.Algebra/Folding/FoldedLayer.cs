namespace Pics.Algebra;

/// <summary>Units of one kind, arity and width at one depth, evaluated together; each is a fold.</summary>
/// <remarks>Inputs are listed fold by fold: slot f * H + h is input h of fold f, for arity H.</remarks>
/// <param name="Folds">F, the number of folds.</param>
/// <param name="Arity">H, the number of inputs of a fold; none for an input layer.</param>
/// <param name="Width">The number of values that each fold gives.</param>
/// <param name="Sources">The inputs of all folds, F x H.</param>
/// <param name="Functions">The functions: one per fold, in a CP layer one per slot, none in a layer without parameters.</param>
public abstract record FoldedLayer(int Folds, int Arity, int Width, Arr<FoldAddress> Sources, Arr<FunctionSpec> Functions)
{
    internal abstract string Label { get; }

    /// <summary>Takes the layer apart, one function per case.</summary>
    public abstract T Match<T>(Func<Input, T> input, Func<Cp, T> cp, Func<Tucker, T> tucker, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Mixing, T> mixing);

    /// <summary>Input units: fold f gives the K values p(x_v | z_k) of variable v.</summary>
    /// <param name="Width">K.</param>
    /// <param name="Variables">The variable of each fold.</param>
    /// <param name="Functions">The function of each fold.</param>
    /// <param name="Observations">What each fold takes for its variable.</param>
    public sealed record Input(int Width, Arr<int> Variables, Arr<FunctionSpec> Functions, Arr<Observation> Observations)
        : FoldedLayer(Variables.Count, 0, Width, Arr<FoldAddress>.Empty, Functions)
    {
        /// <summary>Input units that are all read from the data.</summary>
        public Input(int width, Arr<int> variables, Arr<FunctionSpec> functions)
            : this(width, variables, functions, variables.Map(_ => (Observation)new Observation.Open()))
        {
        }

        /// <summary>The distribution of every fold's variable: the functions of a layer have one signature.</summary>
        /// <exception cref="InvalidOperationException">The functions are no densities, which no folded circuit has.</exception>
        public InputFamily Family => Functions[0].Signature.Match(density => density.Family, _ => throw new InvalidOperationException("an input layer has densities"));

        internal override string Label => "input";

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Cp, T> cp, Func<Tucker, T> tucker, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Mixing, T> mixing) => input(this);
    }

    /// <summary>CP: the entrywise product over h of W[f, h] u[f, h], with one function per slot. With arity one it is a plain sum layer.</summary>
    public sealed record Cp(int Folds, int Arity, int InputWidth, int Width, Arr<FoldAddress> Sources, Arr<FunctionSpec> Functions)
        : FoldedLayer(Folds, Arity, Width, Sources, Functions)
    {
        internal override string Label => "cp";

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Cp, T> cp, Func<Tucker, T> tucker, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Mixing, T> mixing) => cp(this);
    }

    /// <summary>Tucker: W[f] applied to the outer product of the fold's inputs, with one function per fold.</summary>
    public sealed record Tucker(int Folds, Arr<int> InputWidths, int Width, Arr<FoldAddress> Sources, Arr<FunctionSpec> Functions)
        : FoldedLayer(Folds, InputWidths.Count, Width, Sources, Functions)
    {
        internal override string Label => "tucker";

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Cp, T> cp, Func<Tucker, T> tucker, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Mixing, T> mixing) => tucker(this);
    }

    /// <summary>The entrywise product of each fold's inputs, where they are not all sum layers.</summary>
    public sealed record Hadamard(int Folds, int Arity, int Width, Arr<FoldAddress> Sources)
        : FoldedLayer(Folds, Arity, Width, Sources, Arr<FunctionSpec>.Empty)
    {
        internal override string Label => "hadamard";

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Cp, T> cp, Func<Tucker, T> tucker, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Mixing, T> mixing) => hadamard(this);
    }

    /// <summary>The flattened outer product of each fold's inputs, where it does not feed a sum layer alone.</summary>
    public sealed record Kronecker(int Folds, Arr<int> InputWidths, int Width, Arr<FoldAddress> Sources)
        : FoldedLayer(Folds, InputWidths.Count, Width, Sources, Arr<FunctionSpec>.Empty)
    {
        internal override string Label => "kronecker";

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Cp, T> cp, Func<Tucker, T> tucker, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Mixing, T> mixing) => kronecker(this);
    }

    /// <summary>The entrywise convex combination of each fold's inputs; weights F x H.</summary>
    public sealed record Mixing(int Folds, int Arity, int Width, Arr<FoldAddress> Sources, Arr<double> Weights)
        : FoldedLayer(Folds, Arity, Width, Sources, Arr<FunctionSpec>.Empty)
    {
        internal override string Label => "mixing";

        /// <inheritdoc/>
        public override T Match<T>(Func<Input, T> input, Func<Cp, T> cp, Func<Tucker, T> tucker, Func<Hadamard, T> hadamard, Func<Kronecker, T> kronecker, Func<Mixing, T> mixing) => mixing(this);
    }
}
