using FsCheck;
using FsCheck.Fluent;
using LanguageExt;
using TorchSharp;
using static TorchSharp.torch;

namespace Pics.Host;

/// <summary>Random cases for a model: rows of its data, samples of it and random values, with nothing to everything hidden.</summary>
/// <param name="subject">The model.</param>
/// <param name="data">Rows that fit it; null for none.</param>
internal sealed class CaseGenerator(LawSubject subject, Dataset? data)
{
    private const int MostCounted = 20; // of random counts
    private const int Tenths = 30; // of random real numbers, either way

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
        from seed in Gen.Choose(0, int.MaxValue - 1)
        let kept = Enumerable.Range(0, row.Length).Select(at => at == place
            ? (double.IsNaN(row[at]) ? other : row[at])
            : dice[byChannel ? at : at / subject.Channels] < percent ? double.NaN : row[at])
        select new LawCase(rule, subject.Channels, kept.ToArr(), place, seed);

    private IEnumerable<Gen<double[]>> Rows(StoredRule rule)
    {
        if (data is { Rows: > 0 }) yield return Gen.Choose(0, data.Rows - 1).Select(Read);
        yield return from uniform in Uniform
                     from number in Gen.Choose(0, int.MaxValue - 1)
                     select Sampled(rule, number) ?? uniform;
        yield return Uniform;
    }

    private Gen<double[]> Uniform => Gen.CollectToArray(places.Select(Value)).Select(values =>
    {
        var row = Empty();
        foreach (var (place, value) in places.Zip(values)) row[place] = value;
        return row;
    });

    private Gen<double> Value(int place)
    {
        var family = subject.Families[place / subject.Channels];
        return family is InputFamily.Gaussian
            ? Gen.Choose(-Tenths, Tenths).Select(tenths => tenths / 10.0)
            : Gen.Choose(0, family.Values.IfNone(MostCounted + 1) - 1).Select(value => (double)value);
    }

    private double[] Read(int number)
    {
        var values = new double[data!.Dimensions];
        data.Read(number, values);
        return Possible(values);
    }

    /// <summary>A sample of the model; null where it fails, which is for the laws to find.</summary>
    private double[]? Sampled(StoredRule rule, long number)
    {
        using var scope = NewDisposeScope();
        try
        {
            return subject.At(rule).Match(
                held => Sampling.Unconditional(held.Model, 1, number).Match(sample => Possible(LawScene.Values(sample.to(ScalarType.Float64))), _ => Uniformly),
                _ => Uniformly);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.Runtime.InteropServices.ExternalException)
        {
            return null;
        }
    }

    private static double[]? Uniformly => null;

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
