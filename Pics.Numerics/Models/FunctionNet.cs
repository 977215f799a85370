using TorchSharp.Modules;

namespace Pics.Numerics;

/// <summary>All functions of one group as one net: fixed Fourier features, tanh layers, one linear head per function.</summary>
/// <remarks>
/// T trunks and H heads: full sharing has T = H = 1, composite sharing T = 1, no sharing T = H. Shapes: hidden weights
/// [T, M_in, M_out], hidden biases [T, 1, M], heads [H, M, P], head biases [H, 1, P]; P parameters an argument for a density,
/// one for a kernel. A density has one hidden layer, a kernel two. Paper: multi-headed MLPs, section 3.3.
/// </remarks>
public sealed class FunctionNet : IDisposable
{
    // Kept for good: a native scalar that nothing holds may be freed, by a collection at the wrong moment, while an operation reads it.
    private static readonly Scalar One = 1.ToScalar();
    private static readonly Scalar Turn = (2 * Math.PI).ToScalar();

    internal FunctionNet(FunctionGroup group, NetSettings settings, Generator generator, Device device)
    {
        Group = group;
        Settings = settings;
        var (latents, width) = (group.Signature.Latents, settings.Width);
        var (heads, trunks, outputs, hidden) = (ParameterShapes.Heads(group), ParameterShapes.Trunks(group), ParameterShapes.Outputs(group), ParameterShapes.HiddenLayers(group));

        Rules = new(settings.Type, device);
        using var scope = NewDisposeScope();
        Frequencies = randn(latents, width / 2, dtype: settings.Type, generator: generator).mul(Held.Of(settings.Sigma)).to(device).DetachFromDisposeScope();
        Parameter Uniform(params long[] shape) => Keep(rand(shape, dtype: settings.Type, generator: generator).mul(Held.Of(2)).sub(Held.Of(1)).div(Held.Of(Math.Sqrt(width))), device);
        Hidden = [.. Enumerable.Range(0, hidden).Select(_ => new Linear(Uniform(trunks, width, width), settings.Bias ? Uniform(trunks, 1, width) : null))];
        Head = new(Uniform(heads, width, outputs), settings.Bias ? Uniform(heads, 1, outputs) : null);
        if (group.Sharing == Sharing.Composite) Head.MakeEqual();
    }

    /// <summary>The group whose functions this net gives.</summary>
    public FunctionGroup Group { get; }

    /// <summary>Sizes and precision.</summary>
    public NetSettings Settings { get; }

    /// <summary>The trainable parameters, hidden layers first, weight before bias.</summary>
    public IEnumerable<Parameter> Parameters => Hidden.Append(Head).SelectMany(layer => layer.Parameters);

    /// <summary>Every tensor by name: <c>frequencies</c>, <c>hidden.0.weight</c>, <c>hidden.0.bias</c>, ..., <c>head.weight</c>, <c>head.bias</c>.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Named =>
        Hidden.SelectMany((layer, index) => layer.Named($"hidden.{index}"))
            .Concat(Head.Named("head"))
            .Prepend(("frequencies", Frequencies));

    internal Tensor Frequencies { get; }

    internal RuleTensors Rules { get; }

    internal ImmutableArray<Linear> Hidden { get; }

    internal Linear Head { get; }

    /// <summary>The number of trainable numbers of such a net.</summary>
    public static long CountParameters(FunctionGroup group, NetSettings settings) => ParameterShapes.CountOfNet(group, settings);

    /// <summary>The raw outputs of all functions at all points.</summary>
    /// <param name="points">[N, latents], the arguments z_out, z_in... in order.</param>
    /// <returns>[H, N, P].</returns>
    public Tensor Forward(Tensor points)
    {
        using var scope = NewDisposeScope();
        var features = Features(points).unsqueeze(0);
        foreach (var layer in Hidden) features = layer.Apply(features).tanh();
        return Head.Apply(features).MoveToOuterDisposeScope();
    }

    /// <summary>The raw outputs of one function.</summary>
    /// <param name="points">[N, latents].</param>
    /// <param name="function">The function, a head of the group.</param>
    /// <returns>[N, P].</returns>
    internal Tensor Forward(Tensor points, int function)
    {
        using var scope = NewDisposeScope();
        var features = Features(points);
        foreach (var layer in Hidden) features = layer.Apply(features, function).tanh();
        return Head.Apply(features, function).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rules.Dispose();
        Frequencies.Dispose();
        foreach (var parameter in Parameters) parameter.Dispose();
    }

    private Tensor Features(Tensor points)
    {
        var angles = points.mm(Frequencies).mul(Turn);
        return cat([angles.cos(), angles.sin()], 1);
    }

    private static Parameter Keep(Tensor value, Device device) =>
        (Parameter)new Parameter(value.to(device)).DetachFromDisposeScope();

    /// <summary>As many linear maps as the first axis is long, applied to as many inputs or all to one.</summary>
    internal sealed record Linear(Parameter Weight, Parameter? Bias)
    {
        public IEnumerable<Parameter> Parameters => Bias is null ? [Weight] : [Weight, Bias];

        public IEnumerable<(string Name, Tensor Tensor)> Named(string name) =>
            Bias is null ? [($"{name}.weight", Weight)] : [($"{name}.weight", Weight), ($"{name}.bias", Bias)];

        /// <param name="input">[T, N, M] with T either the number of maps or one.</param>
        /// <returns>[maps, N, M_out].</returns>
        public Tensor Apply(Tensor input)
        {
            if (input.shape[0] == 1 && Weight.shape[2] == 1)
            {
                // One trunk, many one-number heads: a single product that comes out head by head.
                var rows = Weight.squeeze(2).mm(input[0].transpose(0, 1)).unsqueeze(2);
                return Bias is null ? rows : rows.add(Bias, One);
            }

            var product = input.expand(Weight.shape[0], -1, -1).bmm(Weight);
            return Bias is null ? product : product.add(Bias, One);
        }

        /// <summary>One of the maps, or the only one.</summary>
        /// <param name="input">[N, M].</param>
        /// <param name="map">Which.</param>
        /// <returns>[N, M_out].</returns>
        public Tensor Apply(Tensor input, int map)
        {
            var place = Weight.shape[0] == 1 ? 0 : map;
            var product = input.mm(Weight[place]);
            return Bias is null ? product : product.add(Bias[place], One);
        }

        /// <summary>Gives every map the values of the first.</summary>
        public void MakeEqual()
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            foreach (var parameter in Parameters)
            {
                using var first = parameter[0].clone();
                parameter.copy_(first.expand(parameter.shape));
            }
        }
    }
}
