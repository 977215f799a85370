namespace Pics.Numerics;

/// <content>What is said of single variables given evidence.</content>
public static partial class Laws
{
    private const int MostPlaces = 64; // whose posteriors are looked at
    private const int MostDensities = 2048; // values of a variable without a largest one
    private const int Copies = 64; // of the evidence, for as many densities at once

    /// <summary>Posteriors are distributions.</summary>
    public static Law PosteriorsSumToOne { get; } = new(
        "Posteriors sum to one",
        "the p(x | e) of all values of a variable are not negative and sum to one, of hidden and of observed variables; densities integrate to one",
        scene => from others in scene.Ask.Posterior(scene.Asked, scene.Evidence).Bind(posterior => WithTables(scene)
                     .Select(place => scene.Ask.Probabilities(posterior, place / scene.Case.Channels, place % scene.Case.Channels).Map(found => IsDistribution(scene, place, found)))
                     .Sequence())
                 from asked in WithTable(scene, (_, _, probabilities) => IsDistribution(scene, scene.Case.Place, probabilities))
                 select LawOutcome.All([.. others, asked]));

    /// <summary>Mean and variance are those of the posterior.</summary>
    public static Law MomentsAreThoseOfThePosterior { get; } = new(
        "Moments are those of the posterior",
        "mean and variance given e are the sums of x p(x | e) and of its squared distance from the mean, or the integrals",
        scene => WithTable(scene, (posterior, values, probabilities) =>
        {
            double Sum(Func<double, double> of) => values.Zip(probabilities, (x, p) => of(x) * p).Sum();
            var (means, variances) = scene.Ask.Moments(posterior);
            var mean = Sum(x => x);
            var allowed = scene.Allowed.LogLikelihood(0);
            return LawOutcome.All(
            [
                LawOutcome.Equal("the mean", means[scene.Case.Place], "the sum of x p(x | e)", mean, allowed * (1 + Sum(Math.Abs))),
                LawOutcome.Equal("the variance", variances[scene.Case.Place], "the sum of (x - mean)^2 p(x | e)", Sum(x => (x - mean) * (x - mean)), allowed * (1 + Sum(x => x * x))),
            ]);
        }));

    /// <summary>Surprise is the conditional of each variable given all others.</summary>
    public static Law SurpriseIsConditional { get; } = new(
        "Surprise is the conditional given all else",
        "-log p(x_v | all else that is observed) of each observed variable, from one pass upwards and one backwards, equals that from two passes upwards",
        scene =>
        {
            var channels = scene.Case.Channels;
            var variables = scene.Case.Given.Append(scene.Case.Place).Select(place => place / channels).Distinct().ToArray();
            Arr<double> Row(int variable, bool isKept) => scene.Case.Row.Map((place, value) => place / channels == variable == isKept ? value : double.NaN).ToArr();
            return from found in scene.Ask.Surprise(scene.Asked, scene.Joint)
                   from joint in scene.LogLikelihoods(scene.Joint)
                   from expected in scene.Ask.Conditional(scene.Asked, scene.Rows(variables.Select(variable => Row(variable, true))), scene.Rows(variables.Select(variable => Row(variable, false))))
                   select LawOutcome.All(variables.Select((variable, index) => LawOutcome.Equal(
                       $"surprise of variable {variable}", found[variable], $"-log p({variable} | all else)", -expected[index], scene.Allowed.LogLikelihood(joint[0]))));
        });

    private static IEnumerable<Law> Posteriors => [PosteriorsSumToOne, MomentsAreThoseOfThePosterior, SurpriseIsConditional];

    /// <summary>Some places with finitely many values.</summary>
    private static int[] WithTables(LawScene scene) =>
        [.. scene.Places.Where(place => scene.Subject.Families[place / scene.Case.Channels].Values.IsSome).OrderBy(place => CounterRandom.Key((ulong)scene.Case.Seed, place, 1)).Take(MostPlaces)];

    /// <summary>A law about the posterior of x: its values, and the probability of each, or density times distance.</summary>
    private static Either<QueryError, LawOutcome> WithTable(LawScene scene, Func<Posterior, IReadOnlyList<double>, double[], LawOutcome> law) =>
        Support.Of(scene.Asked, scene.Case.Variable, scene.Case.Channel, MostDensities).Match(
            support => scene.Family.Values.IsSome
                ? scene.Ask.Posterior(scene.Asked, scene.Evidence).Bind(posterior => scene.Ask.Probabilities(posterior, scene.Case.Variable, scene.Case.Channel).Map(found => law(posterior, support.Values, found)))
                : scene.Ask.Posterior(scene.Asked, scene.Rows(Enumerable.Repeat(scene.Case.Evidence, Copies))).Bind(posterior => support.Values.Chunk(Copies).Select(values => Densities(scene, posterior, values))
                    .Sequence().Map(parts => law(posterior, support.Values, [.. parts.SelectMany(part => part).Select(logarithm => Math.Exp(logarithm + support.LogWeight))]))),
            () => Skip(TooManyValues));

    /// <summary>log p(x | e) of some values x.</summary>
    private static Either<QueryError, double[]> Densities(LawScene scene, Posterior posterior, double[] values)
    {
        var rows = Enumerable.Range(0, Copies).Select(row => row < values.Length ? scene.NoRow.SetItem(scene.Case.Place, values[row]) : scene.NoRow);
        return scene.Ask.LogDensity(posterior, scene.Rows(rows)).Map<double[]>(found => [.. found.Chunk(scene.Case.Row.Count).Take(values.Length).Select(row => row[scene.Case.Place])]);
    }

    private static LawOutcome IsDistribution(LawScene scene, int place, double[] probabilities)
    {
        var name = scene.Case.Name(place);
        return LawOutcome.All(
        [
            LawOutcome.AtLeast($"the least p({name} | e)", probabilities.Min(), "zero", 0, 0),
            LawOutcome.Equal($"the sum of p({name} | e)", probabilities.Sum(), "one", 1, scene.Allowed.LogLikelihood(0)),
        ]);
    }
}
