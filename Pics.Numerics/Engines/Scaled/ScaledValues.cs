namespace Pics.Numerics;

/// <summary>Values of a layer without their scale: the true values are values * 2^exponents.</summary>
/// <remarks>
/// The circuit is homogeneous in each input, so gradients that take the exponents for constants are exact. A row of zeros has a large
/// negative exponent, which sums and maxima of exponents leave finite.
/// </remarks>
/// <param name="Values">[F, B, K]: fold, row, quadrature value; non-negative, the sum of each row of a fold near one.</param>
/// <param name="Exponents">[F, B, 1] of float64, not differentiated.</param>
internal readonly record struct ScaledValues(Tensor Values, Tensor Exponents)
{
    /// <summary>The exponent of a row of zeros.</summary>
    public const double Nothing = -1e30;

    /// <summary>Divides each row by a power of two, in place, so that its sum is at least a half and less than one.</summary>
    /// <param name="values">[F, B, K], overwritten; no operation may have kept it for the backward pass.</param>
    /// <param name="exponents">[F, B, 1].</param>
    public static ScaledValues Rescale(Tensor values, Tensor exponents)
    {
        using var scope = NewDisposeScope();
        // The sum bounds the largest from above and from below, and is faster than it.
        var sum = values.detach().sum(-1, keepdim: true);
        var (mantissa, exponent) = sum.frexp();

        // Below the normal numbers the inverse would overflow: such rows become zero. The quotient is a power of two exactly.
        var zero = sum.lt(Held.Of(finfo(sum.dtype).tiny));
        var inverse = (mantissa / sum).masked_fill(zero, Held.Of(0));
        var moved = exponents.Plus(exponent).masked_fill(zero, Held.Of(Nothing));
        return new(values.mul_(inverse), moved.MoveToOuterDisposeScope());
    }

    /// <summary>The entrywise product of each fold's inputs.</summary>
    /// <param name="arity">H; the folds are F x H.</param>
    public ScaledValues Product(int arity)
    {
        if (arity == 1) return this;

        // Autograd puts unbound parts back in one pass, selected ones each into zeros of full size.
        var values = Values.view(Values.shape[0] / arity, arity, Values.shape[1], Values.shape[2]).unbind(1);
        var exponents = Exponents.view(Exponents.shape[0] / arity, arity, Exponents.shape[1], 1).unbind(1);
        return values.Zip(exponents, (part, exponent) => new ScaledValues(part, exponent)).Aggregate(Times);
    }

    /// <summary>The entrywise product, rescaled.</summary>
    public static ScaledValues Times(ScaledValues first, ScaledValues second) => Rescale(first.Values * second.Values, first.Exponents.Plus(second.Exponents));

    /// <summary>The flattened outer product along the K axis, the last input fastest.</summary>
    public static ScaledValues Outer(IEnumerable<ScaledValues> inputs) => inputs.Aggregate((first, second) =>
        new((first.Values.unsqueeze(3) * second.Values.unsqueeze(2)).flatten(2, 3), first.Exponents.Plus(second.Exponents)));

    /// <summary>The sum of the values along the K axis with weights [F, K_out, K_in].</summary>
    public ScaledValues Matmul(Tensor weights) => Rescale(Values.bmm(weights.transpose(1, 2)), Exponents);

    /// <summary>The values that a layer reads.</summary>
    public static ScaledValues Read(Gather inputs, Func<int, ScaledValues> outputs) =>
        new(inputs.Read(index => outputs(index).Values), inputs.Read(index => outputs(index).Exponents));

    /// <summary>Moves both tensors to the outer dispose scope.</summary>
    public ScaledValues MoveToOuterDisposeScope() => new(Values.MoveToOuterDisposeScope(), Exponents.MoveToOuterDisposeScope());
}
