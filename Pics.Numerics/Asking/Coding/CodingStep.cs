namespace Pics.Numerics;

/// <summary>A vector that the coder computes for each row: the value of a unit, or what the unit is worth to the root, when some variables are known.</summary>
/// <param name="Id">Its number; constants and others are counted apart.</param>
/// <param name="Width">How many numbers a row.</param>
/// <param name="IsConstant">Whether nothing known is in it, so that it is the same for all rows.</param>
internal readonly record struct CodingVector(int Id, int Width, bool IsConstant);

/// <summary>One computation of the coder; they follow each other in the same order for all rows.</summary>
/// <param name="To">What is computed.</param>
internal abstract record CodingStep(CodingVector To)
{
    /// <summary>What is read.</summary>
    public abstract IEnumerable<CodingVector> From { get; }

    /// <summary>Multiplications for a row.</summary>
    public virtual long Cost => To.Width;

    /// <summary>Nothing: where no variable is known, the value of an input and the worth of the root are one.</summary>
    public sealed record One(CodingVector To) : CodingStep(To)
    {
        /// <inheritdoc/>
        public override IEnumerable<CodingVector> From => [];
    }

    /// <summary>The value of an input unit whose variable is fixed by the circuit.</summary>
    public sealed record Fixed(CodingVector To, FunctionSpec Function, double Value) : CodingStep(To)
    {
        /// <inheritdoc/>
        public override IEnumerable<CodingVector> From => [];
    }

    /// <summary>W v, or on the way back v W.</summary>
    public sealed record Sum(CodingVector To, CodingVector Of, FunctionSpec Kernel, bool IsBack) : CodingStep(To)
    {
        /// <inheritdoc/>
        public override IEnumerable<CodingVector> From => [Of];

        /// <inheritdoc/>
        public override long Cost => (long)To.Width * Of.Width;
    }

    /// <summary>The entrywise product.</summary>
    public sealed record Product(CodingVector To, ImmutableArray<CodingVector> Of) : CodingStep(To)
    {
        /// <inheritdoc/>
        public override IEnumerable<CodingVector> From => Of;

        /// <inheritdoc/>
        public override long Cost => (long)To.Width * Of.Length;
    }

    /// <summary>The outer product, the last factor fastest.</summary>
    public sealed record Outer(CodingVector To, ImmutableArray<CodingVector> Of) : CodingStep(To)
    {
        /// <inheritdoc/>
        public override IEnumerable<CodingVector> From => Of;
    }

    /// <summary>From the worth of an outer product to that of one of its factors: summed over the others.</summary>
    /// <param name="To">The worth of the factor.</param>
    /// <param name="Whole">The worth of the product.</param>
    /// <param name="Others">The values of all factors; that of the one at <paramref name="Place"/> is not read, only its width counts.</param>
    /// <param name="Place">Which factor.</param>
    public sealed record OuterBack(CodingVector To, CodingVector Whole, ImmutableArray<CodingVector> Others, int Place) : CodingStep(To)
    {
        /// <inheritdoc/>
        public override IEnumerable<CodingVector> From => Others.Where((_, place) => place != Place).Prepend(Whole);

        /// <inheritdoc/>
        public override long Cost => Whole.Width;
    }

    /// <summary>The weighted sum of vectors.</summary>
    public sealed record Mix(CodingVector To, ImmutableArray<CodingVector> Of, ImmutableArray<float> Weights) : CodingStep(To)
    {
        /// <inheritdoc/>
        public override IEnumerable<CodingVector> From => Of;

        /// <inheritdoc/>
        public override long Cost => (long)To.Width * Of.Length;
    }

    /// <summary>A variable is coded, and with it the values of its input units are known.</summary>
    /// <param name="Variable">The variable.</param>
    /// <param name="Worths">What each of its input units is worth.</param>
    /// <param name="Values">Their values.</param>
    /// <param name="Functions">Their functions.</param>
    public sealed record Code(int Variable, ImmutableArray<CodingVector> Worths, ImmutableArray<CodingVector> Values, ImmutableArray<FunctionSpec> Functions) : CodingStep(Values[0])
    {
        /// <inheritdoc/>
        public override IEnumerable<CodingVector> From => Worths;
    }
}
