using System.Globalization;

namespace Pics.Numerics;

/// <summary>Whether a model and rows belong together.</summary>
public static class FormFit
{
    /// <summary>What the model is, and what the rows are instead; null where they fit.</summary>
    /// <param name="pic">The circuit.</param>
    /// <param name="form">What the rows are.</param>
    internal static (string Model, string Rows)? Find(Pic pic, RowForm form)
    {
        var families = AskedCircuit.FamiliesOf(pic);
        var channels = families.IsEmpty ? 1 : families.Values.Max(family => family.Channels);
        if (pic.Scope.Columns != form.Variables || channels != form.Channels)
            return ($"over {pic.Scope.Columns} variable(s) of {channels} channel(s)", $"over {form.Variables} of {form.Channels}");
        foreach (var (variable, family) in families)
            if (!Fits(family, form.Columns[variable].Kind))
                return ($"with variable {variable} as {family.Label}", $"with it as {Kind(form.Columns[variable].Kind)}");
        return null;
    }

    /// <summary>Refuses a circuit over other columns, channels or values. Error: <see cref="DataError.BadShape"/>.</summary>
    /// <param name="pic">The circuit.</param>
    /// <param name="form">What the rows are.</param>
    public static Either<DataError, LanguageExt.Unit> Check(Pic pic, RowForm form) => Find(pic, form) is var (model, rows)
        ? new DataError.BadShape("the form of the rows", rows, $"{model}, as the circuit is")
        : LanguageExt.Unit.Default;

    /// <summary>Whether a family could have been chosen for a column.</summary>
    public static bool Fits(InputFamily family, ColumnKind kind) => family.Values.Match(
        values => kind.Finite == values || (family is InputFamily.Bernoulli && kind.Finite == 1),
        () => family is InputFamily.Gaussian ? kind is not ColumnKind.Binned : kind is not (ColumnKind.Real or ColumnKind.Binned));

    /// <summary>What a column's values are, for people.</summary>
    public static string Kind(ColumnKind kind) => kind.Match(
        categorical => Plural.Of(categorical.Values, "value"),
        _ => "counts",
        real => string.Create(CultureInfo.InvariantCulture, $"real, (x - {real.Centre:G6}) / {real.Scale:G6}"),
        binned => string.Create(CultureInfo.InvariantCulture, $"real, {binned.Bins.Count} bins from {binned.Bins.Edges[0]:G6} to {binned.Bins.Edges[^1]:G6}"));
}
