using System.Globalization;

namespace Pics.Numerics;

/// <summary>The input family of each variable that settings ask for.</summary>
internal static class LearnFamilies
{
    /// <summary>One family a variable. Error: a name that is no column's, or a family that its column cannot have.</summary>
    public static Either<PicsFault, ImmutableArray<InputFamily>> Of(Dataset data, LearnSettings settings)
    {
        var wishes = Enumerable.Repeat(settings.Family, data.Variables).ToArray();
        foreach (var (name, choice) in settings.Families ?? ImmutableSortedDictionary<string, FamilyChoice>.Empty)
        {
            var found = Find(data, name);
            if (found.Count != 1)
                return PicsFault.Of(new TrainingError.BadSetting("the name of a column that is given a family", $"'{name}', of which there {(found.Count == 0 ? "is none" : $"are {found.Count}")}", $"that of one column, or #0 to #{data.Variables - 1}"));
            wishes[found[0]] = choice;
        }

        var families = ImmutableArray.CreateBuilder<InputFamily>(data.Variables);
        for (var variable = 0; variable < wishes.Length; variable++)
        {
            if (!Enum.IsDefined(wishes[variable])) return PicsFault.Of(new TrainingError.BadSetting("a family", $"{wishes[variable]}", "one of the named ones"));
            var family = wishes[variable].Of(data, variable);
            if (family.IsLeft) return family.OrFault().Map(_ => ImmutableArray<InputFamily>.Empty);
            family.IfRight(families.Add);
        }

        return families.MoveToImmutable();
    }

    /// <summary>How rows are read, so that columns have kinds for the families that are wished; what is said of kinds goes first.</summary>
    public static ReadOptions Reading(LearnSettings settings)
    {
        var kinds = Wishes(settings).Where(wish => wish.Kind is not null).ToImmutableSortedDictionary(wish => wish.Name, wish => wish.Kind!.Value, StringComparer.Ordinal);
        var reading = settings.Reading ?? ReadOptions.Default;
        return kinds.IsEmpty ? reading : reading with { Kinds = kinds.SetItems(reading.Kinds) };
    }

    private static IEnumerable<(string Name, TableColumnKind? Kind)> Wishes(LearnSettings settings) =>
        (settings.Families ?? ImmutableSortedDictionary<string, FamilyChoice>.Empty).Select(wish => (wish.Key, wish.Value.Kind()))
            .Concat(settings.Families?.ContainsKey(ReadOptions.EveryColumn) == true ? [] : [(ReadOptions.EveryColumn, settings.Family.Kind())]);

    private static List<int> Find(Dataset data, string name)
    {
        var named = Enumerable.Range(0, data.Variables).Where(variable => data.Columns[variable].Name.Length > 0 && data.Columns[variable].Name == name).ToList();
        return named.Count > 0 ? named
            : name.StartsWith('#') && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < data.Variables ? [number]
            : named;
    }
}
