namespace Pics.Numerics;

/// <summary>The E-step: how often each weight of a circuit is used, as the model sees it.</summary>
/// <remarks>
/// The expected count of a weight of a sum is the weight times the gradient of log p by it; that of a value of an input is the gradient by its log-probability. These are the flows
/// of the circuit, the same for weights that are not normalised: scaling the weights of a unit scales gradients the other way. Any engine that differentiates gives them.
/// </remarks>
internal sealed class ExpectedCounts : IDisposable
{
    private readonly ImmutableArray<(int Group, bool IsKernel)> groups;
    private readonly CircuitTensors ones; // log-probabilities of zero for every value of every input

    /// <param name="groups">The function groups of the circuit; inputs have finitely many values.</param>
    /// <param name="like">Parameters of the circuit, for their shapes.</param>
    public ExpectedCounts(IEnumerable<FunctionGroup> groups, CircuitTensors like)
    {
        this.groups = [.. groups.Select(group => (group.Id, group.Signature is FunctionSignature.Kernel))];
        using var scope = NewDisposeScope();
        ones = new(this.groups.Where(group => !group.IsKernel).Select(group => (group.Group, zeros_like(like[group.Group]))));
        (OfRows, OfModel) = (like.Like(), like.Like());
    }

    /// <summary>Mean counts a row, of the shapes of the parameters of the circuit.</summary>
    public CircuitTensors OfRows { get; }

    /// <summary>Counts of a row of which nothing is known, as the model expects them: [H, K_out, K_in] of a kernel; of an input the total of each node in place of its first value, [H, K, C, V], the others zero.</summary>
    public CircuitTensors OfModel { get; }

    /// <summary>Counts some rows and gives their mean log-likelihood, not divided by Z, [] of float64.</summary>
    /// <param name="engine">What evaluates the circuit.</param>
    /// <param name="numbers">The parameters of the circuit.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="rowsAtOnce">Rows evaluated at once.</param>
    /// <param name="evidence">Given a place and a number of rows, those rows.</param>
    public Tensor CountRows(ICircuitEngine engine, CircuitTensors numbers, int rows, int rowsAtOnce, Func<int, int, Tensor> evidence)
    {
        var sum = OfSome(engine, numbers, rows, new([0, rows], evidence), rowsAtOnce, OfRows).sum();
        Weigh(numbers);
        return sum.div_(Held.Of((double)rows));
    }

    /// <summary>Puts what some rows add to the mean counts a row into place, not yet weighed, and gives the sums of the log-likelihoods of each part, not divided by Z, [parts] of float64.</summary>
    /// <param name="engine">What evaluates the circuit.</param>
    /// <param name="numbers">The parameters of the circuit.</param>
    /// <param name="batch">Rows of which the mean is.</param>
    /// <param name="rows">Those that are counted, at least one.</param>
    /// <param name="rowsAtOnce">Rows evaluated at once.</param>
    /// <param name="into">Where it goes.</param>
    public static Tensor OfSome(ICircuitEngine engine, CircuitTensors numbers, int batch, RowsAtHand rows, int rowsAtOnce, CircuitTensors into) =>
        BatchParts.Differentiate(engine, numbers, rows, rowsAtOnce, 1.0 / batch, into);

    /// <summary>From gradients by the weights of sums in <see cref="OfRows"/> to counts.</summary>
    /// <param name="numbers">The parameters of the circuit.</param>
    public void Weigh(CircuitTensors numbers) => Weigh(OfRows, numbers);

    /// <summary>Counts what the model expects, and gives log Z, [] of float64.</summary>
    /// <param name="engine">What evaluates the circuit.</param>
    /// <param name="numbers">The parameters of the circuit.</param>
    /// <param name="noEvidence">One row that observes nothing.</param>
    /// <remarks>Summed out is a value like any other if all have the log-probability zero, and then the gradient by it tells how often a node of an input is used.</remarks>
    public Tensor CountModel(ICircuitEngine engine, CircuitTensors numbers, Tensor noEvidence)
    {
        using var scope = NewDisposeScope();
        using var summed = new CircuitTensors(groups.Select(group => (group.Group, (group.IsKernel ? numbers : ones)[group.Group].alias())));
        var logZ = engine.Differentiate(summed, zeros_like(noEvidence), OfModel, 1, accumulate: false).to(ScalarType.Float64).sum();
        Weigh(OfModel, numbers);
        return logZ.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ones.Dispose();
        OfRows.Dispose();
        OfModel.Dispose();
    }

    private void Weigh(CircuitTensors gradients, CircuitTensors numbers)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (group, isKernel) in groups)
            if (isKernel)
                gradients[group].mul_(numbers[group]);
    }
}
