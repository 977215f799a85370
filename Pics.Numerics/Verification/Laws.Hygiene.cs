namespace Pics.Numerics;

/// <content>What answers must not depend on, and what must not be answered.</content>
public static partial class Laws
{
    /// <summary>A row alone has the answers that it has in a batch.</summary>
    public static Law RowsDoNotDependOnTheBatch { get; } = new(
        "A row does not depend on its batch",
        "alone and among other rows per row has the same log-likelihood, posterior means and surprise up to rounding, and the very same samples and completion",
        scene =>
        {
            const int At = 1;
            var (batch, alone) = (scene.Rows(scene.NoRow, scene.Case.Evidence, scene.NoRow.SetItem(scene.Case.Place, scene.Case.Value)), scene.Evidence);
            var seed = scene.Case.Seed;
            Either<QueryError, (double[] Together, double[] Alone)> Both(Func<EvidenceRows, long, Either<QueryError, double[]>> query) =>
                from together in query(batch, 0)
                from one in query(alone, At)
                select (together.Chunk(together.Length / batch.Rows).ElementAt(At), one);
            return from likelihood in Both((rows, _) => scene.Ask.LogLikelihood(scene.Asked, rows))
                   from means in Both((rows, _) => scene.Ask.Posterior(scene.Asked, rows).Map(posterior => scene.Ask.Moments(posterior).Mean))
                   from surprise in Both((rows, _) => scene.Ask.Surprise(scene.Asked, rows))
                   from samples in Both((rows, first) => scene.Ask.SamplesGiven(scene.Asked, rows, 2, seed, first).Map(Numbers))
                   from completion in Both((rows, first) => scene.Ask.MaxProduct(scene.Asked, rows, first).Map(Numbers))
                   let allowed = scene.Allowed.LogLikelihood(likelihood.Alone[0])
                   select LawOutcome.All(
                   [
                       LawOutcome.Equal("log p in a batch", likelihood.Together[0], "log p alone", likelihood.Alone[0], allowed),
                       Same("a posterior mean", means, allowed),
                       Same("a surprise", surprise, allowed),
                       Same("a sampled value", samples),
                       Same("a completed value", completion),
                   ]);
        });

    /// <summary>Samples depend on seed, row and draw alone.</summary>
    public static Law EqualSeedsGiveEqualSamples { get; } = new(
        "Equal seeds give equal samples",
        "the same seed, row and draw give the very same sample again, whatever the number of samples",
        scene =>
        {
            var seed = scene.Case.Seed;
            return from many in scene.Ask.Samples(scene.Asked, 3, seed, 0).Map(Numbers)
                   from last in scene.Ask.Samples(scene.Asked, 2, seed, 1).Map(Numbers)
                   from draws in scene.Ask.SamplesGiven(scene.Asked, scene.Evidence, 3, seed, 5).Map(Numbers)
                   from fewer in scene.Ask.SamplesGiven(scene.Asked, scene.Evidence, 2, seed, 5).Map(Numbers)
                   let row = scene.Case.Row.Count
                   select LawOutcome.All(
                   [
                       Same("a value of an unconditional sample", (many[row..], last)),
                       Same("a value of a sample given e", (draws[..(2 * row)], fewer)),
                   ]);
        });

    /// <summary>Evidence is refused exactly where it is impossible.</summary>
    public static Law ImpossibleEvidenceIsRefused { get; } = new(
        "Impossible evidence is refused",
        "log p is never NaN and never above zero for probabilities; where it is minus infinity everything given the evidence is refused with a sentence, elsewhere nothing is",
        scene => LawOutcome.All(Edges(scene).Select(edge => Refusals(scene, edge.Name, scene.Rows(edge.Row)))));

    /// <summary>Values that a variable cannot have are refused.</summary>
    public static Law WrongValuesAreRefused { get; } = new(
        "Values out of range are refused",
        "evidence with a value that its variable cannot have is refused with a sentence",
        scene =>
        {
            var wrong = scene.Rows(scene.Case.With(scene.Case.Place, scene.Family.Values.Match(count => (double)count, () => double.PositiveInfinity)));
            return scene.Ask.LogLikelihood(scene.Asked, wrong).Match<Either<QueryError, LawOutcome>>(
                _ => new LawOutcome.Broken($"evidence with {scene.Case.Name(scene.Case.Place)} = {wrong[0, scene.Case.Place]} was not refused"),
                error => error is QueryError.BadValue ? new LawOutcome.Holds() : new LawOutcome.Broken($"evidence with a value out of range was refused for another reason: {error.Explain()}"));
        });

    /// <summary>Queries free what they make.</summary>
    public static Law NoTensorsAreLeft { get; } = new(
        "Queries leave no live tensors",
        "asking everything once more leaves as many live tensors as there were",
        scene =>
        {
            var (joint, evidence, wanted) = (scene.OnTensors(scene.Joint), scene.OnTensors(scene.Evidence), scene.OnTensors(scene.Wanted));
            Either<QueryError, LanguageExt.Unit> Everything() => scene.Ask.AllOnTensors(scene.Model, joint, evidence, wanted, scene.Case.Seed);
            return from first in Everything() // what is kept for later queries is made here
                   let before = Settled()
                   from second in Everything()
                   select LawOutcome.Equal("live tensors afterwards", Tensor.TotalCount, "live tensors before", before, 0);
        },
        needsTensors: true);

    private static IEnumerable<Law> Hygiene => [RowsDoNotDependOnTheBatch, EqualSeedsGiveEqualSamples, ImpossibleEvidenceIsRefused, WrongValuesAreRefused, NoTensorsAreLeft];

    private static double[] Numbers(EvidenceRows rows) => rows.All.ToArray();

    /// <summary>The first entry that differs; NaN equals NaN.</summary>
    private static LawOutcome Same(string name, (double[] Together, double[] Alone) found, double allowed = 0)
    {
        var (together, alone) = found;
        if (together.Length != alone.Length) return new LawOutcome.Broken($"there are {together.Length} numbers for {name} together and {alone.Length} alone");
        return LawOutcome.All(together.Select((value, index) => double.IsNaN(value) && double.IsNaN(alone[index])
            ? new LawOutcome.Holds()
            : LawOutcome.Equal($"{name} together", value, $"{name} alone", alone[index], allowed * Math.Max(1, Math.Abs(alone[index])))));
    }

    /// <summary>The rows of the case, and one far out where a density falls to nothing.</summary>
    private static IEnumerable<(string Name, Arr<double> Row)> Edges(LawScene scene)
    {
        yield return ("x and e", scene.Case.Row);
        yield return ("e", scene.Case.Evidence);
        if (scene.Family is InputFamily.Gaussian) yield return ($"x = 1e200 and e", scene.Case.With(scene.Case.Place, 1e200));
    }

    private static LawOutcome Refusals(LawScene scene, string name, EvidenceRows row) => scene.LogLikelihoods(row).Match(
        found =>
        {
            var value = found[0];
            if (double.IsNaN(value) || double.IsPositiveInfinity(value)) return new LawOutcome.Broken($"log p of {name} is {value}");
            if (!scene.Asked.IsReal && value > scene.Allowed.LogLikelihood(0)) return new LawOutcome.Differs($"log p of {name}", value, "the logarithm of one", 0, scene.Allowed.LogLikelihood(0));
            return LawOutcome.All(Conditioned(scene, row).Select(query => query.Ask.Match(
                _ => double.IsNegativeInfinity(value) ? new LawOutcome.Broken($"{query.Name} given {name}, which is impossible, was not refused") : (LawOutcome)new LawOutcome.Holds(),
                error => double.IsNegativeInfinity(value) && error is QueryError.Impossible ? new LawOutcome.Holds() : new LawOutcome.Broken($"{query.Name} given {name} of log p = {value} was refused: {error.Explain()}"))));
        },
        error => new LawOutcome.Broken($"log p of {name} was refused: {error.Explain()}"));

    private static IEnumerable<(string Name, Either<QueryError, LanguageExt.Unit> Ask)> Conditioned(LawScene scene, EvidenceRows row)
    {
        yield return ("a posterior", scene.Ask.Posterior(scene.Asked, row).Map(_ => LanguageExt.Unit.Default));
        yield return ("a surprise", scene.Ask.Surprise(scene.Asked, row).Map(_ => LanguageExt.Unit.Default));
        yield return ("a sample", scene.Ask.SamplesGiven(scene.Asked, row, 1, scene.Case.Seed, 0).Map(_ => LanguageExt.Unit.Default));
        yield return ("a completion", scene.Ask.MaxProduct(scene.Asked, row, 0).Map(_ => LanguageExt.Unit.Default));
    }

    /// <summary>The number of live tensors once those that were let go of are freed.</summary>
    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
