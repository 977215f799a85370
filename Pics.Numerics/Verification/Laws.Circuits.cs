namespace Pics.Numerics;

/// <content>Other ways to evaluate the same circuit.</content>
public static partial class Laws
{
    private const long MostKernels = 100_000; // values of kernels that the denotation computes
    private const double LeastLogLikelihood = -600; // below it the denotation, which knows no logarithms, comes near the least number

    /// <summary>Folding what was unfolded changes nothing.</summary>
    public static Law RefoldingKeeps { get; } = new(
        "Refolding keeps the log-likelihood",
        "the circuit unfolded to single units and folded again has the same log-likelihoods",
        scene => scene.Held.Refolded.Match(
            refolded =>
            {
                var rows = scene.Rows(scene.Case.Row, scene.Case.Evidence);
                return from expected in scene.LogLikelihoods(rows)
                       from found in scene.Ask.LogLikelihood(refolded, rows)
                       select Rows(scene, "refolded log p", found, "log p", expected, scene.Allowed.LogLikelihood, "x and e", "e");
            },
            error => Just(new LawOutcome.Broken($"the circuit cannot be folded again: {error.Explain()}"))));

    /// <summary>The reference semantics gives the engine's numbers.</summary>
    public static Law DenotationAgrees { get; } = new(
        "Denotation agrees with the engine",
        "log p agrees with the definitions carried out one unit after the other",
        scene => CannotDenote(scene) is { } reason ? Skip(reason) : scene.LogLikelihoods(scene.Rows(scene.Case.Row, scene.Case.Evidence)).Map(engine => LawOutcome.All(
            new[] { ("x and e", scene.Case.Row, engine[0]), ("e", scene.Case.Evidence, engine[1]) }.Select(entry => entry.Item3 < LeastLogLikelihood
                ? new LawOutcome.Skipped("the evidence is too improbable for numbers that are not logarithms")
                : ModelMeaning.Of(scene.Asked, entry.Item2).Match(
                    meaning => LawOutcome.Equal($"log p of {entry.Item1}", entry.Item3, "log of the denotation", Math.Log(scene.Ask.Denotation(scene.Asked.Circuit, meaning)), scene.Allowed.LogLikelihood(entry.Item3)),
                    error => new LawOutcome.Broken($"the model has no meaning: {error.Explain()}"))))));

    /// <summary>Engines give the same log-likelihoods.</summary>
    public static Law EnginesAgree { get; } = new(
        "Engines agree on log-likelihoods",
        "every engine that runs here gives the log-likelihoods of the reference engine",
        scene =>
        {
            var rows = scene.OnTensors(scene.Rows(scene.Case.Row, scene.Case.Evidence, scene.NoRow));
            var found = scene.Held.Engines().Select(engine => (engine.Kind, Values: LawScene.Values(scene.Ask.EngineLogLikelihood(engine, scene.Model.Parameters, rows)))).ToList();
            return Just(LawOutcome.All(found.Skip(1).Select(other => Rows(scene, $"log p by the {Word(other.Kind)} engine", other.Values, "log p by the reference engine", found[0].Values, scene.Allowed.LogLikelihood, "x and e", "e", "nothing"))));
        },
        needsTensors: true);

    /// <summary>Engines give the same gradients.</summary>
    public static Law EnginesAgreeOnGradients { get; } = new(
        "Engines agree on gradients",
        "every engine that runs here gives the gradients of the reference engine by every number of the circuit",
        scene => scene.LogLikelihoods(scene.Rows(scene.Case.Row, scene.Case.Evidence)).Map(values => values.Any(double.IsNegativeInfinity)
            ? new LawOutcome.Skipped("the evidence has probability zero")
            : Gradients(scene, scene.OnTensors(scene.Rows(scene.Case.Row, scene.Case.Evidence)), scene.Allowed.Gradient(values.Min()))),
        needsTensors: true);

    /// <summary>Both precisions give the same log-likelihoods.</summary>
    public static Law PrecisionsAgree { get; } = new(
        "Float agrees with double",
        "the same parameters give the same log-likelihoods in 32 and in 64 bits, as far as 32 bits go",
        scene => scene.Asked.IsDouble ? Skip("the model is of 64 bits") : scene.Subject.Twin.At(scene.Case.Rule).Match(
            twin =>
            {
                var rows = scene.Rows(scene.Case.Row, scene.Case.Evidence);
                return from single in scene.LogLikelihoods(rows)
                       from exact in scene.Ask.LogLikelihood(twin.Asked, rows)
                       select Rows(scene, "log p in 32 bits", single, "log p in 64 bits", exact, scene.Allowed.Precisions, "x and e", "e");
            },
            error => Skip(error.Explain())));

    private static IEnumerable<Law> Circuits => [RefoldingKeeps, DenotationAgrees, EnginesAgree, EnginesAgreeOnGradients, PrecisionsAgree];

    private static string Word(EngineKind kind) => kind.ToString().ToLowerInvariant();

    private static string? CannotDenote(LawScene scene)
    {
        if (scene.Subject.Model.IsPlain) return "the denotation is that of a PIC, with rows of sums that add up to one";
        if (scene.Case.Channels > 1) return "the denotation is of one channel";
        var kernels = scene.Asked.Circuit.Layers.Sum(layer => layer.Functions.Sum(function => Math.Pow(scene.Case.Nodes, function.Signature.Latents)));
        return kernels <= MostKernels ? null : "the circuit is too large for the denotation";
    }

    private static LawOutcome Gradients(LawScene scene, Tensor rows, double allowed)
    {
        CircuitTensors Of(ICircuitEngine engine)
        {
            var gradients = scene.Model.Parameters.Like();
            scene.Ask.EngineGradients(engine, scene.Model.Parameters, rows, gradients);
            return gradients;
        }

        static double Size(Tensor values) => values.abs().max().to(ScalarType.Float64).item<double>();

        var engines = scene.Held.Engines().ToList();
        using var expected = Of(engines[0]);
        var least = allowed * expected.Groups.Max(group => Size(expected[group])); // below it a whole group is rounding
        return LawOutcome.All(engines.Skip(1).Select(engine =>
        {
            using var found = Of(engine);
            return LawOutcome.All([.. expected.Groups.Select(group => Largest(engine.Kind, group, expected[group], found[group], allowed * Math.Max(least, Size(expected[group]))))]);
        }));
    }

    /// <summary>The entry of a group's gradient that differs most.</summary>
    private static LawOutcome Largest(EngineKind kind, int group, Tensor expected, Tensor found, double allowed)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (expected.flatten(), found.flatten());
        var worst = (first - second).abs().nan_to_num(double.PositiveInfinity, double.PositiveInfinity).argmax().item<long>();
        return LawOutcome.Equal(
            $"gradient by number {worst} of group {group}, {Word(kind)} engine",
            second[worst].to(ScalarType.Float64).item<double>(),
            "that of the reference engine",
            first[worst].to(ScalarType.Float64).item<double>(),
            allowed);
    }
}
