using System.Globalization;

namespace Pics.Algebra;

/// <summary>Why a graph of units is not a valid integral or quadrature circuit.</summary>
public abstract record CircuitError
{
    internal abstract string Sentence { get; }

    /// <summary>One sentence: what is wrong, where, and what would be right.</summary>
    public string Explain() => OneLine.Of(Sentence);

    /// <summary>Takes the error apart, one function per case.</summary>
    public abstract T Match<T>(
        Func<TooFewInputs, T> tooFewInputs,
        Func<NotDecomposable, T> notDecomposable,
        Func<NotSmooth, T> notSmooth,
        Func<LatentMismatch, T> latentMismatch,
        Func<BadWeights, T> badWeights,
        Func<BadFunction, T> badFunction,
        Func<BadInput, T> badInput);

    /// <summary>A product or mixture has too few inputs.</summary>
    public sealed record TooFewInputs(UnitId Unit, int Inputs, int Required) : CircuitError
    {
        internal override string Sentence =>
            $"{Unit} has {Inputs} input(s); it needs at least {Required}";

        /// <inheritdoc/>
        public override T Match<T>(Func<TooFewInputs, T> tooFewInputs, Func<NotDecomposable, T> notDecomposable, Func<NotSmooth, T> notSmooth, Func<LatentMismatch, T> latentMismatch, Func<BadWeights, T> badWeights, Func<BadFunction, T> badFunction, Func<BadInput, T> badInput) => tooFewInputs(this);
    }

    /// <summary>Two inputs of a product share variables.</summary>
    public sealed record NotDecomposable(UnitId Unit, Scope Shared) : CircuitError
    {
        internal override string Sentence =>
            $"{Unit} is not decomposable: two of its inputs share the variables {Shared}; a product's inputs must have disjoint scopes";

        /// <inheritdoc/>
        public override T Match<T>(Func<TooFewInputs, T> tooFewInputs, Func<NotDecomposable, T> notDecomposable, Func<NotSmooth, T> notSmooth, Func<LatentMismatch, T> latentMismatch, Func<BadWeights, T> badWeights, Func<BadFunction, T> badFunction, Func<BadInput, T> badInput) => notDecomposable(this);
    }

    /// <summary>The inputs of a mixture have different scopes.</summary>
    public sealed record NotSmooth(UnitId Unit, UnitId Input, Scope Expected, Scope Found) : CircuitError
    {
        internal override string Sentence =>
            $"{Unit} is not smooth: its input {Input} has scope {Found} where its first input has {Expected}; a mixture's inputs must have equal scopes";

        /// <inheritdoc/>
        public override T Match<T>(Func<TooFewInputs, T> tooFewInputs, Func<NotDecomposable, T> notDecomposable, Func<NotSmooth, T> notSmooth, Func<LatentMismatch, T> latentMismatch, Func<BadWeights, T> badWeights, Func<BadFunction, T> badFunction, Func<BadInput, T> badInput) => notSmooth(this);
    }

    /// <summary>A unit gets another number of latents, or of quadrature values, than it takes.</summary>
    public sealed record LatentMismatch(UnitId Unit, int Expected, int Found) : CircuitError
    {
        internal override string Sentence =>
            $"{Unit} needs an input of size {Expected} but gets one of size {Found} (sizes count latents in a PIC and quadrature values in a QPC; the root has no latent, one value)";

        /// <inheritdoc/>
        public override T Match<T>(Func<TooFewInputs, T> tooFewInputs, Func<NotDecomposable, T> notDecomposable, Func<NotSmooth, T> notSmooth, Func<LatentMismatch, T> latentMismatch, Func<BadWeights, T> badWeights, Func<BadFunction, T> badFunction, Func<BadInput, T> badInput) => latentMismatch(this);
    }

    /// <summary>Mixing weights are not a convex combination.</summary>
    public sealed record BadWeights(UnitId Unit, int Inputs, Arr<double> Weights) : CircuitError
    {
        internal override string Sentence =>
            $"{Unit} mixes {Inputs} input(s) with the weights [{string.Join(", ", Weights.Map(weight => weight.ToString(CultureInfo.InvariantCulture)))}]; it needs one weight per input, none negative, with sum 1";

        /// <inheritdoc/>
        public override T Match<T>(Func<TooFewInputs, T> tooFewInputs, Func<NotDecomposable, T> notDecomposable, Func<NotSmooth, T> notSmooth, Func<LatentMismatch, T> latentMismatch, Func<BadWeights, T> badWeights, Func<BadFunction, T> badFunction, Func<BadInput, T> badInput) => badWeights(this);
    }

    /// <summary>A unit's function does not fit the unit or the other functions of its group.</summary>
    public sealed record BadFunction(UnitId Unit, int Group, int Head) : CircuitError
    {
        internal override string Sentence =>
            $"{Unit} cannot use head {Head} of function group {Group}: an input unit takes a density and an integral unit a kernel, all units of a group agree on signature and sharing, groups and heads are numbered from 0, full sharing has only head 0, and a signature counts channels and categories from 1 and latents from 0";

        /// <inheritdoc/>
        public override T Match<T>(Func<TooFewInputs, T> tooFewInputs, Func<NotDecomposable, T> notDecomposable, Func<NotSmooth, T> notSmooth, Func<LatentMismatch, T> latentMismatch, Func<BadWeights, T> badWeights, Func<BadFunction, T> badFunction, Func<BadInput, T> badInput) => badFunction(this);
    }

    /// <summary>An input unit is over a negative variable, or fixed at a value that its family does not have.</summary>
    public sealed record BadInput(UnitId Unit, int Variable, Option<double> Value) : CircuitError
    {
        internal override string Sentence => Value.Match(
            value => $"{Unit} fixes variable {Variable} at {value.ToString(CultureInfo.InvariantCulture)}; it must be a value that the unit's family has",
            () => $"{Unit} is over variable {Variable}; variables are numbered from 0");

        /// <inheritdoc/>
        public override T Match<T>(Func<TooFewInputs, T> tooFewInputs, Func<NotDecomposable, T> notDecomposable, Func<NotSmooth, T> notSmooth, Func<LatentMismatch, T> latentMismatch, Func<BadWeights, T> badWeights, Func<BadFunction, T> badFunction, Func<BadInput, T> badInput) => badInput(this);
    }
}
