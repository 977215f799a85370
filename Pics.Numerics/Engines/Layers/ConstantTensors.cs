namespace Pics.Numerics;

/// <summary>Constants of a circuit as columns of evidence in tensors.</summary>
internal static class ConstantTensors
{
    /// <summary>Evidence with the constants, [B, columns, C]: int64 if all is whole, else float64; a new tensor in every case.</summary>
    /// <param name="constants">The constants.</param>
    /// <param name="evidence">[B, variables, C].</param>
    public static Tensor Extend(this ConstantColumns constants, Tensor evidence)
    {
        if (constants.IsEmpty) return evidence.alias();
        if (evidence.dim() != 3 || evidence.shape[1] < constants.Variables)
            throw new ArgumentException($"evidence must be [rows, at least {constants.Variables} variables, channels]", nameof(evidence));
        using var scope = NewDisposeScope();
        var given = evidence.narrow(1, 0, constants.Variables);
        if (!constants.AreWhole && given.dtype == ScalarType.Int64) given = given.to(ScalarType.Float64).masked_fill(given.lt(Held.Of(0)), Held.Of(double.NaN));
        var nothing = given.dtype == ScalarType.Int64 ? -1 : double.NaN;
        var values = constants.Values.Select(value => value ?? nothing).ToArray();
        var columns = tensor(values, device: evidence.device).to(given.dtype).view(1, -1, 1).expand(evidence.shape[0], -1, evidence.shape[2]);
        return cat([given, columns], 1).MoveToOuterDisposeScope();
    }
}
