namespace Pics.Numerics;

/// <summary>Whether a circuit is over rows of a form.</summary>
internal static class FormFit
{
    private const string Form = "the form of the rows";

    /// <summary>Refuses a circuit over other columns, channels or values.</summary>
    public static Either<DataError, LanguageExt.Unit> Check(RowForm form, Pic pic)
    {
        var families = QpcModel.FamiliesOf(pic);
        var channels = families.IsEmpty ? 1 : families.Values.Max(family => family.Channels);
        if ((pic.Scope.Columns, channels) != (form.Variables, form.Channels))
            return new DataError.BadShape(Form, $"{form.Variables} column(s) of {form.Channels} channel(s)", $"{pic.Scope.Columns} of {channels}, as the circuit has");
        return families.Where(entry => !Fits(entry.Value, form.Columns[entry.Key].Kind))
            .Select(entry => new DataError.BadShape(Form, $"{form.Columns[entry.Key].Kind.Label} in column {entry.Key}", $"what {entry.Value.Label} gives, as the circuit has"))
            .FirstOrDefault() is { } error ? error : LanguageExt.Unit.Default;
    }

    /// <summary>Whether a family could have been chosen for a column.</summary>
    private static bool Fits(InputFamily family, ColumnKind kind) => family.Values.Match(
        values => kind is ColumnKind.Categorical categorical && (categorical.Values == values || (family is InputFamily.Bernoulli && categorical.Values == 1)),
        () => family is InputFamily.Gaussian || kind is not ColumnKind.Real);
}
