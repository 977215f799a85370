namespace Pics.Numerics;

/// <summary>Random parameters under which the variables of a model depend strongly on each other.</summary>
/// <remarks>Those that training starts from make them almost independent, and equal heads make circuits symmetric: both hide mistakes.</remarks>
public static class Contrast
{
    private const double Hidden = 4; // times the weights of hidden layers, whose tangents then follow the latents and not the biases
    private const double Head = 8; // standard deviation of heads, times the root of the width
    private const double LogRate = 2; // the same for counts, so that they stay in the tens
    private const double Power = 8, Factor = 3; // of free weights: of kernels, of the outputs of densities

    /// <summary>Stretches hidden layers and replaces heads of nets, or stretches free weights.</summary>
    /// <param name="model">Fresh; changed in place.</param>
    /// <param name="seed">Equal seeds give equal parameters.</param>
    public static void Raise(StoredModel model, long seed)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var generator = new Generator((ulong)seed, CPU);
        if (model.Parameters is PicNets nets)
            foreach (var net in nets.Nets)
            {
                foreach (var layer in net.Hidden) layer.Weight.mul_(Held.Of(Hidden));
                net.Head.Weight.copy_(randn(net.Head.Weight.shape, dtype: net.Settings.Type, generator: generator).mul(Held.Of((IsCount(net.Group) ? LogRate : Head) / Math.Sqrt(net.Settings.Width))));
            }
        else
            foreach (var (group, weights) in model.Pic.Groups.Zip(model.Parameters.Trainable))
                weights.copy_(group.Signature.Match(_ => IsCount(group) ? weights : weights.mul(Held.Of(Factor)), _ => weights.pow(Held.Of(Power))));
    }

    private static bool IsCount(FunctionGroup group) => group.Signature.Match(density => density.Family is InputFamily.Poisson, _ => false);
}
