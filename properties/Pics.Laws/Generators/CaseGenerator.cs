namespace Pics.Laws;

/// <summary>Random cases for a model: rows of its data, samples of it and random values, with nothing to everything hidden.</summary>
/// <param name="subject">The model.</param>
/// <param name="data">Rows that fit it; null for none.</param>
public sealed class CaseGenerator(LawSubject subject, Dataset? data)
{
    private static readonly int[] HiddenPercent = [0, 5, 50, 95, 100];

    private readonly ImmutableArray<int> places = [.. subject.Families.Keys.SelectMany(variable => Enumerable.Range(variable * subject.Channels, subject.Channels))];

    /// <summary>Cases at one rule. The model must have a variable.</summary>
    public Gen<LawCase> At(StoredRule rule) =>
        from row in Gen.OneOf(Rows(rule))
        from percent in Gen.Elements(HiddenPercent)
        from byChannel in Gen.Elements(false, true)
        from dice in Gen.Choose(0, 99).ArrayOf(row.Length)
        from place in Gen.Elements(places.AsEnumerable())
        from other in Value(place)
        from seed in Generate.Seeds
        let kept = Enumerable.Range(0, row.Length).Select(at => at == place
            ? (double.IsNaN(row[at]) ? other : row[at])
            : dice[byChannel ? at : at / subject.Channels] < percent ? double.NaN : row[at])
        select new LawCase(rule, subject.Channels, kept.ToArr(), place, seed);

    private IEnumerable<Gen<double[]>> Rows(StoredRule rule)
    {
        if (data is { Rows: > 0 }) yield return Gen.Choose(0, data.Rows - 1).Select(number => Possible([.. LawSubject.Read(data, number)]));
        yield return from uniform in Uniform
                     from number in Generate.Seeds
                     select subject.Sample(rule, number).Match(sample => Possible([.. sample]), () => uniform);
        yield return Uniform;
    }

    private Gen<double[]> Uniform => Gen.CollectToArray(places.Select(Value)).Select(values =>
    {
        var row = Empty();
        foreach (var (place, value) in places.Zip(values)) row[place] = value;
        return row;
    });

    private Gen<double> Value(int place) => Generate.Values(subject.Families[place / subject.Channels]);

    /// <summary>The values of the model's variables; what they cannot be is hidden.</summary>
    private double[] Possible(double[] values)
    {
        var row = Empty();
        foreach (var place in places)
            if (place < values.Length && subject.Families[place / subject.Channels].Takes(values[place]))
                row[place] = values[place];
        return row;
    }

    private double[] Empty() => [.. Enumerable.Repeat(double.NaN, subject.Columns * subject.Channels)];
}
