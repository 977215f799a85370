using System.Text.Json;

namespace Pics.Numerics;

/// <summary>Function groups between circuits and documents.</summary>
internal static class DocumentGroups
{
    /// <summary>A group as it is written.</summary>
    public static QpcDocument.Group Describe(FunctionGroup group) => group.Signature.Match(
        density => new QpcDocument.Group(group.Id, Kind(density.Family), group.Sharing, density.Given, density.Family.Channels, density.Family.Values.ToNullable()),
        kernel => new QpcDocument.Group(group.Id, QpcDocument.GroupKind.Kernel, group.Sharing, Outputs: kernel.Outputs, Inputs: kernel.Inputs));

    /// <summary>What the functions of a group take and give; throws <see cref="JsonException"/> for what no group is.</summary>
    public static FunctionSignature Signature(QpcDocument.Group group) => group switch
    {
        { Kind: QpcDocument.GroupKind.Kernel, Outputs: { } outputs, Inputs: { } inputs, Latents: null, Channels: null, Values: null } => new FunctionSignature.Kernel(outputs, inputs),
        { Kind: not QpcDocument.GroupKind.Kernel, Latents: { } latents, Channels: { } channels, Outputs: null, Inputs: null } when Family(group.Kind, channels, group.Values) is { } family => new FunctionSignature.Density(family, latents),
        _ => throw new JsonException($"group {group.Id} is a kernel with outputs and inputs, or a family with latents, channels and, if there is a largest one, values; it has not what its kind needs, or more"),
    };

    private static QpcDocument.GroupKind Kind(InputFamily family) => family.Match(
        _ => QpcDocument.GroupKind.Categorical,
        _ => QpcDocument.GroupKind.Bernoulli,
        _ => QpcDocument.GroupKind.Binomial,
        _ => QpcDocument.GroupKind.Gaussian,
        _ => QpcDocument.GroupKind.DiscretisedLogistic,
        _ => QpcDocument.GroupKind.Poisson);

    private static InputFamily? Family(QpcDocument.GroupKind kind, int channels, int? values) => (kind, values) switch
    {
        (QpcDocument.GroupKind.Categorical, { } count) => new InputFamily.Categorical(channels, count),
        (QpcDocument.GroupKind.Bernoulli, 2) => new InputFamily.Bernoulli(channels),
        (QpcDocument.GroupKind.Binomial, { } count and > 1) => new InputFamily.Binomial(channels, count - 1),
        (QpcDocument.GroupKind.DiscretisedLogistic, { } count) => new InputFamily.DiscretisedLogistic(channels, count),
        (QpcDocument.GroupKind.Gaussian, null) => new InputFamily.Gaussian(channels),
        (QpcDocument.GroupKind.Poisson, null) => new InputFamily.Poisson(channels),
        _ => null,
    };
}
