using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pics.Numerics;

/// <summary>The first layer of a net under a rule whose nodes are all moved by one shift, as that of the rule before with other weights.</summary>
/// <remarks>
/// Moving every node by s adds phi = 2 pi s (sum of its frequencies) to the angle of a feature, which rotates its cosine and sine: C cos(a + phi) + S sin(a + phi) =
/// (C cos phi + S sin phi) cos a + (S cos phi - C sin phi) sin a. So the tables of the rule before serve, and its symmetry too; M^2 products a trunk are all it costs.
/// </remarks>
internal sealed unsafe class PhaseRotation<TLanes, T> : IDisposable
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NativeBuffer<T> memory = new();
    private readonly ImmutableArray<double> sums; // of each feature's frequencies over the latents
    private readonly (T Cosine, T Sine)[] turns;
    private readonly int width;
    private readonly int trunks;

    /// <param name="net">The net.</param>
    public PhaseRotation(KernelNetForm net)
    {
        (width, trunks) = (net.Width, net.Trunks);
        var half = width / 2;
        sums = [.. Enumerable.Range(0, half).Select(feature => Enumerable.Range(0, net.Kernel.Latents).Sum(latent => net.Frequencies[(latent * half) + feature]))];
        turns = new (T, T)[half];
    }

    /// <summary>Whether nodes are moved.</summary>
    public bool IsTurned { get; private set; }

    /// <summary>The weights for the tables of the rule before, [trunks, M_in, M_out]; those given where nothing is moved.</summary>
    /// <param name="weights">Those for the moved nodes.</param>
    /// <param name="shift">How far nodes are moved.</param>
    public T* Turn(T* weights, double shift)
    {
        IsTurned = shift != 0;
        if (!IsTurned) return weights;
        for (var feature = 0; feature < turns.Length; feature++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * shift * sums[feature]);
            turns[feature] = (T.CreateTruncating(cosine), T.CreateTruncating(sine));
        }

        var size = (long)width * width;
        var turned = memory.Reserve(trunks * size);
        for (var trunk = 0; trunk < trunks; trunk++) Turn(weights + (trunk * size), turned + (trunk * size), width, isBack: false);
        return turned;
    }

    /// <summary>From sums of gradients by the weights of the rule before to those by the weights themselves, in place.</summary>
    /// <param name="gradients">Of a trunk, [M_in, M_out] with padding.</param>
    /// <param name="stride">From one row to the next.</param>
    public void TurnBack(T* gradients, int stride)
    {
        if (IsTurned) Turn(gradients, gradients, stride, isBack: true);
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Turn(T* from, T* to, int stride, bool isBack)
    {
        for (var feature = 0; feature < turns.Length; feature++)
        {
            var (cosine, sine) = turns[feature];
            if (isBack) sine = -sine;
            var (one, other) = (feature * (long)stride, (turns.Length + feature) * (long)stride);
            var column = 0;
            var (c, s) = (TLanes.Of(cosine), TLanes.Of(sine));
            for (; column + TLanes.Count <= width; column += TLanes.Count)
            {
                var (a, b) = (TLanes.Load(from + one + column), TLanes.Load(from + other + column));
                TLanes.Store((c * a) + (s * b), to + one + column);
                TLanes.Store((c * b) - (s * a), to + other + column);
            }

            for (; column < width; column++)
            {
                var (a, b) = (from[one + column], from[other + column]);
                (to[one + column], to[other + column]) = ((cosine * a) + (sine * b), (cosine * b) - (sine * a));
            }
        }
    }
}
