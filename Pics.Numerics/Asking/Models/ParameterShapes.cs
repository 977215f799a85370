namespace Pics.Numerics;

/// <summary>Names and shapes of the parameters of a function group, from its signature alone.</summary>
internal static class ParameterShapes
{
    /// <summary>The name of the fixed frequencies of a net.</summary>
    public const string Frequencies = "frequencies";

    /// <summary>The name of what a group has as one table: free weights, or the parameters of the circuit.</summary>
    public static string NameOf(int group) => $"group.{group}";

    /// <summary>The name of a part of the net of a group, for example <c>group.3.hidden.0.weight</c>.</summary>
    public static string NameOf(int group, string part) => $"group.{group}.{part}";

    /// <summary>The name of a hidden layer of a net.</summary>
    public static string Hidden(int layer) => $"hidden.{layer}";

    /// <summary>The name of the heads of a net.</summary>
    public const string Head = "head";

    /// <summary>H: functions with numbers of their own.</summary>
    public static int Heads(FunctionGroup group) => group.Sharing == Sharing.Full ? 1 : group.Functions;

    /// <summary>T: trunks of its net.</summary>
    public static int Trunks(FunctionGroup group) => group.Sharing == Sharing.None ? group.Functions : 1;

    /// <summary>P: what a net gives for one function.</summary>
    public static int Outputs(FunctionGroup group) => group.Signature.Match(density => density.Family.Parameters, _ => 1);

    /// <summary>Hidden layers of a net.</summary>
    public static int HiddenLayers(FunctionGroup group) => group.Signature.Match(_ => 1, _ => 2);

    /// <summary>The tables of the net of a group, in order: the frequencies, hidden layers, heads, weight before bias. Weights are [T or H, M_in, M_out], biases [T or H, 1, M_out].</summary>
    public static IEnumerable<(string Name, ImmutableArray<long> Shape)> OfNet(FunctionGroup group, NetSettings settings)
    {
        long width = settings.Width, trunks = Trunks(group), heads = Heads(group), outputs = Outputs(group);
        yield return (Frequencies, [group.Signature.Latents, width / 2]);
        for (var layer = 0; layer < HiddenLayers(group); layer++)
        {
            yield return ($"{Hidden(layer)}.weight", [trunks, width, width]);
            if (settings.Bias) yield return ($"{Hidden(layer)}.bias", [trunks, 1, width]);
        }

        yield return ($"{Head}.weight", [heads, width, outputs]);
        if (settings.Bias) yield return ($"{Head}.bias", [heads, 1, outputs]);
    }

    /// <summary>The free weights of a group: [H, K^n, C, P] of a density, [H, K^out, K^in] of a kernel.</summary>
    public static ImmutableArray<long> Free(FunctionGroup group, int nodes) => Of(group, nodes, family => family.ParametersAChannel);

    /// <summary>The parameters of the circuit of a group: [H, K^n, C, V] of a density, [H, K^out, K^in] of a kernel.</summary>
    public static ImmutableArray<long> Fixed(FunctionGroup group, int nodes) => Of(group, nodes, DensityNumbers.Entries);

    /// <summary>The number of trainable numbers of the net of a group.</summary>
    public static long CountOfNet(FunctionGroup group, NetSettings settings)
    {
        long width = settings.Width, bias = settings.Bias ? 1 : 0;
        return ((long)Trunks(group) * HiddenLayers(group) * width * (width + bias)) + ((long)Heads(group) * Outputs(group) * (width + bias));
    }

    /// <summary>The numbers of a table; throws <see cref="OverflowException"/> where there are too many.</summary>
    public static long Count(ImmutableArray<long> shape) => shape.Aggregate(1L, (product, length) => checked(product * length));

    private static ImmutableArray<long> Of(FunctionGroup group, int nodes, Func<InputFamily, long> entries)
    {
        long Width(int latents) => (long)Math.Pow(nodes, latents);
        return group.Signature.Match<ImmutableArray<long>>(
            density => [Heads(group), Width(density.Given), density.Family.Channels, entries(density.Family)],
            kernel => [Heads(group), Width(kernel.Outputs), Width(kernel.Inputs)]);
    }
}
