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

    [Property]
    public void Contracted_outer_products_have_the_same_bits(PositiveInt first, PositiveInt second, int seed)
    {
        if (!Vector512.IsHardwareAccelerated) return;
        var (random, widths) = (new Random(seed), Prelude.Array(first.Get % 70 + 1, second.Get % 70 + 1));
        float[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * Math.Exp(random.NextDouble() * 8)))];
        var (inputs, gradient) = (new[] { Some(widths[0]), Some(widths[1]) }, Some(widths[0] * widths[1]));
        Assert.Equal(Contracted<Lanes512<float>>(inputs, widths, gradient), Contracted<Lanes256<float>>(inputs, widths, gradient));
    }

    private static float[] Contracted<TLanes>(float[][] inputs, Arr<int> widths, float[] gradient)
        where TLanes : struct, ILanes<TLanes, float>
    {
        var (one, other) = (new float[widths[0]], new float[widths[1]]);
        fixed (float* first = inputs[0], second = inputs[1], from = gradient, firstSum = one, secondSum = other)
        {
            nint* of = stackalloc nint[] { (nint)first, (nint)second };
            nint* to = stackalloc nint[] { (nint)firstSum, (nint)secondSum };
            OuterProducts<TLanes, float>.Contract(of, widths, from, to);
        }

        return [.. one, .. other];
    }
}
