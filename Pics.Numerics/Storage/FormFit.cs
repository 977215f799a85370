using System.Globalization;

namespace Pics.Numerics;

/// <summary>Whether a model and rows belong together.</summary>
internal static class FormFit
{
    /// <summary>What the model is, and what the rows are instead; null where they fit.</summary>
    public static (string Model, string Rows)? Find(StoredModel model, RowForm form)
    {
        var families = QpcModel.FamiliesOf(model.Pic);
        var channels = families.IsEmpty ? 1 : families.Values.Max(family => family.Channels);
        if (model.Pic.Scope.Columns != form.Variables || channels != form.Channels)
            return ($"over {model.Pic.Scope.Columns} variable(s) of {channels} channel(s)", $"over {form.Variables} of {form.Channels}");
        foreach (var (variable, family) in families)
            if (!Fits(family, form.Columns[variable].Kind))
                return ($"with variable {variable} as {family.Label}", $"with it as {Kind(form.Columns[variable].Kind)}");
        return null;
    }

    /// <summary>Whether a family could have been chosen for a column.</summary>
    public static bool Fits(InputFamily family, ColumnKind kind) => family.Values.Match(
        values => kind is ColumnKind.Categorical categorical && (categorical.Values == values || (family is InputFamily.Bernoulli && categorical.Values == 1)),
        () => family is InputFamily.Gaussian || kind is not ColumnKind.Real);

    /// <summary>What a column's values are, for people.</summary>
    public static string Kind(ColumnKind kind) => kind.Match(
        categorical => $"{categorical.Values} values",
        _ => "counts",
        real => string.Create(CultureInfo.InvariantCulture, $"real, (x - {real.Centre:G6}) / {real.Scale:G6}"));
}
