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
            var chosen = Choose(Automatic(settings.Model.Family, input, variable), input.Kind(variable), input.Channels, Name(input, variable), "--family");
            if (chosen.IsLeft) return chosen.Map<Func<int, InputFamily>>(_ => null!);
            families[variable] = chosen.IfLeft(_ => null!);
        }

        foreach (var entry in (settings.Model.Families ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var replaced = Entry(entry, input).Bind(named => Choose(Automatic(named.Kind, input, named.Variable), input.Kind(named.Variable), input.Channels, Name(input, named.Variable), "--families").Map(family => (named.Variable, family)));
            if (replaced.IsLeft) return replaced.Map<Func<int, InputFamily>>(_ => null!);
            replaced.IfRight(found => families[found.Variable] = found.family);
        }

        return Either<Failure, Func<int, InputFamily>>.Right(variable => families[variable]);
    }

    /// <summary>One entry of the list: a column by name or number, and its family.</summary>
    private static Either<Failure, (int Variable, FamilyKind Kind)> Entry(string entry, Road.Input input)
    {
        var place = entry.LastIndexOf('=');
        if (place < 1 || !Enum.TryParse<FamilyKind>(entry[(place + 1)..].Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var kind) || char.IsAsciiDigit(entry[place + 1]))
            return new Failure($"--families has '{entry}'; it must be entries like age=gaussian with commas between, of the families categorical, bernoulli, binomial, gaussian, discretised-logistic and poisson");
        var column = entry[..place].Trim();
        var found = Enumerable.Range(0, input.Variables).Where(variable => input.Data?.Columns[variable].Name == column).ToList();
        if (found.Count == 1) return (found[0], kind);
        return int.TryParse(column, out var number) && number >= 0 && number < input.Variables
            ? (number, kind)
            : new Failure($"--families names the column '{column}', of which there {(found.Count == 0 ? "is none" : $"are {found.Count}")}; use a column's name or its number, 0 to {input.Variables - 1}");
    }

    private static Either<Failure, InputFamily> Choose(FamilyKind kind, ColumnKind values, int channels, string where, string option)
    {
        var count = values.Match(categorical => categorical.Values, _ => int.MaxValue, _ => 0);
        Either<Failure, InputFamily> If(bool fits, string needed, Func<InputFamily> family) =>
            fits ? family() : new Failure($"{option} {Word(kind)} needs {needed}, and {where} has {values.Match(categorical => $"{categorical.Values} values", _ => "counts", _ => "real numbers")}");
        return kind switch
        {
            FamilyKind.Categorical => If(count is > 0 and < int.MaxValue, "finitely many values", () => new InputFamily.Categorical(channels, count)),
            FamilyKind.Bernoulli => If(count is 1 or 2, "values 0 and 1", () => new InputFamily.Bernoulli(channels)),
            FamilyKind.Binomial => If(count is > 1 and < int.MaxValue, "finitely many values, at least two", () => new InputFamily.Binomial(channels, count - 1)),
            FamilyKind.DiscretisedLogistic => If(count is > 0 and < int.MaxValue, "finitely many values", () => new InputFamily.DiscretisedLogistic(channels, count)),
            FamilyKind.Poisson => If(count > 0, "whole numbers from 0", () => new InputFamily.Poisson(channels)),
            _ => new InputFamily.Gaussian(channels),
        };
    }

    /// <summary>By the values: images are categorical as in the paper, columns of two values Bernoulli.</summary>
    private static FamilyKind Automatic(FamilyKind kind, Road.Input input, int variable) => kind != FamilyKind.Auto ? kind : input.Kind(variable).Match(
        categorical => input.IsTable && categorical.Values == 2 ? FamilyKind.Bernoulli : FamilyKind.Categorical,
        _ => FamilyKind.Poisson,
        _ => FamilyKind.Gaussian);

    private static string Word(FamilyKind kind) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static string Name(Road.Input input, int variable) =>
        input.Data?.Columns[variable].Name is { Length: > 0 } name ? $"column '{name}'" : $"variable {variable}";
}
