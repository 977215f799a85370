namespace Pics.Algebra;

/// <summary>The input units that are open to the data: what conditioning and marginalising change.</summary>
internal static class OpenInputs
{
    /// <summary>The variable if it is not open, with what it is instead.</summary>
    public static EvidenceError? FindError(Pic pic, int variable) => pic.Scope.Contains(variable)
        ? null
        : new EvidenceError.NotOpen(
            variable,
            pic.Scope,
            pic.Units.Units.OfType<PicUnit.Input>().Where(input => input.Variable == variable).Select(input => input.Observation).HeadOrNone());

    /// <summary>The same circuit with other observations of some variables, where they are open.</summary>
    public static Pic Set(Pic pic, Func<int, Option<Observation>> observe) => Pic.Trusted(pic.Units.Map((_, unit) =>
        unit is PicUnit.Input { Observation: Observation.Open } input ? input with { Observation = observe(input.Variable).IfNone(input.Observation) } : unit));
}
