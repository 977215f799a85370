namespace Pics.Numerics;

/// <summary>A folded QPC with its parameters, in the circuit's own numbers: what every query takes.</summary>
/// <remarks>
/// Queries walk over the same folded layers; the stacks they need are compiled when they are first asked for and kept. Likelihoods
/// are divided by Z, which is one for the QPC of a PIC. Queries share working memory, so one of them runs at a time: whoever asks while another
/// thread does waits, and gets the same bits as alone: a query has as many threads of libtorch as there were where the model was made. After <see cref="Dispose"/> there is an <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class QpcModel : IDisposable
{
    private const int FewestRows = 256;
    private const int FewestFlows = 16;
    private const int MostRows = 2048;
    private const double BatchBudget = 1L << 30; // bytes

    private readonly Lock gate = new();
    private readonly int threads = get_num_threads(); // libtorch keeps a number for each thread, and sums differ by it in their last bits
    private readonly IDisposable? owned;
    private readonly Lazy<ICircuitEngine> engine;
    private readonly Lazy<ScaledStack> scaled;
    private readonly Lazy<MaxStack> max;
    private readonly Lazy<HostParameters> host;
    private readonly Lazy<double> logZ;
    private readonly Lazy<int> batchSize;
    private readonly Lazy<FusedEngine?> fusedMaxima;
    private readonly Lazy<TopDownPass> walk;
    private readonly Lazy<Activations?> prior;
    private bool isDisposed;

    /// <summary>A model over parameters that somebody else owns.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="parameters">The parameters of its functions; they must outlive the model and stay as they are.</param>
    public QpcModel(FoldedQpc circuit, CircuitTensors parameters)
        : this(circuit, parameters, isNormalised: false, null)
    {
    }

    /// <summary>The same model, asked through another engine; over parameters that somebody else owns.</summary>
    internal QpcModel(QpcModel model, EngineKind engine)
        : this(model.Circuit, model.Parameters, model.IsNormalised, null, engine)
    {
    }

    private QpcModel(FoldedQpc circuit, CircuitTensors parameters, bool isNormalised, IDisposable? owned, EngineKind? wished = null)
    {
        (Circuit, Parameters, IsNormalised, this.owned) = (circuit, parameters, isNormalised, owned);
        var sample = parameters[parameters.Groups.First()];
        (Device, Type) = (sample.device, sample.dtype);
        Families = circuit.Layers.OfType<FoldedLayer.Input>()
            .SelectMany(layer => Enumerable.Range(0, layer.Folds).Where(fold => layer.Observations[fold] is Observation.Open).Select(fold => (Variable: layer.Variables[fold], Family: layer.Family)))
            .DistinctBy(entry => entry.Variable)
            .ToImmutableSortedDictionary(entry => entry.Variable, entry => entry.Family);
        (Variables, Channels, IsReal) = (circuit.Scope.Columns, Families.IsEmpty ? 1 : Families.Values.Max(family => family.Channels), Families.Values.Any(family => family is InputFamily.Gaussian));
        engine = new(() =>
        {
            var made = Compile.ToEngine(circuit, wished ?? Engines.Choose(Device).Kind, Device);
            if (made is FusedEngine fused) fused.Hold(parameters);
            return made;
        });
        scaled = new(() => Compile.ToScaledStack(circuit, Device));
        max = new(() => Compile.ToMaxStack(circuit, Device));
        host = new(() => new(circuit, parameters));
        batchSize = new(() => LargestBatch(circuit, Type));
        logZ = new(() => isNormalised ? 0 : LogNormaliser());
        fusedMaxima = new(() => Engine is FusedEngine fused ? fused.Maxima() : null);
        walk = new(() => TopDownPass.Of(this));
        prior = new(() => isNormalised ? null : HostActivations.Of(Scaled.Outputs(parameters, NoEvidence(1))));
    }

    /// <summary>The circuit.</summary>
    public FoldedQpc Circuit { get; }

    /// <summary>The parameters of its functions.</summary>
    public CircuitTensors Parameters { get; }

    /// <summary>The family of each variable that is open.</summary>
    public ImmutableSortedDictionary<int, InputFamily> Families { get; }

    /// <summary>Where the parameters are.</summary>
    public Device Device { get; }

    /// <summary>The precision of the parameters.</summary>
    public ScalarType Type { get; }

    /// <summary>The columns that a row of evidence needs.</summary>
    public int Variables { get; }

    /// <summary>The channels of a variable.</summary>
    public int Channels { get; }

    /// <summary>Whether some variable is a real number, so that evidence and samples are float64.</summary>
    public bool IsReal { get; }

    /// <summary>Whether the rows of the kernels sum to one by construction, so that log Z is zero.</summary>
    public bool IsNormalised { get; }

    /// <summary>log Z in nats.</summary>
    public double LogZ => Alone(() => logZ.Value);

    /// <summary>Rows that are evaluated together where nothing else is asked for: more of them are equal to a part of the circuit, as far as memory goes.</summary>
    internal int BatchSize => batchSize.Value;

    /// <summary>Rows whose flows are computed together: values, what slots give, and slopes of each, as far as memory goes.</summary>
    internal int FlowRows
    {
        get
        {
            var (size, row) = (FewestRows, 3.0 * Circuit.Layers.Sum(layer => (double)layer.Folds * layer.Width) * Type.ElementSize());
            while (size > FewestFlows && size * row > BatchBudget) size /= 2;
            return size;
        }
    }

    /// <summary>The fastest engine on the device; to be used by one thread at a time.</summary>
    public ICircuitEngine Engine => engine.Value;

    /// <summary>The engine whose layers queries read.</summary>
    internal ScaledStack Scaled => scaled.Value;

    /// <summary>The layers with the maximum in place of each sum.</summary>
    internal MaxStack Max => max.Value;

    /// <summary>The same in the fused engine, where that is the fastest.</summary>
    internal FusedEngine? FusedMaxima => fusedMaxima.Value;

    /// <summary>The parameters in the host's memory.</summary>
    internal HostParameters Host => host.Value;

    /// <summary>The top-down pass.</summary>
    internal TopDownPass Walk => walk.Value;

    /// <summary>What every fold gives where nothing is observed; null where that is one.</summary>
    internal Activations? Prior
    {
        get
        {
            using var scope = NewDisposeScope();
            return prior.Value;
        }
    }

    /// <summary>A stored model at any K and rule. Error: <see cref="PicsError"/>.</summary>
    /// <param name="stored">The model; it may be disposed of before the result.</param>
    /// <param name="rule">The quadrature rule; for a plain circuit of as many nodes as it has.</param>
    public static Either<PicsError, QpcModel> Of(StoredModel stored, QuadratureRule rule) => Of(stored.Pic, stored.Parameters, rule);

    /// <summary>A PIC with its parameters under a rule. Error: <see cref="PicsError"/>.</summary>
    public static Either<PicsError, QpcModel> Of(Pic pic, ICircuitParameters parameters, QuadratureRule rule)
    {
        var nodes = parameters switch { FreeWeights free => free.Nodes, FixedParameters given => given.Nodes, _ => rule.Count };
        if (rule.Count != nodes) return new PicsError.Rule(new RuleError.BadCount(rule.Name, rule.Count, $"the {nodes} of this circuit, whose numbers are at its own nodes; only a PIC is evaluated at another K"));
        return Pipeline.Evaluation(rule).Apply(pic).Map(circuit =>
        {
            var kind = Engines.Choose(parameters.Named.First().Tensor.device).Kind;
            var materialization = parameters.Materialize(rule, forGradients: false, kind);
            return new QpcModel(circuit, materialization.Tensors, parameters.IsNormalised, materialization);
        });
    }

    /// <summary>A model of the same distribution but for its input units, over parameters that somebody else owns.</summary>
    internal QpcModel With(FoldedQpc circuit, CircuitTensors parameters) => new(circuit, parameters, IsNormalised, null);

    /// <summary>The evidence that observes nothing, [rows, variables, channels].</summary>
    internal Tensor NoEvidence(long rows) => EvidenceTensors.Nothing(rows, Variables, Channels, IsReal, Device);

    /// <summary>Some rows as evidence that can hold all values of the model, [B, variables, channels].</summary>
    internal Tensor Evidence(Dataset data, ReadOnlySpan<int> rows)
    {
        var batch = data.Batch(rows, Device);
        if (!IsReal || batch.dtype == ScalarType.Float64) return batch;
        using (batch) return EvidenceTensors.ForReals(batch);
    }

    /// <summary>The values of one row as evidence, [1, variables, channels].</summary>
    internal Tensor Evidence(EncodedRow row) => EvidenceTensors.Of([row.Form.Seen(row.Values)], row.Form.Variables, row.Form.Channels, IsReal, Device);

    /// <summary>What a query gives that nobody else makes at the same time.</summary>
    /// <param name="query">Its tensors are disposed of at its end.</param>
    /// <param name="owner">What cannot be asked after it was disposed of, for people; the model if not given.</param>
    internal T Alone<T>(Func<T> query, object? owner = null)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, owner ?? this);
            var before = get_num_threads();
            if (before != threads) set_num_threads(threads);
            try
            {
                using var scope = NewDisposeScope();
                return query();
            }
            finally
            {
                if (before != threads) set_num_threads(before);
            }
        }
    }

    /// <summary>The family of each variable of a circuit that is open.</summary>
    public static ImmutableSortedDictionary<int, InputFamily> FamiliesOf(Pic pic) => pic.Units.Units.OfType<CircuitUnit.Input>()
        .Where(input => input.Observation is Observation.Open)
        .DistinctBy(input => input.Variable)
        .ToImmutableSortedDictionary(input => input.Variable, input => input.Density.Signature.Match(density => density.Family, _ => throw new InvalidOperationException("an input unit has a density")));

    /// <summary>The largest batch whose values fit into the budget even if no two rows are equal.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="type">The precision of the parameters.</param>
    public static int LargestBatch(FoldedQpc circuit, ScalarType type)
    {
        var row = circuit.Layers.Sum(layer => (double)layer.Folds * layer.Width) * type.ElementSize();
        var size = MostRows;
        while (size > FewestRows && size * row > BatchBudget) size /= 2;
        return size;
    }

    private double LogNormaliser()
    {
        using var scope = NewDisposeScope();
        return Engine.LogLikelihood(Parameters, NoEvidence(1)).to(ScalarType.Float64).item<double>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed) return;
            isDisposed = true;
            if (engine.IsValueCreated) engine.Value.Dispose();
            if (scaled.IsValueCreated) scaled.Value.Dispose();
            if (max.IsValueCreated) max.Value.Dispose();
            if (host.IsValueCreated) host.Value.Dispose();
            if (fusedMaxima.IsValueCreated) fusedMaxima.Value?.Dispose();
            if (prior.IsValueCreated) prior.Value?.Dispose();
            owned?.Dispose();
        }
    }
}
