using System.Numerics;
using System.Runtime.InteropServices;

namespace Pics.Numerics;

/// <summary>The arithmetic of one step of <see cref="Adam"/> for a parameter that makes its <paramref name="Step"/>-th.</summary>
/// <remarks>m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, p = p - rate / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + eps), with g + decay p for g.</remarks>
internal readonly record struct AdamUpdate(double LearningRate, double WeightDecay, long Step)
{
    private double Size => LearningRate / (1 - Math.Pow(Adam.Beta1, Step));

    private double Root => Math.Sqrt(1 - Math.Pow(Adam.Beta2, Step));

    /// <summary>With operations of libtorch, in place, on any device.</summary>
    public void OnTensors(Tensor parameter, Tensor gradient, Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var decayed = WeightDecay == 0 ? gradient : gradient.add(parameter, alpha: Held.Of(WeightDecay));
        first.mul_(Held.Of(Adam.Beta1)).add_(decayed, alpha: Held.Of(1 - Adam.Beta1));
        second.mul_(Held.Of(Adam.Beta2)).addcmul_(decayed, decayed, value: Held.Of(1 - Adam.Beta2));
        parameter.addcdiv_(first, second.sqrt().div_(Held.Of(Root)).Plus_(Adam.Epsilon), value: Held.Of(-Size));
    }

    /// <summary>In one pass over memory; the spans are equally long. Says whether parameters and second moments came out finite.</summary>
    public bool InMemory<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var lanes = new Lanes<T>(this);
        var p = MemoryMarshal.Cast<T, Vector<T>>(parameter);
        var g = MemoryMarshal.Cast<T, Vector<T>>(gradient);
        var m = MemoryMarshal.Cast<T, Vector<T>>(first);
        var v = MemoryMarshal.Cast<T, Vector<T>>(second);
        var sums = Vector<T>.Zero; // stays zero while all is finite
        for (var i = 0; i < p.Length; i++) sums += lanes.Update(ref p[i], g[i], ref m[i], ref v[i]);
        var done = p.Length * Vector<T>.Count;
        if (done < parameter.Length) sums += lanes.UpdateFew(parameter[done..], gradient[done..], first[done..], second[done..]);
        return T.IsFinite(Vector.Sum(sums));
    }

    /// <summary>The constants of a step in every lane of a vector.</summary>
    private readonly struct Lanes<T>(AdamUpdate update)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> decay = Of(update.WeightDecay), size = Of(update.Size), root = Of(update.Root), epsilon = Of(Adam.Epsilon);
        private readonly Vector<T> keep1 = Of(Adam.Beta1), take1 = Of(1 - Adam.Beta1), keep2 = Of(Adam.Beta2), take2 = Of(1 - Adam.Beta2);

        /// <summary>Gives zeros, and NaN in lanes where a number came out that is not finite.</summary>
        public Vector<T> Update(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> first, ref Vector<T> second)
        {
            var decayed = gradient + (decay * parameter);
            first = (keep1 * first) + (take1 * decayed);
            second = (keep2 * second) + (take2 * decayed * decayed);
            parameter -= size * first / ((Vector.SquareRoot(second) / root) + epsilon);
            return (parameter * Vector<T>.Zero) + (second * Vector<T>.Zero);
        }

        /// <summary>Fewer numbers than a vector has, with zeros beside them.</summary>
        public Vector<T> UpdateFew(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second)
        {
            Span<T> padded = stackalloc T[4 * Vector<T>.Count];
            var count = Vector<T>.Count;
            padded.Clear();
            parameter.CopyTo(padded);
            gradient.CopyTo(padded[count..]);
            first.CopyTo(padded[(2 * count)..]);
            second.CopyTo(padded[(3 * count)..]);
            var vectors = MemoryMarshal.Cast<T, Vector<T>>(padded);
            var finite = Update(ref vectors[0], vectors[1], ref vectors[2], ref vectors[3]);
            padded[..parameter.Length].CopyTo(parameter);
            padded.Slice(2 * count, parameter.Length).CopyTo(first);
            padded.Slice(3 * count, parameter.Length).CopyTo(second);
            return finite;
        }

        private static Vector<T> Of(double value) => new(T.CreateChecked(value));
    }
}
