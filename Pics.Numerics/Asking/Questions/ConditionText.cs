using System.Globalization;

namespace Pics.Numerics;

/// <summary>Conditions in words, so that they are read back.</summary>
internal static class ConditionText
{
    /// <param name="condition">The condition.</param>
    /// <param name="name">What its channel is called.</param>
    /// <param name="column">The column.</param>
    public static string Print(Constraint condition, string name, Column column)
    {
        string Value(double value) => QueryTokens.Quote(column.Text(value));
        return condition.Match(
            equal => $"{name}={Value(equal.Value)}",
            within => Print(within.Own, name, end => QueryTokens.Quote(End(column, end))),
            among => among is { IsNot: true, Values.Count: 1 } ? $"{name}!={Value(among.Values[0])}" : $"{name} {(among.IsNot ? "not in" : "in")} {{{string.Join(", ", among.Values.Map(Value))}}}",
            soft => $"{name} weighs {{{string.Join(", ", soft.Weights.Map((value, weight) => string.Create(CultureInfo.InvariantCulture, $"{Value(value)}: {weight}")))}}}");
    }

    private static string Print(Interval interval, string name, Func<double, string> end) => (double.IsInfinity(interval.Low), double.IsInfinity(interval.High)) switch
    {
        (true, true) => $"-inf<{name}<inf",
        (true, _) => $"{name}<{(interval.HasHigh ? "=" : string.Empty)}{end(interval.High)}",
        (_, true) => $"{name}>{(interval.HasLow ? "=" : string.Empty)}{end(interval.Low)}",
        _ => $"{end(interval.Low)}<{(interval.HasLow ? "=" : string.Empty)}{name}<{(interval.HasHigh ? "=" : string.Empty)}{end(interval.High)}",
    };

    private static string End(Column column, double end) => column.Kind.Match(
        categorical => column.HasNumbers ? CellForm.Plain.Write(end) : categorical.Labels[(int)end],
        _ => column.Form.Write(end),
        _ => column.Form.Write(end),
        _ => column.Form.Write(end));
}
