namespace Pics.Numerics;

/// <content>What is said of single variables given evidence.</content>
public static partial class Laws
{
    private const int MostPlaces = 64; // whose posteriors are looked at

    /// <summary>Posteriors are distributions.</summary>
    public static Law PosteriorsSumToOne { get; } = new(
        "Posteriors sum to one",
        "the probabilities p(x | e) of all values of a variable are not negative and sum to one, of hidden and of observed variables",
        scene => scene.WithPosterior(scene.Evidence, posterior => Countable(scene).Match(
            places => places.Select(place => scene.Ask.Probabilities(posterior, place / scene.Case.Channels, place % scene.Case.Channels).Map(found => IsDistribution(scene, place, LawScene.Values(found))))
                .Sequence().Map(outcomes => LawOutcome.All(outcomes.ToList())),
            () => Skip(NotCountable))));

    /// <summary>Mean and variance are those of the posterior.</summary>
    public static Law MomentsAreThoseOfThePosterior { get; } = new(
        "Moments are those of the posterior",
        "mean and variance given e are the sums of x p(x | e) and of its squared distance from the mean",
        scene => scene.Family.Values.IsNone
            ? Skip("the variable has no table of probabilities")
            : scene.WithPosterior(scene.Evidence, posterior => scene.Ask.Probabilities(posterior, scene.Case.Variable, scene.Case.Channel).Map(found =>
            {
                var probabilities = LawScene.Values(found);
                var moments = scene.Ask.Moments(posterior);
                var mean = probabilities.Select((p, x) => p * x).Sum();
                var variance = probabilities.Select((p, x) => p * (x - mean) * (x - mean)).Sum();
                var allowed = scene.Allowed.LogLikelihood(0) * probabilities.Length;
                return LawOutcome.All(
                [
                    LawOutcome.Equal("the mean", LawScene.Values(moments.Mean)[scene.Case.Place], "the sum of x p(x | e)", mean, allowed),
                    LawOutcome.Equal("the variance", LawScene.Values(moments.Variance)[scene.Case.Place], "the sum of (x - mean)^2 p(x | e)", variance, allowed * probabilities.Length),
                ]);
            })));

    /// <summary>Surprise is the conditional of each variable given all others.</summary>
    public static Law SurpriseIsConditional { get; } = new(
        "Surprise is the conditional given all else",
        "-log p(x_v | all else that is observed) of each observed variable, from one pass upwards and one backwards, equals that from two passes upwards",
        scene =>
        {
            var channels = scene.Case.Channels;
            var variables = scene.Case.Given.Append(scene.Case.Place).Select(place => place / channels).Distinct().ToArray();
            Arr<double> Row(int variable, bool isKept) => scene.Case.Row.Map((place, value) => place / channels == variable == isKept ? value : double.NaN).ToArr();
            return from found in scene.Ask.Surprise(scene.Model, scene.Joint).Map(LawScene.Values)
                   from joint in scene.LogLikelihoods(scene.Joint)
                   from expected in scene.Ask.Conditional(scene.Model, scene.Rows(variables.Select(variable => Row(variable, true))), scene.Rows(variables.Select(variable => Row(variable, false)))).Map(LawScene.Values)
                   select LawOutcome.All(variables.Select((variable, index) => LawOutcome.Equal(
                       $"surprise of variable {variable}", found[variable], $"-log p({variable} | all else)", -expected[index], scene.Allowed.LogLikelihood(joint[0]))));
        });

    private static IEnumerable<Law> Posteriors => [PosteriorsSumToOne, MomentsAreThoseOfThePosterior, SurpriseIsConditional];

    /// <summary>The place of the case and others, as far as they have tables of probabilities; none if there is no such place.</summary>
    private static Option<int[]> Countable(LawScene scene)
    {
        int[] places = [.. scene.Places.Where(place => scene.Subject.Families[place / scene.Case.Channels].Values.IsSome).OrderBy(place => place == scene.Case.Place ? 0UL : CounterRandom.Key(scene.Case.Seed, place, 1)).Take(MostPlaces)];
        return places.Length == 0 ? Option<int[]>.None : places;
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
