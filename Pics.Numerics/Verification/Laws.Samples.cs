using MathNet.Numerics.Distributions;

namespace Pics.Numerics;

/// <content>Samples and completions.</content>
public static partial class Laws
{
    private const int MostCells = 1024; // pairs of values that are all looked at
    private const int DrawnCells = 64; // pairs that are looked at where there are more
    private const double SamplingCost = 1e8; // products of weights and activations for the samples of one check

    /// <summary>Conditional samples of one variable follow its posterior.</summary>
    public static Law SamplesFollowThePosterior { get; } = new(
        "Samples of a variable follow its posterior",
        "the frequencies of the values of a variable in samples given e are as p(x | e) says (exact binomial bounds, or for real numbers the bound of Dvoretzky, Kiefer and Wolfowitz; a false alarm in a million checks)",
        scene => scene.Family is InputFamily.Gaussian ? RealFrequencies(scene) : Support.Of(scene.Asked, scene.Case.Variable, scene.Case.Channel, MostSummed).Match(
            support => from marginal in scene.LogLikelihoods(scene.Evidence)
                       from possible in Possible(marginal[0])
                       from joint in scene.LogLikelihoods(scene.At(support.Values))
                       from samples in scene.Ask.SamplesGiven(scene.Asked, scene.Evidence, Draws(scene), scene.Case.Seed, 0)
                       select Frequencies(scene, Column(samples, scene.Case.Place), [.. support.Values.Zip(joint, (value, log) => (value, Math.Exp(log - marginal[0])))], value => $"{scene.Case.Name(scene.Case.Place)} = {value}"),
            () => Skip(TooManyValues)));

    /// <summary>Samples of two variables follow their joint distribution.</summary>
    public static Law SamplesFollowTheJoint { get; } = new(
        "Samples of two variables follow their joint",
        "the frequencies of pairs of values in samples given e are as p(x, y | e) says (exact binomial bounds; a false alarm in a million checks)",
        scene => Second(scene).Match(second => JointFrequencies(scene, second), () => Skip("there are no two variables with countably many values")));

    /// <summary>Samples and completions leave observed values as they are and fill all others with possible ones.</summary>
    public static Law EvidenceStays { get; } = new(
        "Samples and completions keep the evidence",
        "samples given e, max-product completions and the best of both have every observed value as it was, and a possible value everywhere else",
        scene => from samples in scene.Ask.SamplesGiven(scene.Asked, scene.Evidence, 3, scene.Case.Seed, 0)
                 from completion in scene.Ask.MaxProduct(scene.Asked, scene.Evidence, 0)
                 from best in scene.Ask.BestOf(scene.Asked, scene.Evidence, 2, 2, scene.Case.Seed)
                 select LawOutcome.All(new[] { ("a sample", samples), ("the max-product completion", completion), ("a completion of the best", best.Values) }.SelectMany(made =>
                     made.Item2.Arrays().Select(row => IsCompletion(scene, made.Item1, row)))));

    /// <summary>Completions are no worse than their tree, and the best of many no worse than max-product.</summary>
    public static Law CompletionsAreNoWorse { get; } = new(
        "Completions are no worse than their tree",
        "log p of the max-product completion is at least the value of the best induced tree, and the best of max-product and samples is at least that",
        scene => from completion in scene.Ask.MaxProduct(scene.Asked, scene.Evidence, 0)
                 from value in scene.LogLikelihoods(completion)
                 from best in scene.Ask.BestOf(scene.Asked, scene.Evidence, 4, 1, scene.Case.Seed)
                 from again in scene.LogLikelihoods(best.Values)
                 let tree = scene.Ask.LargestTree(scene.Held, scene.Evidence)[0]
                 let told = best.LogLikelihoods[0]
                 let allowed = scene.Allowed.LogLikelihood(value[0])
                 select LawOutcome.All(
                 [
                     LawOutcome.AtLeast("log p of the completion", value[0], "log of the best tree", tree, allowed),
                     LawOutcome.AtLeast("log p of the best completion", told, "log p of the max-product completion", value[0], allowed),
                     LawOutcome.Equal("log p that comes with the best completion", told, "its log p", again[0], allowed),
                 ]));

    private static IEnumerable<Law> Sampled => [SamplesFollowThePosterior, SamplesFollowTheJoint, EvidenceStays, CompletionsAreNoWorse];

    /// <summary>Samples a check: as many as some fixed work gives.</summary>
    private static int Draws(LawScene scene)
    {
        var widest = scene.Asked.Circuit.Layers.Max(layer => layer.Match(_ => 1.0, cp => cp.InputWidth, tucker => tucker.InputWidths.Aggregate(1.0, (product, width) => product * width), _ => 1, _ => 1, _ => 1));
        return (int)Math.Clamp(SamplingCost / (2 * scene.Places.Count() * widest), 256, 4096);
    }

    private static Either<QueryError, LanguageExt.Unit> Possible(double logLikelihood) =>
        double.IsNegativeInfinity(logLikelihood) ? new QueryError.Impossible(0) : LanguageExt.Unit.Default;

    private static double[] Column(EvidenceRows samples, int place) => [.. Enumerable.Range(0, samples.Rows).Select(row => samples[row, place])];

    /// <summary>Compares the frequency of each cell with its probability, each at its part of the level.</summary>
    private static LawOutcome Frequencies<T>(LawScene scene, IReadOnlyList<T> samples, IReadOnlyList<(T Cell, double Probability)> cells, Func<T, string> name)
        where T : notnull
    {
        var counts = samples.CountBy(sample => sample).ToDictionary();
        var level = LawTolerances.FalseAlarm / (2 * cells.Count);
        return LawOutcome.All(cells.Select(cell =>
        {
            var rounding = scene.Allowed.LogLikelihood(0);
            var (least, most) = FrequencyBounds.Binomial(samples.Count, cell.Probability * (1 - rounding), (cell.Probability * (1 + rounding)) + rounding, level);
            var count = counts.GetValueOrDefault(cell.Cell);
            return count >= least && count <= most
                ? (LawOutcome)new LawOutcome.Holds()
                : new LawOutcome.Differs($"the frequency of {name(cell.Cell)} in {samples.Count} samples", (double)count / samples.Count, "its probability given e", cell.Probability, (double)(most - least) / 2 / samples.Count);
        }));
    }

    /// <summary>The largest distance of the samples' distribution function from the posterior's, a mixture of normal ones.</summary>
    private static Either<QueryError, LawOutcome> RealFrequencies(LawScene scene) =>
        from marginal in scene.LogLikelihoods(scene.Evidence)
        from possible in Possible(marginal[0])
        from drawn in scene.Ask.SamplesGiven(scene.Asked, scene.Evidence, Draws(scene), scene.Case.Seed, 0)
        select Distance(scene, [.. Column(drawn, scene.Case.Place).Order()]);

    private static LawOutcome Distance(LawScene scene, double[] samples)
    {
        var posterior = Posterior.Of(scene.Asked, scene.Evidence).IfLeft(error => throw new InvalidOperationException(error.Explain()));
        var units = (from unit in posterior.Shares(scene.Case.Variable, 0)
                     let numbers = Support.Parameters(scene.Asked, unit.Function, scene.Family, scene.Case.Channel)
                     from node in unit.Shares.Zip(numbers, (share, node) => (Share: share, Mean: node[0], Deviation: Math.Exp(node[1])))
                     select node).ToList();
        var largest = samples.Select((x, rank) =>
        {
            var expected = units.Sum(unit => unit.Share * Normal.CDF(unit.Mean, unit.Deviation, x));
            return Math.Max(Math.Abs(((double)rank / samples.Length) - expected), Math.Abs(((rank + 1.0) / samples.Length) - expected));
        }).Max();
        return LawOutcome.Equal($"the largest distance of the distribution function of {samples.Length} samples", largest, "none", 0, FrequencyBounds.Distance(samples.Length, LawTolerances.FalseAlarm) + scene.Allowed.LogLikelihood(0));
    }

    /// <summary>Another place with countably many values, hidden or made so; none if the place of the case has more, or there is none.</summary>
    private static Option<int> Second(LawScene scene)
    {
        bool IsCountable(int place) => scene.Subject.Families[place / scene.Case.Channels] is not InputFamily.Gaussian;
        int[] others = IsCountable(scene.Case.Place) ? [.. scene.Places.Where(place => place != scene.Case.Place && IsCountable(place))] : [];
        return others.Length == 0 ? Option<int>.None : others[(int)(CounterRandom.Key((ulong)scene.Case.Seed, 0, 2) % (ulong)others.Length)];
    }

    private static Either<QueryError, LawOutcome> JointFrequencies(LawScene scene, int second)
    {
        var (first, given) = (scene.Case.Place, scene.Case.Evidence.SetItem(second, double.NaN));
        var evidence = scene.Rows(given);
        return from marginal in scene.LogLikelihoods(evidence)
               from possible in Possible(marginal[0])
               from pairs in Pairs(scene, first, second, evidence)
               from joint in scene.LogLikelihoods(scene.Rows(pairs.Select(pair => given.SetItem(first, pair.First).SetItem(second, pair.Second))))
               from samples in scene.Ask.SamplesGiven(scene.Asked, evidence, Draws(scene), scene.Case.Seed, 0)
               select Frequencies(
                   scene,
                   [.. Column(samples, first).Zip(Column(samples, second), (one, other) => (First: one, Second: other))],
                   [.. pairs.Zip(joint, (pair, log) => (pair, Math.Exp(log - marginal[0])))],
                   pair => $"{scene.Case.Name(first)} = {pair.First}, {scene.Case.Name(second)} = {pair.Second}");
    }

    /// <summary>All pairs of values, or where there are too many those of other samples.</summary>
    private static Either<QueryError, List<(double First, double Second)>> Pairs(LawScene scene, int first, int second, EvidenceRows evidence)
    {
        Option<Support> Values(int place) => Support.Of(scene.Asked, place / scene.Case.Channels, place % scene.Case.Channels, MostCells);
        var all = (from one in Values(first)
                   from other in Values(second)
                   where one.Values.Length * other.Values.Length <= MostCells
                   select (from x in one.Values from y in other.Values select (x, y)).ToList()).IfNone([]);
        return all.Count > 0
            ? all
            : scene.Ask.SamplesGiven(scene.Asked, evidence, DrawnCells, scene.Case.Seed + 1, 0).Map(samples => Column(samples, first).Zip(Column(samples, second)).Distinct().ToList());
    }

    private static LawOutcome IsCompletion(LawScene scene, string name, double[] row)
    {
        foreach (var place in scene.Places)
        {
            var (expected, found) = (scene.Case.Evidence[place], row[place]);
            if (!double.IsNaN(expected) && expected != found) return new LawOutcome.Differs($"{scene.Case.Name(place)} in {name}", found, "what was observed there", expected, 0);
            if (!scene.Subject.Families[place / scene.Case.Channels].Takes(found)) return new LawOutcome.Broken($"{name} has {scene.Case.Name(place)} = {found}, which is no value of {scene.Subject.Families[place / scene.Case.Channels].Label}");
        }

        return new LawOutcome.Holds();
    }
}
