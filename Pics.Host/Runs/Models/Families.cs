using LanguageExt;

namespace Pics.Host;

/// <summary>Which family each variable gets: by what its values are, one for all, or by column.</summary>
internal static class Families
{
    /// <summary>The family of each variable.</summary>
    public static Either<Failure, Func<int, InputFamily>> Of(RunSettings settings, Road.Input input)
    {
        var families = new InputFamily[input.Variables];
        for (var variable = 0; variable < families.Length; variable++)
        {
            var chosen = Choose(settings.Model.Family, input, variable, "--family");
            if (chosen.IsLeft) return chosen.Map<Func<int, InputFamily>>(_ => null!);
            families[variable] = chosen.IfLeft(_ => null!);
        }

        var entries = ColumnWishes.OfFamilies(settings.Model.Families);
        if (entries.IsLeft) return entries.Map<Func<int, InputFamily>>(_ => null!);
        foreach (var (column, kind) in entries.IfLeft(_ => null!))
        {
            var replaced = Find(column, input).Bind(variable => Choose(kind, input, variable, "--families").Map(family => (Variable: variable, Family: family)));
            if (replaced.IsLeft) return replaced.Map<Func<int, InputFamily>>(_ => null!);
            replaced.IfRight(found => families[found.Variable] = found.Family);
        }

        return Either<Failure, Func<int, InputFamily>>.Right(variable => families[variable]);
    }

    /// <summary>A column by name or number.</summary>
    private static Either<Failure, int> Find(string column, Road.Input input)
    {
        var found = Enumerable.Range(0, input.Variables).Where(variable => input.Data?.Columns[variable].Name == column).ToList();
        if (found.Count == 1) return found[0];
        return int.TryParse(column.StartsWith('#') ? column[1..] : column, out var number) && number >= 0 && number < input.Variables
            ? number
            : new Failure($"--families names the column '{column}', of which there {(found.Count == 0 ? "is none" : $"are {found.Count}")}; use a column's name or its number, 0 to {input.Variables - 1}");
    }

    private static Either<Failure, InputFamily> Choose(FamilyChoice kind, Road.Input input, int variable, string option) =>
        kind.Of(input.Kind(variable), input.Channels, input.IsTable, Name(input, variable)).MapLeft(error => new Failure($"{option} {error.Family} needs {error.Needed}, and {error.Where} has {error.Found}"));

    private static string Name(Road.Input input, int variable) =>
        input.Data?.Columns[variable].Name is { Length: > 0 } name ? $"column '{name}'" : $"variable {variable}";
}
