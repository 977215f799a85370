namespace Pics.Host;

/// <summary>Under which rules the steps of a run are, in words.</summary>
internal static class StepRuleWords
{
    /// <summary>A sentence or two; null where all steps are under the rule of use.</summary>
    public static string? Of(RunSettings settings)
    {
        var shift = settings.Learning.Shift ? "Each step has the midpoint rule with nodes moved by a random shift" : null;
        var growing = settings.Training.Rules.Refinement.Match<string?>(
            _ => null,
            stages => $"K is {string.Join(", then ", stages.List.Map(stage => $"{stage.Nodes}{(stage.Steps is { } steps ? $" for {Tables.Count(steps, "step")}" : string.Empty)}"))}",
            plateaus => $"K is {string.Join(", then ", plateaus.Nodes)}, each until a validation does not improve");
        var nets = settings.Training.Rules is { NetNodes: { } few } rules && rules.AreInterpolated(rules.Largest(settings.Model.K)) ? $"nets are evaluated at {few} nodes a latent and interpolated where a rule has more" : null;
        return shift is null && growing is null ? null
            : $"{string.Join("; ", new[] { shift, growing, nets }.OfType<string>())}. Validations and results are at K = {settings.Model.K} of the {EnumWord.Of(settings.Model.Rule)} rule.";
    }
}
