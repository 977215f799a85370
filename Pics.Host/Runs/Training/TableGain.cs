namespace Pics.Host;

/// <summary>What a model of a table gains over independent columns on some rows.</summary>
/// <param name="Split">Which rows.</param>
/// <param name="Rows">How many.</param>
/// <param name="Nats">The gain, nats a row; negative for a loss, not finite where there is none to tell.</param>
internal readonly record struct TableGain(string Split, int Rows, double Nats)
{
    private const double Little = 0.05; // nats a row
    private const int Fewest = 10; // rows that tell a gain

    private string Place => Tables.Count(Rows, $"{Split} row");

    /// <summary>The gain in words, and where that is hardly anything or a loss, also on the rows that chose the parameters; null where there is nothing to tell.</summary>
    /// <param name="reported">On the rows that are reported on.</param>
    /// <param name="chosen">On those that tell when to stop, where these are others.</param>
    /// <param name="missed">What may be the reason of a little gain, given what counts as little.</param>
    public static string? Explain(TableGain reported, TableGain? chosen, Func<double, string> missed) => reported switch
    {
        { Nats: var nats } when !double.IsFinite(nats) => null,
        { Rows: < Fewest } => $"The {reported.Place} {(reported.Rows == 1 ? "is" : "are")} too few to tell what the model gains over independent columns.",
        { Nats: >= Little } => $"That is {Tables.Number(reported.Nats, 2)} nats a row above independent columns on the {reported.Place}: what the model knows of how the columns depend on each other.",
        { Nats: > 0 } => $"The model gains little over independent columns, {Tables.Number(reported.Nats, 2)} nats a row on the {reported.Place}: {missed(Little)}.{Also(chosen)}",
        _ => $"The model gains nothing over independent columns, it is {Tables.Number(-reported.Nats, 2)} nats a row below them on the {reported.Place}: {missed(Little)}.{Also(chosen)}",
    };

    private static string Also(TableGain? chosen) => chosen is not { Rows: >= Fewest, Nats: var nats } gain || !double.IsFinite(nats) ? string.Empty
        : nats > 0 ? $" On the {gain.Place}, which chose its parameters, it gains {Tables.Number(nats, 4)} nats a row."
        : $" On the {gain.Place}, which chose its parameters, it is {Tables.Number(-nats, 4)} nats a row below them: --structure {Structures.FullyFactorisedName} learns independent columns alone.";
}
