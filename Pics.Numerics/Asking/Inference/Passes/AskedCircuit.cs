namespace Pics.Numerics;

/// <summary>A folded QPC with its parameters in plain memory, in the circuit's own numbers: what every query takes.</summary>
/// <remarks>
/// Queries walk over the same folded layers; what they need is compiled when it is first asked for and kept. Likelihoods are divided by Z, which is one for
/// the QPC of a PIC. Queries share working memory, so one of them runs at a time: whoever asks while another thread does waits, and gets the same bits as
/// alone. After <see cref="Dispose"/> there is an <see cref="ObjectDisposedException"/>.
/// </remarks>
internal sealed class AskedCircuit : IDisposable
{
    private const int FewestRows = 256;
    private const int FewestFlows = 16;
    private const int MostRows = 2048;
    private const double BatchBudget = 1L << 30; // bytes

    private readonly Lock gate = new();
    private readonly IDisposable? owned;
    private readonly Lazy<HostParameters> host;
    private readonly Lazy<double> logZ;
    private readonly Lazy<int> batchSize;
    private readonly Lazy<TopDownPass> walk;
    private readonly Lazy<Activations?> prior;
    private bool isDisposed;

    /// <summary>A circuit in the fused engine.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="numbers">The parameters of its functions; they must stay as they are.</param>
    /// <param name="isNormalised">Whether the rows of the kernels sum to one by construction, so that log Z is zero.</param>
    /// <param name="owned">Disposed of with it; nothing where the parameters are somebody else's.</param>
    public AskedCircuit(FoldedQpc circuit, CircuitNumbers numbers, bool isNormalised, IDisposable? owned)
        : this(circuit, numbers, isNormalised, owned, new FusedPasses(circuit, numbers))
    {
    }

    /// <summary>A circuit that is evaluated in a way of its own.</summary>
    public AskedCircuit(FoldedQpc circuit, CircuitNumbers numbers, bool isNormalised, IDisposable? owned, CircuitPasses passes)
    {
        (Circuit, Numbers, IsNormalised, Passes, this.owned) = (circuit, numbers, isNormalised, passes, owned);
        Families = FamiliesOf(circuit);
        (Variables, Channels, IsReal) = (circuit.Scope.Columns, Families.IsEmpty ? 1 : Families.Values.Max(family => family.Channels), Families.Values.Any(family => family is InputFamily.Gaussian));
        host = new(() => new(circuit, numbers));
        batchSize = new(() => LargestBatch(circuit, numbers.IsDouble));
        logZ = new(() => isNormalised ? 0 : Passes.LogLikelihood(NoEvidence(1))[0]);
        walk = new(() => TopDownPass.Of(this));
        prior = new(() => isNormalised ? null : Passes.Kept(NoEvidence(1)));
    }

    /// <summary>A stored model at any K and rule. Error: <see cref="PicsError"/>.</summary>
    /// <param name="host">The model; it may be disposed of before the result.</param>
    /// <param name="rule">The quadrature rule; for a plain circuit of as many nodes as it has.</param>
    public static Either<PicsError, AskedCircuit> Of(HostModel host, QuadratureRule rule) =>
        from possible in host.FindFault(rule) is { } fault ? fault : Either<PicsError, LanguageExt.Unit>.Right(LanguageExt.Unit.Default)
        from circuit in Pipeline.Evaluation(rule).Apply(host.Pic)
        from numbers in host.Numbers(rule)
        select new AskedCircuit(circuit, numbers, host.IsNormalised, numbers);

    /// <summary>The circuit.</summary>
    public FoldedQpc Circuit { get; }

    /// <summary>The parameters of its functions.</summary>
    public CircuitNumbers Numbers { get; }

    /// <summary>Whether they are float64 instead of float32.</summary>
    public bool IsDouble => Numbers.IsDouble;

    /// <summary>How folds are evaluated.</summary>
    public CircuitPasses Passes { get; }

    /// <summary>The family of each variable that is open.</summary>
    public ImmutableSortedDictionary<int, InputFamily> Families { get; }

    /// <summary>The columns that a row of evidence needs.</summary>
    public int Variables { get; }

    /// <summary>The channels of a variable.</summary>
    public int Channels { get; }

    /// <summary>Whether some variable is a real number.</summary>
    public bool IsReal { get; }

    /// <summary>Whether the rows of the kernels sum to one by construction, so that log Z is zero.</summary>
    public bool IsNormalised { get; }

    /// <summary>log Z in nats.</summary>
    public double LogZ => Alone(() => logZ.Value);

    /// <summary>Rows that are evaluated together where nothing else is asked for: more of them are equal to a part of the circuit, as far as memory goes.</summary>
    public int BatchSize => batchSize.Value;

    /// <summary>Rows whose flows are computed together: values, what slots give, and slopes of each, as far as memory goes.</summary>
    public int FlowRows
    {
        get
        {
            var (size, row) = (FewestRows, 3.0 * RowBytes(Circuit, IsDouble));
            while (size > FewestFlows && size * row > BatchBudget) size /= 2;
            return size;
        }
    }

    /// <summary>What sampling and completion read of the parameters.</summary>
    public HostParameters Host => host.Value;

    /// <summary>The top-down pass.</summary>
    public TopDownPass Walk => walk.Value;

    /// <summary>What every fold gives where nothing is observed; null where that is one.</summary>
    public Activations? Prior => prior.Value;

    /// <summary>The largest batch whose values fit into the budget even if no two rows are equal.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="isDouble">Whether its parameters are float64 instead of float32.</param>
    public static int LargestBatch(FoldedQpc circuit, bool isDouble)
    {
        var (size, row) = (MostRows, RowBytes(circuit, isDouble));
        while (size > FewestRows && size * row > BatchBudget) size /= 2;
        return size;
    }

    /// <summary>The family of each variable of a circuit that is open.</summary>
    public static ImmutableSortedDictionary<int, InputFamily> FamiliesOf(Pic pic) => pic.Units.Units.OfType<CircuitUnit.Input>()
        .Where(input => input.Observation is Observation.Open)
        .DistinctBy(input => input.Variable)
        .ToImmutableSortedDictionary(input => input.Variable, input => input.Density.Signature.Match(density => density.Family, _ => throw new InvalidOperationException("an input unit has a density")));

    /// <summary>A circuit of the same distribution but for its input units, evaluated in the same way, over parameters that somebody else owns.</summary>
    public AskedCircuit With(FoldedQpc circuit, CircuitNumbers numbers, bool isNormalised) => new(circuit, numbers, isNormalised, null, Passes.Of(circuit, numbers));

    /// <summary>The evidence that observes nothing, [rows, variables, channels].</summary>
    public EvidenceRows NoEvidence(int rows) => EvidenceRows.Nothing(rows, Variables, Channels);

    /// <summary>What a query gives that nobody else makes at the same time.</summary>
    /// <param name="query">The query.</param>
    /// <param name="owner">What cannot be asked after it was disposed of, for people; the circuit if not given.</param>
    public T Alone<T>(Func<T> query, object? owner = null)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, owner ?? this);
            return Passes.Around(query);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed) return;
            isDisposed = true;
            if (host.IsValueCreated) host.Value.Dispose();
            if (prior.IsValueCreated) prior.Value?.Dispose();
            Passes.Dispose();
            owned?.Dispose();
        }
    }

    private static double RowBytes(FoldedQpc circuit, bool isDouble) => circuit.Layers.Sum(layer => (double)layer.Folds * layer.Width) * (isDouble ? sizeof(double) : sizeof(float));

    private static ImmutableSortedDictionary<int, InputFamily> FamiliesOf(FoldedQpc circuit) => circuit.Layers.OfType<FoldedLayer.Input>()
        .SelectMany(layer => Enumerable.Range(0, layer.Folds).Where(fold => layer.Observations[fold] is Observation.Open).Select(fold => (Variable: layer.Variables[fold], Family: layer.Family)))
        .DistinctBy(entry => entry.Variable)
        .ToImmutableSortedDictionary(entry => entry.Variable, entry => entry.Family);
}
