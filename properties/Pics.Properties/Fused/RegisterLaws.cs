using System.Runtime.Intrinsics;

namespace Pics.Properties;

/// <summary>The bits of the fused engine are the same in registers of 256 and of 512 bits.</summary>
[Collection(TensorTests.Name)]
[Properties(Arbitrary = [typeof(PicsArbitraries)], EndSize = 16, MaxTest = 60)]
public unsafe class RegisterLaws
{
    private static double[] LogLikelihoods<TLanes, T>(FoldedQpc folded, CircuitNumbers numbers, EvidenceRows rows)
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var plan = new FusedPlan(folded);
        using var stack = new FusedStack<TLanes, T>(plan, takesMaxima: false);
        var logs = new T[rows.Rows];
        fixed (double* start = plan.Constants.Extend(rows).All)
        fixed (T* to = logs)
            stack.LogLikelihood(numbers.Memory, new((nint)start, rows.Rows, rows.Variables, rows.Channels, true), (nint)to, areHeld: false);
        return [.. logs.Select(double.CreateTruncating)];
    }

    [Property(MaxTest = 40)]
    public bool Log_likelihoods_have_the_same_bits(Pic pic, QuadratureRule rule, int seed)
    {
        if (!Vector512.IsHardwareAccelerated) return true;
        var folded = PicBuilder.Get(Pipeline.Evaluation(rule).Apply(pic));
        using var parameters = EngineInputs.Numbers(folded, seed, TorchSharp.torch.ScalarType.Float32);
        using var numbers = TensorNumbers.Of(parameters);
        using var evidence = EngineInputs.Evidence(pic.Scope, seed);
        var rows = TensorNumbers.ToRows(evidence);
        return LogLikelihoods<Lanes256<float>, float>(folded, numbers, rows).SequenceEqual(LogLikelihoods<Lanes512<float>, float>(folded, numbers, rows));
    }

    [Property]
    public void Sums_of_rows_have_the_same_bits(PositiveInt size, int seed)
    {
        if (!Vector512.IsHardwareAccelerated) return;
        var (random, count) = (new Random(seed), size.Get % 70);
        var (narrow, wide) = ((count / 8 * 8) + 8, (count / 16 * 16) + 16);
        var values = new float[wide];
        for (var place = 0; place < count; place++) values[place] = (float)Math.Exp(random.NextDouble() * 20);
        fixed (float* row = values) Assert.Equal(Rows<Lanes512<float>, float>.Sum(row, wide), Rows<Lanes256<float>, float>.Sum(row, narrow));
    }
}
