using static Pics.Host.SettingField<Pics.Host.ModelSettings>;

namespace Pics.Host;

/// <summary>The fields of <see cref="ModelSettings"/> in JSON.</summary>
internal static class ModelFields
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingField<ModelSettings>> All { get; } =
    [
        Of("model", JsonForm.Word<ModelKind>(), model => model.Kind, (model, value) => model with { Kind = value }),
        Of("merge", JsonForm.Word<MergeKind>(), model => model.Merge, (model, value) => model with { Merge = value }),
        Of("rootMerge", JsonForm.Word<MergeKind>().OrNull(), model => model.RootMerge, (model, value) => model with { RootMerge = value }),
        Of("k", JsonForm.Whole, model => model.K, (model, value) => model with { K = value }),
        Of("rule", JsonForm.Word<RuleKind>(), model => model.Rule, (model, value) => model with { Rule = value }),
        Of("inputSharing", JsonForm.Word<Sharing>(), model => model.InputSharing, (model, value) => model with { InputSharing = value }),
        Of("integralSharing", JsonForm.Word<Sharing>(), model => model.IntegralSharing, (model, value) => model with { IntegralSharing = value }),
        Of("grouping", JsonForm.Word<Grouping>(), model => model.Grouping, (model, value) => model with { Grouping = value }),
        Of("family", JsonForm.Word<FamilyChoice>(), model => model.Family, (model, value) => model with { Family = value }),
        Of("families", JsonForm.Text.OrNone(), model => model.Families, (model, value) => model with { Families = value }),
        Of("width", JsonForm.Whole, model => model.Width, (model, value) => model with { Width = value }),
        Of("sigma", JsonForm.Real, model => model.Sigma, (model, value) => model with { Sigma = value }),
        Of("bias", JsonForm.Truth, model => model.Bias, (model, value) => model with { Bias = value }),
        Of("double", JsonForm.Truth, model => model.Double, (model, value) => model with { Double = value }),
    ];
}
