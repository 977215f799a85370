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

    /// <summary>The same evidence in float64, NaN where not observed.</summary>
    public static Tensor ForReals(Tensor evidence) => evidence.dtype == ScalarType.Float64
        ? evidence
        : evidence.to(ScalarType.Float64).masked_fill(IsHidden(evidence), Held.Of(double.NaN));

    /// <summary>Nothing observed, [rows, variables, channels].</summary>
    public static Tensor Nothing(long rows, long variables, long channels, bool isReal, Device device) => isReal
        ? full([rows, variables, channels], Held.Of(double.NaN), ScalarType.Float64, device)
        : full([rows, variables, channels], Held.Of(-1L), ScalarType.Int64, device);

    /// <summary>The same evidence with some of it taken away.</summary>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="hidden">Of bool, broadcast to the evidence.</param>
    public static Tensor Hide(Tensor evidence, Tensor hidden) => evidence.masked_fill(hidden, Held.Of(evidence.dtype == ScalarType.Int64 ? -1 : double.NaN));

    /// <summary>Rows of numbers, [variables, channels] each with NaN where not observed, as evidence.</summary>
    public static Tensor Of(IReadOnlyList<double[]> rows, long variables, long channels, bool isReal, Device device)
    {
        using var scope = NewDisposeScope();
        var numbers = tensor(rows.SelectMany(row => row).ToArray(), [rows.Count, variables, channels], ScalarType.Float64);
        return (isReal ? numbers : Whole(numbers)).to(device).MoveToOuterDisposeScope();
    }

    /// <summary>The numbers of rows, one row after the other; NaN where not observed.</summary>
    public static double[] Numbers(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var numbers = new double[rows.numel()];
        if (numbers.Length == 0) return numbers;
        var host = rows.detach().cpu().contiguous();
        if (rows.dtype != ScalarType.Int64)
        {
            host.to(ScalarType.Float64).data<double>().CopyTo(numbers);
            return numbers;
        }

        var whole = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(host.bytes);
        for (var place = 0; place < numbers.Length; place++) numbers[place] = whole[place] < 0 ? double.NaN : whole[place];
        return numbers;
    }

    /// <summary>The numbers of each row of a tensor, flattened; NaN where not observed.</summary>
    public static IReadOnlyList<double[]> Rows(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var (count, width) = ((int)rows.shape[0], (int)(rows.numel() / Math.Max(1, rows.shape[0])));
        if (width == 0) return [.. Enumerable.Range(0, count).Select(_ => System.Array.Empty<double>())];
        var all = (rows.dtype == ScalarType.Int64 ? ForReals(rows) : rows.to(ScalarType.Float64)).cpu().contiguous().data<double>().ToArray();
        return [.. Enumerable.Range(0, count).Select(row => all[(row * width)..((row + 1) * width)])];
    }

    /// <summary>What to subtract from the log-densities of rows as a circuit sees them to have them in the data's own units, [B] of float64.</summary>
    /// <param name="evidence">[B, variables, C].</param>
    /// <param name="logScales">Of each variable.</param>
    public static Tensor LogScale(Tensor evidence, ReadOnlySpan<double> logScales)
    {
        using var scope = NewDisposeScope();
        var scales = tensor(logScales.ToArray(), device: evidence.device).view(1, -1, 1);
        return IsHidden(evidence).logical_not().to(ScalarType.Float64).mul(scales).sum([1L, 2L]).MoveToOuterDisposeScope();
    }
}
