using LanguageExt;

namespace Pics.Host;

/// <summary>Which variables are not coded since whoever reads the file has them.</summary>
internal static class GivenColumns
{
    private const string Parts = "of images left, right, top, bottom or centre";

    /// <summary>Reads what <c>--given</c> says. Error: a column that is none.</summary>
    /// <param name="text">Columns by heading, with commas between, or a part of images; null for none.</param>
    /// <param name="form">What rows are.</param>
    public static Either<Failure, ImmutableArray<int>> Of(string? text, RowForm form)
    {
        if (text is null) return ImmutableArray<int>.Empty;
        if (Mask.Region(text) is { } region && form.Image is var (height, width)) return Enumerable.Range(0, form.Variables).Where(variable => region(variable / width, variable % width, height, width)).ToImmutableArray();
        var found = new List<int>();
        foreach (var name in ColumnWishes.Split(text))
        {
            var same = Enumerable.Range(0, form.Variables).Where(variable => form.Heading(variable) == name).ToList();
            if (same.Count == 0) return Unknown(name, form);
            found.AddRange(same);
        }

        return found.Count == 0 ? new Failure($"--given is '{text}'; expected columns by heading with commas between, or {Parts}")
            : found.Distinct().Count() == form.Variables ? new Failure("--given names all columns, so that nothing is left to code; leave some out")
            : found.ToImmutableArray();
    }

    private static Failure Unknown(string name, RowForm form)
    {
        const int Shown = 8;
        var headings = Enumerable.Range(0, form.Variables).Select(form.Heading).ToList();
        var known = NearWord.Of(name, headings) is { } near ? $"maybe '{near}' is meant" : $"columns are {string.Join(", ", headings.Take(Shown).Select(heading => $"'{heading}'"))}{(headings.Count > Shown ? " and others" : string.Empty)}";
        return new($"--given names '{name}', which no column is called; {known}{(form.Image is null ? string.Empty : "; a part of images is left, right, top, bottom or centre")}");
    }
}
