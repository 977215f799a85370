namespace Pics.Numerics;

/// <summary>Evidence as engines take it: [B, variables, C] of int64 with a negative number where not observed, or of float64 with NaN there.</summary>
internal static class EvidenceTensors
{
    /// <summary>Where nothing is observed, of bool.</summary>
    public static Tensor IsHidden(Tensor evidence) => evidence.dtype == ScalarType.Int64 ? evidence.lt(Held.Of(0)) : evidence.isnan();

    /// <summary>Whole numbers, -1 where not observed.</summary>
    public static Tensor Whole(Tensor evidence) => evidence.dtype == ScalarType.Int64 ? evidence.clamp_min(Held.Of(-1)) : evidence.nan_to_num(-1).to(ScalarType.Int64);

    /// <summary>Numbers of float64, zero where not observed.</summary>
    public static Tensor Real(Tensor evidence) => evidence.dtype == ScalarType.Int64 ? evidence.clamp_min(Held.Of(0)).to(ScalarType.Float64) : evidence.nan_to_num(0);
}
