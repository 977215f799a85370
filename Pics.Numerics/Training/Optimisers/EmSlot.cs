using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>The M-step of one function group: its mean counts become weights.</summary>
internal sealed class EmSlot : IDisposable
{
    private const long Piece = 1 << 18; // numbers worked on at once, so that they stay near the processor

    private readonly Parameter parameter;
    private readonly double pseudo;

    /// <param name="group">A kernel, or a density of finitely many values with a closed M-step.</param>
    /// <param name="parameter">Its free weights; not owned.</param>
    /// <param name="nodes">K.</param>
    /// <param name="pseudo">The pseudo-count of a distribution a training row, spread evenly over its entries.</param>
    public EmSlot(FunctionGroup group, Parameter parameter, int nodes, double pseudo)
    {
        (Group, this.parameter, this.pseudo) = (group, parameter, pseudo);
        using var scope = NewDisposeScope();
        Counts = zeros([.. ParameterShapes.Fixed(group, nodes)], parameter.dtype, parameter.device).DetachFromDisposeScope();
    }

    /// <summary>The function group.</summary>
    public FunctionGroup Group { get; }

    /// <summary>Running means of the counts a row, of the shape of the parameters of the circuit; they begin at zero.</summary>
    public Tensor Counts { get; }

    /// <summary>The steps that it has made.</summary>
    public long Steps { get; set; }

    /// <summary>What stands in the way of a closed M-step; null if nothing does.</summary>
    public static string? FindFault(FunctionGroup group) => group.Signature.Match(
        density => density.Family is InputFamily.Categorical or InputFamily.Bernoulli or InputFamily.Binomial ? null : density.Family.Label,
        _ => null);

    /// <summary>Makes a step.</summary>
    /// <param name="numbers">Its parameters of the circuit.</param>
    /// <param name="ofRows">Mean counts of the batch.</param>
    /// <param name="ofModel">Those that the model expects, see <see cref="ExpectedCounts.OfModel"/>.</param>
    /// <param name="step">The part of the rows.</param>
    /// <param name="momentum">How much of the running means is kept.</param>
    /// <param name="faults">Becomes NaN where something is not finite, [] of float64.</param>
    public void Step(Tensor numbers, Tensor ofRows, Tensor ofModel, double step, double momentum, Tensor faults)
    {
        var part = step / (1 - Math.Pow(momentum, ++Steps));
        var heads = numbers.shape[0];
        var some = Math.Max(1, Piece / Math.Max(1, numbers.numel() / Math.Max(1, heads)));
        for (var head = 0L; head < heads; head += some)
        {
            using var scope = NewDisposeScope();
            Tensor Cut(Tensor whole) => whole.narrow(0, head, Math.Min(some, heads - head));
            var running = Cut(Counts);
            running.mul_(Held.Of(momentum)).add_(Cut(ofRows), alpha: Held.Of(1 - momentum));
            var weights = Weights(Cut(numbers), running.mul(Held.Of(part)), Cut(ofModel), step, Cut(parameter.detach()));
            Cut(parameter.detach()).copy_(weights);
            faults.Plus_(weights.sum().mul_(Held.Of(0)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Counts.Dispose();

    private Tensor Weights(Tensor numbers, Tensor counts, Tensor ofModel, double step, Tensor before) => Group.Signature.Match(
        density =>
        {
            var all = counts.add_(numbers.exp().mul_(ofModel.sum(3, keepdim: true)), alpha: Held.Of(1 - step));
            return Outputs(density.Family, Normalised(all, 3, step, numbers.exp()), before.shape);
        },
        _ => Normalised(counts.add_(ofModel, alpha: Held.Of(1 - step)), 2, step, before));

    /// <summary>Counts as parts of their sum; what was before where there are none.</summary>
    private Tensor Normalised(Tensor counts, int axis, double step, Tensor before)
    {
        if (pseudo > 0) counts.Plus_(step * pseudo / counts.shape[axis]); // what is thought to have been seen comes with the rows: small steps would else lead to even weights
        var total = counts.sum(axis, keepdim: true);
        return where(total.gt(Held.Of(0)), counts.div(total), before);
    }

    /// <summary>From probabilities of values, [H, K, C, V], to what a net would give.</summary>
    private static Tensor Outputs(InputFamily family, Tensor probabilities, long[] shape)
    {
        Tensor Logit(Tensor mean) => mean.log().sub_(mean.neg().Plus_(1).log()).clamp_(Held.Of(-MostLogit), Held.Of(MostLogit));
        Tensor Mean() => probabilities.mul(arange(Held.Of(0L), Held.Of(probabilities.shape[3]), dtype: probabilities.dtype, device: probabilities.device)).sum(3, keepdim: true).div_(Held.Of(probabilities.shape[3] - 1.0)).clamp_(Held.Of(0), Held.Of(1));
        return (family is InputFamily.Categorical ? probabilities.log().clamp_min_(Held.Of(-MostLogit)) : Logit(Mean())).reshape(shape);
    }

    private const double MostLogit = 60; // a probability of 1e-26, which 32 bits hold
}
