using LanguageExt;

namespace Pics.Host;

/// <summary>Whether rows have the variables of other rows, so that one model is about both.</summary>
internal static class DataCompatibility
{
    /// <summary>The rows if they are alike; else a sentence on the first difference. Columns without names and values without labels go by place.</summary>
    /// <param name="path">Where the rows are from.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="form">What they should be like.</param>
    /// <param name="source">Who says so, for people.</param>
    public static Either<Failure, Dataset> Check(string path, Dataset rows, Dataset form, string source) => Difference(rows, form) is { } difference
        ? new Failure($"'{path}' has {difference} as {source}")
        : rows;

    /// <summary>The kind of a column, labels that only count left out.</summary>
    public static ColumnKind Plain(ColumnKind kind) => kind is ColumnKind.Categorical { Labels: var labels, Values: var values } && labels.Select((label, value) => label == $"{value}").All(same => same)
        ? new ColumnKind.Categorical(values, Arr<string>.Empty)
        : kind;

    private static string? Difference(Dataset rows, Dataset form)
    {
        if (rows.Variables != form.Variables || rows.Channels != form.Channels || rows.Image != form.Image) return $"{Shape(rows)}{Stranger(rows, form)}; expected {Shape(form)}";
        for (var column = 0; column < form.Variables; column++)
        {
            var (found, expected) = (rows.Columns[column], form.Columns[column]);
            if (found.Name != expected.Name && found.Name.Length > 0 && expected.Name.Length > 0) return $"'{found.Name}' as column {column + 1}; expected '{expected.Name}' there, the same columns in the same order";
            var (kind, wanted) = (Plain(found.Kind), Plain(expected.Kind));
            if (kind == wanted) continue;
            var (one, other) = (SplitDescription.Kind(kind), SplitDescription.Kind(wanted));
            return $"{(form.Image is null ? $"in column '{form.Form.Heading(column)}'" : "in its pixels")} {(one == other ? "other labels" : one)}; expected {(one == other ? "those" : other)}";
        }

        return null;
    }

    private static string Shape(Dataset data) => data.Image is var (height, width)
        ? $"images of {height} x {width} pixels with {data.Channels} channel(s)"
        : $"{data.Variables} column(s){(data.Channels == 1 ? string.Empty : $" with {data.Channels} channels")}";

    /// <summary>A column that should not be there.</summary>
    private static string Stranger(Dataset rows, Dataset form)
    {
        var known = form.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return known.Any(name => name.Length > 0) && rows.Columns.FirstOrDefault(column => column.Name.Length > 0 && !known.Contains(column.Name)) is { } stranger ? $", '{stranger.Name}' among them" : string.Empty;
    }
}
