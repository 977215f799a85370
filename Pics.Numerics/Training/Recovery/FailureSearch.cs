namespace Pics.Numerics;

/// <summary>Repeats a step slowly and finds where it first meets a number that is not finite: in the parameters, what the nets give, the values of the circuit from its inputs up, its gradients from the root down, those of the nets.</summary>
/// <param name="engine">The engine of the run: another might not meet it.</param>
/// <param name="circuit">Its circuit at the K of the step.</param>
/// <param name="rule">The rule of the step.</param>
/// <param name="parameters">As they were when the step failed.</param>
/// <param name="settings">Those of the run.</param>
internal sealed class FailureSearch(ICircuitEngine engine, FoldedQpc circuit, QuadratureRule rule, ICircuitParameters parameters, TrainingSettings settings)
{
    private bool IsPlain => !parameters.IsNormalised;

    /// <summary>What a step that was made has made not finite.</summary>
    /// <param name="optimizer">With what it keeps after the step.</param>
    public FailureFinding OfUpdate(IOptimiser optimizer)
    {
        using var scope = NewDisposeScope();
        var names = parameters.Trainable.Select(parameter => parameters.Named.First(entry => entry.Tensor.Handle == parameter.Handle).Name).ToList();
        var moments = optimizer.Named.Where(entry => !entry.Name.StartsWith("first.", StringComparison.Ordinal)).Select(entry => entry.Tensor);
        var found = parameters.Trainable.Zip(moments, (parameter, second) => IsFinite(parameter) && IsFinite(second)).TakeWhile(isFinite => isFinite).Count();
        return new(found < names.Count ? new FailurePlace.Update(names[found]) : new FailurePlace.Nowhere(), [], []);
    }

    /// <summary>Where a step on a batch fails before anything is changed.</summary>
    /// <param name="evidence">[B, variables, channels].</param>
    public FailureFinding OfStep(Tensor evidence)
    {
        using var scope = NewDisposeScope();
        using var numbers = parameters.Materialize(rule, settings.Rules.NetNodes, forGradients: true, engine.Kind);
        var logLikelihoods = LogLikelihoods(numbers.Tensors, evidence);
        var bad = Enumerable.Range(0, logLikelihoods.Length).Where(row => !double.IsFinite(logLikelihoods[row])).ToImmutableArray();
        if (OfParameters() is { } parameter) return new(parameter, [], logLikelihoods);
        if (OfNumbers(numbers.Tensors) is { } function) return new(function, [], logLikelihoods);
        if (bad.Length > 0) return new(OfValues(numbers.Tensors, evidence, bad, logLikelihoods), bad, logLikelihoods);
        if (IsPlain && OfNormaliser(numbers.Tensors, evidence) is { } normaliser) return new(normaliser, [], logLikelihoods);
        using var gradients = numbers.Tensors.Like();
        new LossGradient(engine, settings.Optimiser.Reduction, (int)evidence.shape[0], settings.RowsAtOnce, parameters.IsNormalised) { Whole = settings.Batches.Size }
            .Of(numbers.Tensors, (first, rows) => evidence.narrow(0, first, rows), () => NoEvidence(evidence), gradients);
        return OfGradients(gradients) is { } gradient
            ? new(gradient, BadAlone(numbers.Tensors, evidence), logLikelihoods)
            : new((FailurePlace?)OfNets(numbers, gradients) ?? new FailurePlace.Nowhere(), [], logLikelihoods);
    }

    private static bool IsFinite(Tensor tensor) => tensor.isfinite().all().item<bool>();

    /// <summary>One row that observes nothing, of the type of others.</summary>
    private static Tensor NoEvidence(Tensor like) =>
        (like.dtype == ScalarType.Int64 ? full_like(like[0], Held.Of(-1)) : full_like(like[0], Held.Of(double.NaN))).unsqueeze(0);

    private FoldName Name(FoldAddress address) => FoldName.Of(circuit, address, IsPlain);

    private IEnumerable<(int First, Tensor Evidence)> Parts(Tensor evidence)
    {
        for (var first = 0; first < evidence.shape[0]; first += settings.RowsAtOnce)
            yield return (first, evidence.narrow(0, first, Math.Min(settings.RowsAtOnce, evidence.shape[0] - first)));
    }

    private double[] LogLikelihoods(CircuitTensors numbers, Tensor evidence) =>
        [.. Parts(evidence).SelectMany(part => engine.LogLikelihood(numbers, part.Evidence).to(ScalarType.Float64).cpu().data<double>().ToArray())];

    private FailurePlace.Parameter? OfParameters() =>
        parameters.Named.Where(entry => !IsFinite(entry.Tensor)).Select(entry => new FailurePlace.Parameter(entry.Name)).FirstOrDefault();

    /// <summary>Functions of which a parameter is NaN or plus infinity: the logarithm of a probability of zero is no fault of a net.</summary>
    private FailurePlace.Function? OfNumbers(CircuitTensors numbers) => Uses(numbers, head => head.isnan().logical_or(head.isposinf()).any().item<bool>())
        .Select(use => new FailurePlace.Function(use.Group, use.Head, Name(use.Fold)))
        .FirstOrDefault();

    private FailurePlace OfValues(CircuitTensors numbers, Tensor evidence, ImmutableArray<int> bad, double[] logLikelihoods)
    {
        foreach (var (first, rows) in Parts(evidence))
        {
            var wanted = bad.Where(row => row >= first && row < first + rows.shape[0]).ToList();
            if (wanted.Count > 0 && FirstFold(numbers, rows, wanted.ConvertAll(row => (row - first, double.IsNegativeInfinity(logLikelihoods[row])))) is var (fold, isZero))
                return new FailurePlace.Fold(Name(fold), isZero, IsNormaliser: false);
        }

        return new FailurePlace.Nowhere();
    }

    private FailurePlace.Fold? OfNormaliser(CircuitTensors numbers, Tensor like)
    {
        var nothing = NoEvidence(like);
        var logZ = LogLikelihoods(numbers, nothing)[0];
        return !double.IsFinite(logZ) && FirstFold(numbers, nothing, [(0, double.IsNegativeInfinity(logZ))]) is var (fold, isZero)
            ? new FailurePlace.Fold(Name(fold), isZero, IsNormaliser: true)
            : null;
    }

    /// <summary>The first fold with values that are not finite for some row, or all zero for a row of probability zero.</summary>
    private (FoldAddress Fold, bool IsZero)? FirstFold(CircuitTensors numbers, Tensor evidence, IReadOnlyList<(int Row, bool IsZero)> rows)
    {
        var isDouble = numbers[numbers.Groups.First()].dtype == ScalarType.Float64;
        using var activations = HostActivations.OfEngine(engine, numbers, evidence);
        for (var layer = 0; layer < circuit.Layers.Length; layer++)
            for (var fold = 0; fold < circuit.Layers[layer].Folds; fold++)
            {
                var (address, width) = (new FoldAddress(layer, fold), circuit.Layers[layer].Width);
                var values = activations.Of(address);
                foreach (var (row, isZero) in rows)
                    if (isZero ? FoldCheck.IsZero(values, row, width, isDouble) : !FoldCheck.IsFinite(values, row, width, isDouble))
                        return (address, isZero);
            }

        return null;
    }

    private FailurePlace.FunctionGradient? OfGradients(CircuitTensors gradients) => Uses(gradients, head => !IsFinite(head))
        .Reverse()
        .Select(use => new FailurePlace.FunctionGradient(Name(use.Fold)))
        .FirstOrDefault();

    /// <summary>The rows that give such gradients also alone.</summary>
    private ImmutableArray<int> BadAlone(CircuitTensors numbers, Tensor evidence)
    {
        using var alone = numbers.Like();
        bool IsBad(int row)
        {
            using var scope = NewDisposeScope();
            engine.Differentiate(numbers, evidence.narrow(0, row, 1), alone, 1, accumulate: false);
            return !alone.Groups.All(group => IsFinite(alone[group]));
        }

        return [.. Enumerable.Range(0, (int)evidence.shape[0]).Where(IsBad)];
    }

    private FailurePlace.ParameterGradient? OfNets(Materialization numbers, CircuitTensors gradients)
    {
        foreach (var parameter in parameters.Trainable) parameter.grad?.zero_();
        numbers.Backward(gradients);
        return parameters.Named
            .Where(entry => entry.Tensor.requires_grad && entry.Tensor.grad is { } gradient && !IsFinite(gradient))
            .Select(entry => new FailurePlace.ParameterGradient(entry.Name))
            .FirstOrDefault();
    }

    /// <summary>The uses, in the order of evaluation, of the functions whose numbers are wanted.</summary>
    private IEnumerable<(int Group, int Head, FoldAddress Fold)> Uses(CircuitTensors numbers, Func<Tensor, bool> isWanted)
    {
        var wanted = numbers.Groups
            .SelectMany(group => Enumerable.Range(0, (int)numbers[group].shape[0]).Where(head => isWanted(numbers[group][head])).Select(head => (group, head)))
            .ToHashSet();
        return from layer in Enumerable.Range(0, wanted.Count == 0 ? 0 : circuit.Layers.Length)
               let functions = circuit.Layers[layer].Functions
               from slot in Enumerable.Range(0, functions.Count)
               where wanted.Contains((functions[slot].Group, functions[slot].Head))
               select (functions[slot].Group, functions[slot].Head, new FoldAddress(layer, slot / (functions.Count / circuit.Layers[layer].Folds)));
    }
}

/// <summary>What a search found.</summary>
/// <param name="Place">The place.</param>
/// <param name="Bad">The places in the batch of the rows whose own numbers are not finite.</param>
/// <param name="LogLikelihoods">Of each row, nats, not divided by Z; none where they are not known.</param>
internal sealed record FailureFinding(FailurePlace Place, ImmutableArray<int> Bad, double[] LogLikelihoods);
