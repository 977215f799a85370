namespace Pics.Laws;

/// <content>How a law is checked in one case.</content>
public sealed partial class PassLaw
{
    private const double Rounding = 1e-11; // relative: sums of a few thousand terms in another order

    private static readonly LawOutcome Unchanged = new LawOutcome.Skipped("the pass changes nothing there");

    private static PassLaw Keeps<TFrom, TTo>(Pass<TFrom, TTo> pass, Arbitrary<DenotationCase<TFrom>> cases, Func<DenotationCase<TFrom>, double> before, Func<DenotationCase<TFrom>, TTo, double> after)
        where TFrom : notnull => Of(
        $"{pass.Name} keeps the denotation",
        $"the value of a circuit after '{pass.Name}' is that before, for all functions and all evidence",
        cases,
        given => Changed(pass, given.Circuit, result => LawOutcome.All(new[] { given, given with { Meaning = given.Meaning.Unobserved } }.Select(row =>
            Same($"the value of the circuit{(ReferenceEquals(row, given) ? string.Empty : " with nothing observed")}", before(row), $"that after {pass.Name}", after(row, result))))));

    private static PassLaw Commute<T>(Pass<T, T> pass, Pass<T, T> other, Arbitrary<T> cases)
        where T : notnull => Of(
        $"{pass.Name} commutes with {other.Name}",
        $"'{pass.Name}' and then '{other.Name}' gives what '{other.Name}' and then '{pass.Name}' does",
        cases,
        given => Agree(pass.Then(other).Apply(given), other.Then(pass).Apply(given), after => !after.Equals(given)));

    private static PassLaw Grows<T>(Pass<T, T> pass, Arbitrary<T> cases, Func<T, int> size)
        where T : notnull => Of(
        $"{pass.Name} never grows",
        $"'{pass.Name}' never gives more units than it was given",
        cases,
        given => Changed(pass, given, after => LawOutcome.AtLeast("units before", size(given), "units after", size(after), 0)));

    private static PassLaw Creates<TFrom, TTo>(Pass<TFrom, TTo> pass, Arbitrary<TFrom> cases)
        where TTo : IRecheck<TTo> => Of(
        $"{pass.Name} passes create",
        $"what '{pass.Name}' gives is accepted by its own Create and is the same value again",
        cases,
        given => pass.Apply(given).Match(
            after => after.Recheck().Match(
                again => again.Equals(after) ? new LawOutcome.Holds() : (LawOutcome)new LawOutcome.Broken("Create gives another value than the pass gave"),
                error => new LawOutcome.Broken($"Create refuses what the pass gave: {error.Explain()}")),
            error => IsOfCreate(error) ? new LawOutcome.Broken($"the pass built what Create refuses: {error.Explain()}") : Refused(error)));

    /// <summary>Whether a refusal is about units or parts that were put together wrongly, not about what was asked for.</summary>
    private static bool IsOfCreate(PicsError error) => error.Match(_ => true, _ => true, _ => true, _ => false, _ => false, _ => false, _ => true);

    private static LawOutcome Changed<TFrom, TTo>(Pass<TFrom, TTo> pass, TFrom given, Func<TTo, LawOutcome> check)
        where TFrom : notnull => pass.Apply(given).Match(after => given.Equals(after) ? Unchanged : check(after), Refused);

    private static LawOutcome Agree<T>(Either<PicsError, T> first, Either<PicsError, T> second, Func<T, bool> isChange)
        where T : notnull => first.Match(
        one => second.Match(
            two => one.Equals(two) ? isChange(one) ? new LawOutcome.Holds() : Unchanged : new LawOutcome.Broken($"one order gives\n{Shown.Of(one)}\nand the other\n{Shown.Of(two)}"),
            error => new LawOutcome.Broken($"the second order is refused and the first is not: {error.Explain()}")),
        error => second.Match(
            _ => new LawOutcome.Broken($"the first order is refused and the second is not: {error.Explain()}"),
            _ => Refused(error)));

    private static LawOutcome Refused(PicsError error) => new LawOutcome.Skipped($"the pass refuses: {error.Explain()}");

    private static LawOutcome Same(string firstName, double first, string secondName, double second) =>
        LawOutcome.Equal(firstName, first, secondName, second, Rounding * Math.Max(Math.Abs(first), Math.Abs(second)));
}
