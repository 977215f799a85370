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

        foreach (var entry in (settings.Model.Families ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var replaced = Entry(entry, input).Bind(named => Choose(named.Kind, input, named.Variable, "--families").Map(family => (named.Variable, family)));
            if (replaced.IsLeft) return replaced.Map<Func<int, InputFamily>>(_ => null!);
            replaced.IfRight(found => families[found.Variable] = found.family);
        }

        return Either<Failure, Func<int, InputFamily>>.Right(variable => families[variable]);
    }

    /// <summary>One entry of the list: a column by name or number, and its family.</summary>
    private static Either<Failure, (int Variable, FamilyChoice Kind)> Entry(string entry, Road.Input input)
    {
        var place = entry.LastIndexOf('=');
        if (place < 1 || !Enum.TryParse<FamilyChoice>(entry[(place + 1)..].Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var kind) || char.IsAsciiDigit(entry[place + 1]))
            return new Failure($"--families has '{entry}'; it must be entries like age=gaussian with commas between, of the families categorical, bernoulli, binomial, gaussian, discretised-logistic and poisson");
        var column = entry[..place].Trim();
        var found = Enumerable.Range(0, input.Variables).Where(variable => input.Data?.Columns[variable].Name == column).ToList();
        if (found.Count == 1) return (found[0], kind);
        return int.TryParse(column, out var number) && number >= 0 && number < input.Variables
            ? (number, kind)
            : new Failure($"--families names the column '{column}', of which there {(found.Count == 0 ? "is none" : $"are {found.Count}")}; use a column's name or its number, 0 to {input.Variables - 1}");
    }

    private static Either<Failure, InputFamily> Choose(FamilyChoice kind, Road.Input input, int variable, string option) =>
        kind.Of(input.Kind(variable), input.Channels, input.IsTable, Name(input, variable)).MapLeft(error => new Failure($"{option} {error.Family} needs {error.Needed}, and {error.Where} has {error.Found}"));

    private static string Name(Road.Input input, int variable) =>
        input.Data?.Columns[variable].Name is { Length: > 0 } name ? $"column '{name}'" : $"variable {variable}";
}
